"""What a tagged PDF says, read as a screen reader does: its structure, and the text that belongs to each part.

Footers are artifacts, which no structure names.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ByteStringObject, ContentStream, DictionaryObject, TextStringObject

from appkit.render.typst.code import string
from appkit.render.typst.compile import typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdf import PageObject

_LINES = {f"/H{level}" for level in range(1, 7)} | {"/P", "/LBody"}


@dataclass(eq=False)
class Part:
    """An element of the structure: its tag, and the elements and texts that it holds, in order."""

    tag: str
    content: list[Part | str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Part]:
        """Every element with one of the tags, this one and those below, in reading order; without tags: all."""
        if not tags or self.tag in tags:
            yield self
        for child in self.content:
            if isinstance(child, Part):
                yield from child.all(*tags)

    @property
    def text(self) -> str:
        """The characters of it all."""
        return "".join(child if isinstance(child, str) else child.text for child in self.content)


def pdf_lines(pdf: bytes) -> list[str]:
    """The text of every heading, paragraph and item, in reading order; the marks of items are no text."""
    return [part.text for part in structure(pdf).all(*_LINES) if not _holds_lines(part)]


def _holds_lines(part: Part) -> bool:
    return any(True for child in part.content if isinstance(child, Part) for _ in child.all(*_LINES))


def everything_in(pdf: bytes) -> str:
    """All that a PDF says: on its pages, and in its metadata and objects that are no streams."""
    return "\n".join([*pdf_lines(pdf), pdf.decode("latin-1")])


def squeezed(line: str, *, backwards: bool = False) -> str:
    """A line without what no page can show: white space and the like; letters in capitals, as looks have it.

    A page has lines that run to the left in the order in which they are seen: of those, and of all lines of a
    text in a language that runs to the left (``backwards``), only the characters are known, not their order.
    """
    kept = "".join(c for c in unicodedata.normalize("NFKC", line.upper()) if c.isprintable() and c != " ")
    runs_left = backwards or any(
        unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in kept
    )
    return "".join(sorted(kept)) if runs_left else kept


def pdf_differences(pdf: bytes, expected: Sequence[str], *, backwards: bool = False) -> list[str]:
    """Where a PDF does not say what it should, line by line; what no font has, and is told, it cannot say."""
    expected, found = ([line for line in lines if squeezed(line)] for lines in (expected, pdf_lines(pdf)))
    unseen = set(_unseen("".join(expected)))
    wrong = [
        f"{new!r} is not {old!r}"
        for old, new in zip(expected, found, strict=False)
        if not unseen & set(old.upper())
        and squeezed(old, backwards=backwards) != squeezed(new, backwards=backwards)
    ]
    return (
        wrong
        if len(expected) == len(found)
        else [*wrong, f"{len(found)} lines, not {len(expected)}: {found}"]
    )


def _unseen(text: str) -> str:
    """The characters that no font of this machine has."""
    if text.isascii():
        return ""
    page = f'#set document(title: "x", date: none)\n#{{ {string(text.upper())} }}'
    return typeset(page, system=True).missing


def structure(pdf: bytes) -> Part:
    """The structure of a PDF, from its root."""
    reader = PdfReader(io.BytesIO(pdf))
    texts = {page.indirect_reference.idnum: _texts(page) for page in reader.pages if page.indirect_reference}
    root = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    return _part(root, texts, None)


def _part(element: DictionaryObject, texts: dict[int, dict[int, str]], page: int | None) -> Part:
    part = Part(str(element.get("/S", "")))
    if "/Pg" in element:
        page = element.raw_get("/Pg").idnum
    kids = element.get("/K", [])
    kids = kids if isinstance(kids, ArrayObject) else [kids]
    for kid in kids:
        value: Any = kid.get_object()
        if isinstance(value, int):
            part.content.append(texts[page or 0].get(value, ""))
        elif "/MCID" in value:
            where = value.raw_get("/Pg").idnum if "/Pg" in value else page
            part.content.append(texts[where or 0].get(int(value["/MCID"]), ""))
        elif "/S" in value:
            part.content.append(_part(value, texts, page))
    return part


def _texts(page: PageObject) -> dict[int, str]:
    """The characters that a page shows, by the number of the content they are marked as."""
    fonts = {
        name: _Font(font.get_object()) for name, font in page.get("/Resources", {}).get("/Font", {}).items()
    }
    said: dict[int, list[str]] = defaultdict(list)
    marks: list[tuple[int | None, bool]] = []  # the content's number, and whether its text is said otherwise
    font: _Font | None = None
    for operands, operator in ContentStream(page["/Contents"].get_object(), page.pdf).operations:
        number, silent = next((m for m in reversed(marks) if m[0] is not None), (None, False))
        silent = silent or any(mark[1] for mark in marks)
        if operator in (b"BDC", b"BMC"):
            properties = operands[1] if len(operands) > 1 else {}
            properties = properties if isinstance(properties, DictionaryObject) else {}
            own = properties.get("/MCID")
            actual = properties.get("/ActualText")
            marks.append((None if own is None else int(own), actual is not None))
            here = own if own is not None else number
            if actual is not None and here is not None:
                said[int(here)].append(str(actual))
        elif operator == b"EMC":
            marks.pop()
        elif operator == b"Tf":
            font = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ") and font and number is not None and not silent:
            shown = operands[0] if operator == b"TJ" else [operands[0]]
            said[number] += [
                font.text(each) for each in shown if isinstance(each, (TextStringObject, ByteStringObject))
            ]
    return {number: "".join(parts) for number, parts in said.items()}


class _Font:
    """What the codes of a font mean, by its ToUnicode map (ISO 32000-1, section 9.10.3)."""

    def __init__(self, font: dict[str, Any]) -> None:
        self.width = 2 if font["/Subtype"] == "/Type0" else 1
        self.meant: dict[int, str] = {}
        if "/ToUnicode" in font:
            self._read(font["/ToUnicode"].get_object().get_data().decode("latin-1"))

    def _read(self, table: str) -> None:
        for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
            for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
                self.meant[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
        for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
            for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w*)>", block):
                start = bytes.fromhex(text).decode("utf-16-be")
                for step in range(int(last, 16) - int(first, 16) + 1):
                    self.meant[int(first, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)

    def text(self, shown: TextStringObject | ByteStringObject) -> str:
        """The characters of a string that is shown."""
        data = shown.original_bytes
        codes = (int.from_bytes(data[i : i + self.width], "big") for i in range(0, len(data), self.width))
        return "".join(self.meant.get(code, "") for code in codes)
