"""Files changed at random: as a slip of the hand, a bad merge, a broken disk or an unkind stranger would.

A change is data (what is done, where, with what), so that chance and Hypothesis make the same ones, and one that
was found can be told again. Where is a fraction of the file: it fits a file of any length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

# What one of the languages means something by: YAML, JSON, Jinja2, Markdown, Unicode, file systems, XML.
HOSTILE: Final = tuple(
    each.encode("utf-8", "surrogatepass")
    for each in (
        "", " ", "\n", "\r", "\r\n", "\t", "\n\n", "\0", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff", "\ufdd0", "\ufdd1",
        "\ufdd07\ufdd1", "\uffff", "\ud800", "\U0001ffff", "\U0001f9ea", "e\u0301", "\u200b", "\u3000", "\u05d0", "\u4e2d", "\u0130", "\ufb01",
        "- ", "? ", ": ", ":", ",", "#", " #", "&a ", "*a", "!!str ", "!x ", "|", "|\n", ">-\n", "---\n", "...\n", "%YAML 1.1\n", "<<: ", "'", '"', "\\", "@", "`",
        "{", "}", "[", "]", "{}", "[]", "[[", "~", "null", "true", "no", "0", "-0", "007", "1e999", ".nan", "0x1F", "12:30", "9" * 30, "-1", "1_0", "3.90",
        "2023-02-30", "0000", "9999-12-31", "2023-13", "2020-1", "Present",
        "{{", "}}", "{{ ", " }}", "{% ", " %}", "{#", "#}", "{% for x in sections %}", "{% endfor %}", "{% if basics %}", "{% endif %}", "{{ basics }}", "{{ x.y.z }}",
        "|join", "loop", "caller()", "__class__", "{% raw %}", "{% include 'x' %}", "{{ 9 ** 9 ** 9 }}", "{{ 'a' * 9 }}", "prompt('a', 'b')",
        "*", "**", "_", "`", "``", "~~", "> ", "# ", "###### ", "####### ", "1. ", "12. ", "+ ", "![", "](", "[a](javascript:x)", "<b>", "<!--", "&lt;", "&#0;", "&copy;", "\\\n",
        "    ", "{.right}", "[x]{.right}", "[x]{.contact}", "{.a .b #c d=e}", "***", "---", "===", "|a|b|\n|-|-|\n", "<https://example.org>", "[a]: b\n", "x" * 3000, "a " * 300,
        "../", "/", "..", "con", "work/lab", "work/*", "**", "id", "name", "extends", "phd", "_own", "basics", "private: true", "x-a",
        "text", "variants", "en", "<", ">", "&", "]]>",
    )
)  # fmt: skip

_TOKEN = re.compile(rb"[A-Za-z0-9_]+|\s+|[^A-Za-z0-9_\s]", re.DOTALL)
# Longer than any specimen: what grows is cut.
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Change:
    """``how`` is a key of :data:`CHANGES`; ``at`` and ``to`` are fractions of the file; ``what`` is put in."""

    how: str
    at: float
    to: float
    what: bytes


def mutant(content: bytes, changes: list[Change]) -> bytes:
    """The file after the changes, one after the other."""
    for change in changes:
        content = CHANGES[change.how](content, change)[:_LONGEST]
    return content


def by_chance(chance: random.Random, others: tuple[bytes, ...]) -> list[Change]:
    """One to four changes; what is put in is hostile, of ``others``, or any bytes."""
    number = chance.choices((1, 2, 4), (6, 3, 1))[0]
    return [
        Change(chance.choice(_HOWS), chance.random(), chance.random(), _what(chance, others))
        for _ in range(number)
    ]


def _what(chance: random.Random, others: tuple[bytes, ...]) -> bytes:
    match chance.randrange(6):
        case 0:
            return chance.randbytes(chance.randint(1, 4))
        case 1:
            return chance.choice(_TOKEN.findall(chance.choice(others)))  # type: ignore[no-any-return]
        case 2:
            return chance.choice(chance.choice(others).splitlines(keepends=True))
        case _:
            return chance.choice(HOSTILE)


# -- bytes ---------------------------------------------------------------------------------------------------


def _span(length: int, change: Change) -> tuple[int, int]:
    """From and to, near each other: what is cut by a slip is short."""
    start = int(change.at * length)
    return start, min(length, start + 1 + int(change.to * 12))


def _insert(content: bytes, change: Change) -> bytes:
    start = int(change.at * (len(content) + 1))
    return content[:start] + change.what + content[start:]


def _overwrite(content: bytes, change: Change) -> bytes:
    start = int(change.at * len(content))
    return content[:start] + change.what + content[start + len(change.what) :]


def _delete(content: bytes, change: Change) -> bytes:
    start, end = _span(len(content), change)
    return content[:start] + content[end:]


def _cut(content: bytes, change: Change) -> bytes:
    return content[: int(change.at * len(content))]


def _begin_late(content: bytes, change: Change) -> bytes:
    return content[int(change.at * len(content)) :]


def _flip(content: bytes, change: Change) -> bytes:
    start = int(change.at * len(content))
    return (
        content[:start]
        + bytes(each ^ (1 << int(change.to * 8)) for each in content[start : start + 1])
        + content[start + 1 :]
    )


def _repeat(content: bytes, change: Change) -> bytes:
    start, end = _span(len(content), change)
    return content[:start] + content[start:end] * 40 + content[end:]


# -- tokens and lines ----------------------------------------------------------------------------------------


def _of_parts(
    act: Callable[[list[bytes], int, Change], None], *, lines: bool
) -> Callable[[bytes, Change], bytes]:
    """A change of the list of tokens or lines, told the index of one of them."""

    def changed(content: bytes, change: Change) -> bytes:
        parts = content.splitlines(keepends=True) if lines else _TOKEN.findall(content)
        if parts:
            act(parts, min(int(change.at * len(parts)), len(parts) - 1), change)
        return b"".join(parts)

    return changed


def _drop(parts: list[bytes], index: int, change: Change) -> None:
    del parts[index : index + 1 + int(change.to * 2)]


def _double(parts: list[bytes], index: int, change: Change) -> None:
    parts[index:index] = [parts[index]] * (1 + int(change.to * 3))


def _swap(parts: list[bytes], index: int, change: Change) -> None:
    other = min(int(change.to * len(parts)), len(parts) - 1)
    parts[index], parts[other] = parts[other], parts[index]


def _replace(parts: list[bytes], index: int, change: Change) -> None:
    parts[index] = change.what


def _put_before(parts: list[bytes], index: int, change: Change) -> None:
    parts.insert(index, change.what)


def _take_from_elsewhere(parts: list[bytes], index: int, change: Change) -> None:
    parts[index] = parts[min(int(change.to * len(parts)), len(parts) - 1)]


def _indent(parts: list[bytes], index: int, change: Change) -> None:
    parts[index] = b" " * (1 + int(change.to * 4)) + parts[index]


def _unindent(parts: list[bytes], index: int, change: Change) -> None:
    parts[index] = (
        parts[index][1 + int(change.to * 3) :] if parts[index].startswith(b" ") else b"\t" + parts[index]
    )


def _join(parts: list[bytes], index: int, change: Change) -> None:
    parts[index] = parts[index].rstrip(b"\r\n")


_PARTS = {"drop": _drop, "double": _double, "swap": _swap, "replace": _replace, "before": _put_before, "elsewhere": _take_from_elsewhere}  # fmt: skip
_LINES = {"indent": _indent, "unindent": _unindent, "join": _join}

CHANGES: Final[dict[str, Callable[[bytes, Change], bytes]]] = {
    "insert": _insert, "overwrite": _overwrite, "delete": _delete, "cut": _cut, "begin late": _begin_late, "flip": _flip, "repeat": _repeat,
    **{f"token: {name}": _of_parts(act, lines=False) for name, act in _PARTS.items()},
    **{f"line: {name}": _of_parts(act, lines=True) for name, act in (_PARTS | _LINES).items()},
}  # fmt: skip
_HOWS: Final = tuple(CHANGES)
