"""HTML in FRESH texts, which may have it beside Markdown, as Markdown: the few tags that people write."""

from __future__ import annotations

import re

_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`"}
_PAIR = re.compile(
    r"<(?P<tag>strong|b|em|i|code)>(?P<words>[^<>\s](?:[^<>]*[^<>\s])?)</(?P=tag)>", re.IGNORECASE
)
_ANCHOR = re.compile(
    r"""<a\s+href=(?P<quote>["'])(?P<url>[^"'<>\s()]+)(?P=quote)\s*>(?P<words>[^<>\[\]]+)</a>""",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br ?/?>|</?p>|</?[uo]l>", re.IGNORECASE)
_ITEM = re.compile(r"<li>([^<>]*)</li>", re.IGNORECASE)


def markdown_of(text: str) -> str:
    """The text with emphasis, links, paragraphs and lists of HTML as those of Markdown.

    Every other tag, and one that is not closed, stays the characters it is written with.
    """
    if "<" not in text:
        return text
    text = _ANCHOR.sub(lambda m: f"[{m['words']}]({m['url']})", text)
    text = _PAIR.sub(lambda m: f"{(mark := _MARKS[m['tag'].lower()])}{m['words']}{mark}", text)
    text = _ITEM.sub(lambda m: f"\n- {m[1].strip()}\n" if m[1].strip() else m[0], text)
    return _BREAK.sub("\n\n", text).strip()
