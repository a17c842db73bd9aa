"""Taking over what a reference says: which styles of ours it has, and the style that comes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from appkit.dataclass import dataclass
from appkit.model.style import Reference
from appkit.render.docx.names import STYLES, W, list_style
from appkit.render.docx.reference.formatting import twips_of
from appkit.render.docx.reference.looks import color_of, look_from, page_of
from appkit.render.docx.reference.opening import BadReferenceError, opened_parts
from appkit.render.docx.reference.styles import style_sheet
from appkit.render.docx.reference.untouched import PAGE, is_near, is_same, recorded
from appkit.render.docx.reference.writing import styles_xml, theme_of, theme_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from appkit.model.style import ParagraphStyle, Style
    from appkit.render.docx.reference.formatting import Properties
    from appkit.render.docx.reference.styles import Found, StyleSheet
    from appkit.render.docx.reference.writing import Theme

# The paragraph styles that a reference decides, by the look each stands for. Deeper lists and the further
# paragraphs of list items follow the first depth, in the measure as in the file.
LOOKS = {
    **STYLES,
    "bullet": list_style("bullet", 0, first=True),
    "numbered": list_style("numbered", 0, first=True),
}
FOOTER = "Footer"
CHARACTERS = ("Strong", "Emphasis", "Hyperlink", "Code", "Prompt")
OURS: Mapping[str, str] = {
    **dict.fromkeys((*LOOKS.values(), FOOTER), "paragraph"),
    **dict.fromkeys(CHARACTERS, "character"),
}
# The least room between margins that is a page: an inch.
_LEAST = 1440
# Word's limits for a sheet (its page set-up dialog): a tenth of an inch to 22 inches.
_SHEET = range(144, 31_681)


@dataclass(frozen=True, slots=True, eq=False)
class ReferenceFile:
    """A reference that was read.

    ``taken`` are the styles of ours, by name, that it decides: those it has, but for those that are as they
    were exported. ``missing`` are those it lacks, ``page`` the lengths of its page set-up, in twips, that it
    decides.
    """

    sheet: StyleSheet
    taken: Mapping[str, Found]
    missing: tuple[str, ...]
    page: Mapping[str, int]
    theme: Theme

    @property
    def is_untouched(self) -> bool:
        """Whether it was exported and nobody has changed it."""
        return not (self.taken or self.page or self.missing)


def read_reference(data: bytes) -> ReferenceFile:
    """What a DOCX file says about looks. Raises BadReferenceError where it cannot be a reference."""
    parts = opened_parts(data)
    sheet, before = style_sheet(parts), recorded(parts.custom)
    found = {
        name: style
        for name, kind in OURS.items()
        if (style := sheet.by_name.get((kind, name.casefold()))) is not None
    }
    changed = {
        name: style
        for name, style in found.items()
        if name not in before or not is_same(before[name], summary(sheet, style))
    }
    page = page_lengths(parts.document)
    known = before.get(PAGE, {})
    missing = tuple(name for name in OURS if name not in found)
    decided = {side: length for side, length in page.items() if not is_near(known.get(side, ""), str(length))}
    return ReferenceFile(sheet, changed, missing, decided, theme_of(parts.theme))


def summary(sheet: StyleSheet, style: Found) -> Properties:
    """What a style comes to; the font of a paragraph is that of Latin text."""
    said = sheet.inherited(style)
    return {key: value for key, value in said.items() if key not in ("font-east-asian", "font-complex")}


def page_lengths(document: etree._Element) -> dict[str, int]:
    """The sheet and its margins, in twips, of a document's last section; nothing where it has none.

    Raises BadReferenceError where no room is left between the margins.
    """
    section = document.find(f"{W}body/{W}sectPr")
    size, margins = (None if section is None else section.find(f"{W}{tag}") for tag in ("pgSz", "pgMar"))
    page: dict[str, int] = {}
    if size is not None:
        width, height = twips_of(size.get(f"{W}w")), twips_of(size.get(f"{W}h"))
        if width in _SHEET and height in _SHEET:
            page |= {"width": width or 0, "height": height or 0}
    if margins is not None:
        # A negative margin means: exactly so much, whatever the header needs.
        said = {side: twips_of(margins.get(f"{W}{side}")) for side in ("top", "right", "bottom", "left")}
        page |= {side: abs(length) for side, length in said.items() if length is not None}
        if "left" in page:
            page["left"] += max(twips_of(margins.get(f"{W}gutter")) or 0, 0)
    _check_room(page)
    return page


def _check_room(page: Mapping[str, int]) -> None:
    for length, sides in (("width", ("left", "right")), ("height", ("top", "bottom"))):
        if length in page and page[length] - sum(page.get(side, 0) for side in sides) < _LEAST:
            raise BadReferenceError(
                "the margins of the page leave no room for words", "change them in its page set-up"
            )


def restyled(style: Style, file: ReferenceFile) -> Style:
    """A style, and what a reference changes in it."""
    page = replace(style.page, **page_of(file.page))
    if not file.taken:
        return replace(style, page=page)
    said = {name: file.sheet.inherited(found) for name, found in file.taken.items()}
    fonts = replace(style.fonts, **dict(_fonts(said, style, file)))
    looks: dict[str, ParagraphStyle] = {}
    for look, name in LOOKS.items():
        before = style.look(look)
        if name in said:
            after = look_from(said[name], before)
            if look in ("bullet", "numbered"):  # what stands before a point needs its room
                after = replace(after, indent=max(after.indent, 0), hanging=max(after.hanging, 0))
        elif name in file.missing:
            after = before
        else:  # as exported: the families of others change, its own does not
            after = replace(before, font=style.family(before))
        inherited = fonts.heading if after.heading_font else fonts.body
        looks[look] = replace(after, font="") if after.font == inherited else after
    changed: dict[str, Any] = {"page": page, "fonts": fonts, "looks": looks}
    if "color" in said.get("Hyperlink", {}):
        changed["link_color"] = color_of(said["Hyperlink"]["color"])
    reference = Reference(styles_xml(file.sheet, file.taken), theme_xml(file.theme, fonts))
    return replace(style, **changed, reference=reference)


def _fonts(said: Mapping[str, Properties], style: Style, file: ReferenceFile) -> Iterator[tuple[str, str]]:
    """The families that a reference puts in the place of a style's."""
    for use, name in (("body", LOOKS["body"]), ("heading", LOOKS["section"])):
        if name in said:
            yield use, said[name]["font"]
    defaults = {**file.sheet.defaults, **said.get(LOOKS["body"], {})}
    for use, key in (("east_asian", "font-east-asian"), ("complex_script", "font-complex")):
        if key in defaults:
            yield use, defaults[key]
    if "Code" in said:
        body = said.get(LOOKS["body"], {}).get("font", style.fonts.body)
        yield "code", said["Code"].get("font", body)
