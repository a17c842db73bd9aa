"""The styles part: a document style's looks as WordprocessingML (ECMA-376 Part 1, section 17.7)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from appkit.model.flow import HEADING_LOOKS, LIST_DEPTH, SPARE, indent_of, text_width, twips
from appkit.render.docx.names import STYLES, XML, XMLNS, list_style, style_id
from appkit.render.docx.numbering import BULLETS, NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.model.style import Fonts, ParagraphStyle, Style

# Word writes the language of Latin text with a region; a bare tag is left to the reader's own settings.
_REGIONS = {
    "ar": "ar-SA", "de": "de-DE", "en": "en-US", "es": "es-ES", "fr": "fr-FR", "he": "he-IL", "it": "it-IT",
    "ja": "ja-JP", "ko": "ko-KR", "nl": "nl-NL", "pt": "pt-PT", "ru": "ru-RU", "zh": "zh-CN",
}  # fmt: skip
_ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}
# Word's line spacing unit: 240ths of a line (section 17.3.1.33).
_LINE = 240
_CUSTOM = {"Name", "Headline", "Contact", "Detail", "Note", "Address"}


def styles_part(style: Style, language: str) -> str:
    """``word/styles.xml``."""
    return f"{XML}<w:styles {XMLNS}>{_defaults(style.fonts, language)}{''.join(_styles(style))}</w:styles>"


def _defaults(fonts: Fonts, language: str) -> str:
    tag = _REGIONS.get(language.lower(), language)
    primary = tag.split("-")[0].lower()
    east_asian = tag if primary in ("zh", "ja", "ko") else "zh-CN"
    complex_script = tag if primary in ("ar", "he", "fa", "ur") else "ar-SA"
    latin = "en-US" if primary in ("zh", "ja", "ko") else tag
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f"<w:rFonts w:ascii={quoteattr(fonts.body)} w:hAnsi={quoteattr(fonts.body)}"
        f" w:eastAsia={quoteattr(fonts.east_asian)} w:cs={quoteattr(fonts.complex_script)}/>"
        '<w:sz w:val="21"/><w:szCs w:val="21"/>'
        f"<w:lang w:val={quoteattr(latin)} w:eastAsia={quoteattr(east_asian)}"
        f" w:bidi={quoteattr(complex_script)}/>"
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        f'<w:spacing w:before="0" w:after="0" w:line="{_LINE}" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _styles(style: Style) -> Iterator[str]:
    yield (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
    )
    yield _basic("character", "DefaultParagraphFont", "Default Paragraph Font")
    yield _basic("table", "TableNormal", "Normal Table", "<w:tblPr/>")
    yield _basic("numbering", "NoList", "No List")
    for look, name in STYLES.items():
        yield _paragraph_style(name, style.look(look), style, outline=_outline(look))
    for look, number in (("bullet", BULLETS), ("numbered", NUMBERS)):
        for depth in range(LIST_DEPTH):
            indent = indent_of(style.look(look), depth)
            shape = replace(style.look(look), indent=indent)
            first, more = (list_style(look, depth, first=first) for first in (True, False))
            yield _paragraph_style(first, shape, style, number=(number, depth))
            yield _paragraph_style(more, replace(shape, space_before=0, hanging=0), style)
    yield _footer(style)
    yield from _characters(style)


def _basic(kind: str, identifier: str, name: str, body: str = "") -> str:
    return (
        f'<w:style w:type="{kind}" w:default="1" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>{body}</w:style>'
    )


def _outline(look: str) -> int | None:
    """The outline level: sections are the first, the person's name is above the outline."""
    return HEADING_LOOKS.index(look) - 1 if look in HEADING_LOOKS and look != "name" else None


def _paragraph_style(
    name: str,
    look: ParagraphStyle,
    style: Style,
    *,
    outline: int | None = None,
    number: tuple[int, int] | None = None,
) -> str:
    tight = "<w:contextualSpacing/>" if look.contextual else ""
    custom = ' w:customStyle="1"' if name in _CUSTOM or name.startswith("List Number Continue") else ""
    shown = name.lower() if name.startswith(("Heading ", "Footer")) else name
    following = '<w:next w:val="BodyText"/>' if outline is not None else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id(name)}"><w:name w:val="{shown}"/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/>'
        f"{_paragraph_properties(look, style, outline, number, tight)}"
        f"{_run_properties(look, style.fonts)}</w:style>"
    )


def _paragraph_properties(
    look: ParagraphStyle, style: Style, outline: int | None, number: tuple[int, int] | None, tight: str
) -> str:
    """``w:pPr``, its children in the order the schema wants (CT_PPrBase)."""
    keep = "<w:keepNext/>" if look.keep_next else ""
    together = "<w:keepLines/>" if look.keep_next or outline is not None else ""
    numbering = (
        f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    )
    rule = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="{look.color}"/></w:pBdr>'
        if look.rule
        else ""
    )
    # Behind a number too wide for its hanging indent the next stop would be the right margin's.
    spare = f'<w:tab w:val="left" w:pos="{twips(look.indent + SPARE)}"/>' if number else ""
    level = f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else ""
    return (
        f"<w:pPr>{keep}{together}<w:widowControl/>{numbering}{rule}"
        f'<w:tabs>{spare}<w:tab w:val="right" w:pos="{twips(text_width(style))}"/></w:tabs>'
        f'<w:spacing w:before="{twips(look.space_before)}" w:after="0"'
        f' w:line="{round(look.line_spacing * _LINE)}" w:lineRule="auto"/>'
        f'<w:ind w:left="{twips(look.indent)}" w:hanging="{twips(look.hanging)}"/>{tight}'
        f'<w:jc w:val="{_ALIGN[look.align]}"/>{level}</w:pPr>'
    )


def _run_properties(look: ParagraphStyle, fonts: Fonts) -> str:
    """``w:rPr``, its children in the order the schema wants (EG_RPrBase)."""
    font = quoteattr(fonts.heading)
    family = f"<w:rFonts w:ascii={font} w:hAnsi={font}/>" if look.heading_font else ""
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    italic = "<w:i/><w:iCs/>" if look.italic else ""
    caps = "<w:caps/>" if look.caps else ""
    size = round(look.size * 2)
    return (
        f"<w:rPr>{family}{bold}{italic}{caps}"
        f'<w:color w:val="{look.color}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def _footer(style: Style) -> str:
    look = replace(
        style.look("note"), size=9, color="666666", space_before=0, rule=False, keep_next=False, indent=0
    )
    return _paragraph_style("Footer", replace(look, align="left", hanging=0, italic=False), style)


def _characters(style: Style) -> Iterator[str]:
    font = quoteattr(style.fonts.code)
    looks = {
        "Strong": "<w:b/><w:bCs/>",
        "Emphasis": "<w:i/><w:iCs/>",
        "Hyperlink": f'<w:color w:val="{style.link_color}"/><w:u w:val="single"/>',
        "Code": f"<w:rFonts w:ascii={font} w:hAnsi={font}/>",
        "Prompt": "<w:b/><w:bCs/>",
    }
    for name, properties in looks.items():
        custom = ' w:customStyle="1"' if name in ("Code", "Prompt") else ""
        yield (
            f'<w:style w:type="character"{custom} w:styleId="{name}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{properties}</w:rPr></w:style>'
        )
