"""A style: how a document looks, as data; every writer reads the same one."""

from __future__ import annotations

import functools
from dataclasses import field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from appkit.dataclass import dataclass
from appkit.model.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Mapping

Paper: TypeAlias = Literal["A4", "Letter"]
# Width and height in points (ISO 216; ANSI/ASME Y14.1, size A).
SHEETS: Mapping[Paper, tuple[float, float]] = {"A4": (595.3, 841.9), "Letter": (612.0, 792.0)}

Align: TypeAlias = Literal["left", "center", "right", "justify"]

# Every kind of paragraph a document can hold; a style gives a look to each.
# name, section, entry and subentry are headings of level 1 to 4.
Look: TypeAlias = Literal[
    "name", "section", "entry", "subentry", "body", "headline", "contact", "detail", "note", "address",
    "date", "closing", "bullet", "numbered",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """The look of one kind of paragraph; lengths in points, ``line_spacing`` a multiple of single.

    Only space *before* exists: gaps then never depend on how a layout engine combines two of them.
    ``indent`` is the left edge of the text, ``hanging`` how far the first line (a bullet, a number) stands
    left of it. ``rule`` draws a thin line below. Between ``contextual`` paragraphs of one kind there is no
    gap. ``color`` is six hex digits.

    The fields from ``font`` on are for what a ``reference.docx`` can say and a ``style.yaml`` cannot: a font
    family of this look's own; space *after* (between two paragraphs stands the larger of after and before);
    the distance of lines, exactly or at least so many points (``line_spacing`` then comes near it); and the
    room that lines above and below the words take, gap and thickness, the one above drawn only if that is
    not 0.
    """

    size: float = 10.5
    bold: bool = False
    italic: bool = False
    caps: bool = False
    color: str = "000000"
    align: Align = "left"
    space_before: float = 0
    line_spacing: float = 1.0
    indent: float = 0
    hanging: float = 0
    keep_next: bool = False
    rule: bool = False
    contextual: bool = False
    heading_font: bool = False
    font: str = ""
    space_after: float = 0
    line_exactly: float = 0
    line_at_least: float = 0
    rule_above: float = 0
    rule_below: float = 1.5


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet: width, height and margins in points, by default A4 with 0.8-inch margins."""

    width: float = 595.3
    height: float = 841.9
    top: float = 54
    right: float = 57.6
    bottom: float = 54
    left: float = 57.6


@dataclass(frozen=True, slots=True)
class Fonts:
    """Font families by use."""

    body: str = "Calibri"
    heading: str = "Calibri"
    code: str = "Consolas"
    east_asian: str = "Microsoft YaHei"
    complex_script: str = "Arial"


@dataclass(frozen=True, slots=True)
class Reference:
    """What a template's ``reference.docx`` gives to DOCX files beyond the looks that other formats share.

    ``styles`` is a ``w:styles`` element with its styles and those they are based on, ``theme`` a theme part;
    both hold nothing but formatting. Made by ``render.docx.reference``, which reads the looks out of it too.
    """

    styles: str
    theme: str


@dataclass(frozen=True, slots=True)
class Style(Remembered):
    """Everything the writers need to know about looks.

    ``text_width`` is the column plain text wraps at, or None for unwrapped. ``looks`` has an entry for every
    :data:`Look`; ``look`` falls back to ``body``. ``page_numbers`` puts "2 / 3" into the footer from the
    second page on. ``reference`` is for DOCX only.
    """

    __hash__ = Remembered.__hash__

    name: str = "default"
    page: Page = field(default_factory=Page)
    fonts: Fonts = field(default_factory=Fonts)
    looks: Mapping[str, ParagraphStyle] = field(default_factory=dict)
    bullet: str = "\u2022"
    link_color: str = "1F4E79"
    prompt_color: str = "yellow"
    text_width: int | None = None
    date_pattern: str = "MMM YYYY"
    page_numbers: bool = True
    reference: Reference | None = None

    def look(self, look: str) -> ParagraphStyle:
        """The style of one kind of paragraph."""
        return self.looks.get(look) or self.looks.get("body") or ParagraphStyle()

    def family(self, look: ParagraphStyle) -> str:
        """The font family of a kind of paragraph."""
        return look.font or (self.fonts.heading if look.heading_font else self.fonts.body)

    def on(self, paper: Paper | None) -> Style:
        """The same look on another sheet, its margins kept; None: on its own."""
        return self if paper is None else _on(self, paper)


@functools.lru_cache(maxsize=64)
def _on(style: Style, paper: Paper) -> Style:
    width, height = SHEETS[paper]
    return replace(style, page=replace(style.page, width=width, height=height))
