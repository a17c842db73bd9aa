"""Ways in which people restyle a ``reference.docx``: changes of its styles, as programs make them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from appkit.render.docx.reference import read_reference, restyled
from appkit.render.docx.reference.exporting import exported

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

    from appkit.model.style import Style


def spacious(document: Document) -> None:
    """Space after instead of before, in another family, on wide margins: what Word's own styles do."""
    styles = document.styles
    for style in styles:
        fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None and style.name != "Code":
            fonts.getparent().remove(fonts)
    styles["Normal"].font.name = "Times New Roman"
    for name, after in (("Body Text", 6), ("List Bullet", 3), ("Heading 1", 6)):
        styles[name].paragraph_format.space_before = Pt(0)
        styles[name].paragraph_format.space_after = Pt(after)
    styles["Body Text"].font.size = styles["List Bullet"].font.size = Pt(11)
    styles["List Bullet"].paragraph_format.left_indent = Cm(1)
    styles["List Bullet"].paragraph_format.first_line_indent = Cm(-0.6)
    styles["Heading 1"].font.color.rgb = RGBColor(0x8B, 0, 0)
    document.sections[0].left_margin = document.sections[0].right_margin = Cm(3)


def exact(document: Document) -> None:
    """Lines at distances in points, justified, headings in another family."""
    for name in ("Body Text", "List Bullet", "List Number", "Detail", "Heading 2", "Heading 3"):
        spacing = document.styles[name].paragraph_format
        spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(14.5)
    spacing = document.styles["Contact"].paragraph_format
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(18)
    document.styles["Heading 1"].font.name = "Arial"
    document.styles["Body Text"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def ruled(document: Document) -> None:
    """Headings between two lines, and the spacing that Word begins with: 1.08 lines, 8 points after."""
    properties = document.styles["Heading 1"].element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    borders = OxmlElement("w:pBdr")
    for side in ("top", "bottom"):
        border = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", "2E75B6")):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    for name in ("Body Text", "List Bullet", "List Number"):
        spacing = document.styles[name].paragraph_format
        spacing.line_spacing, spacing.space_before, spacing.space_after = 1.08, Pt(0), Pt(8)


RESTYLINGS: dict[str, Callable[[Document], None]] = {"spacious": spacious, "exact": exact, "ruled": ruled}


def changed(data: bytes, change: Callable[[Document], None]) -> bytes:
    """A DOCX file that someone has opened, changed and saved."""
    document = docx.Document(io.BytesIO(data))
    change(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def in_restyling(style: Style, name: str) -> Style:
    """A style with a reference that was exported from it and restyled."""
    return restyled(style, read_reference(changed(exported(style), RESTYLINGS[name])))
