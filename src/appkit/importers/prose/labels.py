"""Labelled words: ``GPA: 3.9``, ``Instructor: …; Topics: …``, ``Python, C++ (since 2019), Java``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.importers.prose.line import Words, cut, text_of, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADVISER = (
    r"(?:co-?|main |academic |thesis |phd |research |host )?"
    r"(?:instructor|supervisor|advisor|adviser|mentor|promotor|principal investigator|supervisors|betreuer|"
    r"betreuerin|directeur|directrice|encadrant)s?|(?:supervised|advised|mentored) by|导师|指导老师|指导教师"
)
# Labels by what they label. Those that end in "?" are told by their words alone, without a colon.
_LABELS = {
    "advisors": _ADVISER,
    "keywords": r"topics|keywords|key words|technologies|technologies used|tech stack|stack|tools|tools used|"
    r"technology|research areas?|areas?|schlagworte|技术栈|研究方向|关键词",
    "gpa": r"(?:overall |cumulative |major |average )?(?:gpa|grade point average|cgpa)|绩点",
    "score": r"(?:final |overall )?(?:score|grade|grades|result|marks?|note|abschlussnote|mention)|成绩",
    "thesis": r"(?:master'?s? |bachelor'?s? |ph\.?d\.? |doctoral )?(?:thesis|dissertation)(?: title| topic)?|"
    r"masterarbeit|bachelorarbeit|thèse|论文",
    "courses": r"(?:relevant |selected |core |main |key )?(?:courses?|coursework|course work|kurse|"
    r"cours)|课程|主要课程",
    "location": r"location|ort|lieu|地点",
}
_NAME_OF = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items()), re.IGNORECASE)
_ANY = "|".join(_LABELS.values())
_LABEL = re.compile(
    rf"(?:(?<=^)|(?<=[.;|•·])|(?<=[.;|•·]\s)|(?<=\t)|(?<=,\s))\s*(?P<label>{_ANY})\s*[:：]\s*",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?P<label>(?:supervised|advised|mentored) by|gpa|cgpa)\s+(?=\S)", re.IGNORECASE)


def labelled(words: Words) -> tuple[Words, list[tuple[str, str, Words]]]:
    """The words before the first label, and what each label labels: its field, the label, the words."""
    text = text_of(words)
    if len(text) > _LONGEST:
        return words, []
    matches = list(_LABEL.finditer(text)) or list(_BY.finditer(text))
    if not matches:
        return words, []
    out = []
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        stop = following.start() if following else None
        name = _NAME_OF.fullmatch(match["label"])
        assert name is not None
        assert name.lastgroup is not None
        value = trimmed(cut(words, match.end(), stop), ";|•·,")
        out.append((name.lastgroup, match["label"], value))
    return trimmed(cut(words, 0, matches[0].start()), ";|•·,("), out


# A longer text is a paragraph, in which a word before a colon is no label.
_LONGEST = 3000

_GENERAL = re.compile(r"^\s*([^:：]{1,60}?)\s*[:：](?!//)\s*")


def general_label(words: Words) -> tuple[str, Words] | None:
    """Any label before a colon, and the words behind it; None where there is none."""
    text = text_of(words)
    match = _GENERAL.match(text)
    if match:
        return match[1], trimmed(cut(words, match.end()))
    bold = 0
    for span in words:
        if not span.strong and span.text.strip():
            break
        bold += len(span.text)
    if not 0 < bold < len(text):
        return None
    return text[:bold].strip(" \t:–—-"), trimmed(cut(words, bold), "–—-:")


_OPEN, _CLOSED = "([{（", ")]}）"
_AND_SO_ON = re.compile(
    r"[\s,;]*\b(?:etc|usw|and so on|and more|等)\b\s*\.{0,3}$|[\s,;]*\.{3}$|[\s,;]*…$", re.IGNORECASE
)


def listed(text: str) -> Iterator[str]:
    """The pieces of a list in one line, parted by semicolons or commas that stand outside brackets."""
    separators = (
        ";；"
        if _outside(text, ";；")
        else ",，、"
        if _outside(text, ",，、")
        else "|•·/"
        if _outside(text, "|•·")
        else ""
    )
    depth = start = 0
    for index, character in enumerate(text):
        depth += (character in _OPEN) - (character in _CLOSED)
        if character in separators and depth <= 0 and not _inside_number(text, index):
            if piece := text[start:index].strip():
                yield piece
            start = index + 1
    if piece := text[start:].strip():
        yield piece


def _outside(text: str, separators: str) -> bool:
    depth = 0
    for character in text:
        depth += (character in _OPEN) - (character in _CLOSED)
        if character in separators and depth <= 0:
            return True
    return False


def _inside_number(text: str, index: int) -> bool:
    return text[index] == "," and text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit()


def without_and_so_on(text: str) -> tuple[str, str]:
    """A list without the "etc." and the full stop at its end, and what was taken away."""
    match = _AND_SO_ON.search(text[-_TAIL:])
    if match:
        kept = text[: max(0, len(text) - _TAIL) + match.start()]
        return kept, text[len(kept) :]
    return (text[:-1], "") if text.endswith(".") and not text.endswith("..") else (text, "")


# So many characters at the end of a line may say "and so on".
_TAIL = 24
