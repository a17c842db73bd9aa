"""The styles part: a document style's looks as WordprocessingML (ECMA-376 Part 1, section 17.7)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from appkit.model.flow import HEADING_LOOKS, LIST_DEPTH, SPARE, indent_of, text_width, twips
from appkit.model.script import is_right_to_left
from appkit.render.docx.escape import quoteattr
from appkit.render.docx.languages import languages_of
from appkit.render.docx.names import STYLES, XML, XMLNS, combined_faces, list_style, style_id
from appkit.render.docx.numbering import BULLETS, NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.model.style import Fonts, ParagraphStyle, Style

_ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}
# Word's line spacing unit: 240ths of a line (section 17.3.1.33).
_LINE = 240
# The colours that Word highlights with (ST_HighlightColor, section 17.18.40), as shades a style can carry.
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "darkBlue": "000080", "darkCyan": "008080",
    "darkGray": "808080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "green": "00FF00", "lightGray": "C0C0C0", "magenta": "FF00FF", "none": "",
    "red": "FF0000", "white": "FFFFFF", "yellow": "FFFF00",
}  # fmt: skip
_CUSTOM = {"Name", "Headline", "Contact", "Detail", "Note", "Address"}


def styles_part(style: Style, language: str) -> str:
    """``word/styles.xml``."""
    return f"{XML}<w:styles {XMLNS}>{_defaults(style.fonts, language)}{''.join(_styles(style))}</w:styles>"


def _defaults(fonts: Fonts, language: str) -> str:
    said = languages_of(language)
    direction = "<w:bidi/>" if is_right_to_left(language) else ""
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f"<w:rFonts w:ascii={quoteattr(fonts.body)} w:hAnsi={quoteattr(fonts.body)}"
        f" w:eastAsia={quoteattr(fonts.east_asian)} w:cs={quoteattr(fonts.complex_script)}/>"
        '<w:sz w:val="21"/><w:szCs w:val="21"/>'
        f"<w:lang w:val={quoteattr(said.latin)} w:eastAsia={quoteattr(said.east_asian)}"
        f" w:bidi={quoteattr(said.complex)}/>"
        f"</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{direction}"
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
    font = quoteattr(look.font or fonts.heading)
    family = f"<w:rFonts w:ascii={font} w:hAnsi={font}/>" if look.font or look.heading_font else ""
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


class _Addition(NamedTuple):
    """What a character style adds, by its places in EG_RPrBase: fonts, bold and italic, colour and lines."""

    fonts: str = ""
    weight: str = ""
    color: str = ""


def _characters(style: Style) -> Iterator[str]:
    font = quoteattr(style.fonts.code)
    shade = _HIGHLIGHTS[style.prompt_color]
    single = {
        "Strong": _Addition(weight="<w:b/><w:bCs/>"),
        "Emphasis": _Addition(weight="<w:i/><w:iCs/>"),
        "Hyperlink": _Addition(color=f'<w:color w:val="{style.link_color}"/><w:u w:val="single"/>'),
        "Code": _Addition(fonts=f"<w:rFonts w:ascii={font} w:hAnsi={font}/>"),
        "Prompt": _Addition(color=f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""),
    }
    for name, addition in single.items():
        yield _character(name, "DefaultParagraphFont", [addition], custom=name in ("Code", "Prompt"))
    for names in combined_faces():
        *others, last = names
        yield _character(" ".join(names), style_id(last), [single[name] for name in others], custom=True)


def _character(name: str, based_on: str, additions: Sequence[_Addition], *, custom: bool) -> str:
    # Combinations stay out of the gallery of styles until a document uses them.
    listed = "<w:semiHidden/><w:unhideWhenUsed/>" if " " in name else "<w:qFormat/>"
    own = ' w:customStyle="1"' if custom else ""
    properties = "".join("".join(column) for column in zip(*additions, strict=True))
    return (
        f'<w:style w:type="character"{own} w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{based_on}"/>{listed}'
        f"<w:rPr>{properties}</w:rPr></w:style>"
    )
