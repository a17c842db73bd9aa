"""Writing what was taken over: styles and theme of a DOCX file of ours, in place of those we generate."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from appkit.model.flow import LIST_DEPTH
from appkit.render.docx.escape import quoteattr
from appkit.render.docx.names import XML, XMLNS, W, list_style, style_id
from appkit.render.docx.reference.elements import paragraph_xml, run_xml
from appkit.render.docx.reference.formatting import DEFAULTS
from appkit.render.docx.theme import theme_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appkit.model.style import Fonts, Reference
    from appkit.render.docx.reference.styles import Found, StyleSheet

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_COLOR = re.compile("[0-9A-Fa-f]{6}")
# The styles that hold for whatever names none; ours have these ids.
_DEFAULT_IDS = {"paragraph": "Normal", "character": "DefaultParagraphFont"}
# What stays as we generate it, whatever a reference says: structure, and what keeps paragraphs whole.
_STRUCTURE = ("keepLines", "widowControl", "numPr", "tabs", "bidi", "outlineLvl")
# CT_PPrBase (section 17.3.1.26) as far as any of it is written.
_ORDER = (
    "keepNext", "keepLines", "widowControl", "numPr", "pBdr", "shd", "tabs", "bidi", "spacing", "ind",
    "contextualSpacing", "jc", "outlineLvl",
)  # fmt: skip
_LIST_LOOKS = ("bullet", "numbered")
# What is said of fonts, sizes and spacing where the other file does not: what it then means.
_SAID = ("font", "size", "before", "after", "line")


class Theme(NamedTuple):
    """A theme's colours by name, and its fonts for headings and text, where it has any."""

    colors: Mapping[str, str]
    heading: str
    body: str


def theme_of(theme: etree._Element | None) -> Theme:
    """What is taken over of a theme: no pictures, no effects, no extensions."""
    scheme = None if theme is None else theme.find(f".//{_DRAWING}clrScheme")
    colors = {}
    for element in () if scheme is None else scheme:
        value = element[0].get("lastClr", element[0].get("val", "")) if len(element) else ""
        if _COLOR.fullmatch(value):
            colors[str(element.tag).removeprefix(_DRAWING)] = value.upper()
    families = (
        None if theme is None else theme.find(f".//{_DRAWING}fontScheme/{_DRAWING}{use}/{_DRAWING}latin")
        for use in ("majorFont", "minorFont")
    )
    heading, body = ("" if each is None else str(each.get("typeface", "")) for each in families)
    return Theme(colors, heading, body)


def theme_xml(theme: Theme, fonts: Fonts) -> str:
    """``word/theme/theme1.xml``: ours, with the colours and fonts of another."""
    root = etree.fromstring(theme_part(fonts).encode())
    for name, value in theme.colors.items():
        for element in root.iterfind(f".//{_DRAWING}clrScheme/{_DRAWING}{name}/{_DRAWING}srgbClr"):
            element.set("val", value)
    for use, family in (("majorFont", theme.heading), ("minorFont", theme.body)):
        for element in root.iterfind(f".//{_DRAWING}{use}/{_DRAWING}latin"):
            element.set("typeface", family or str(element.get("typeface")))
    return XML + etree.tostring(root, encoding="unicode")


def styles_xml(sheet: StyleSheet, taken: Mapping[str, Found]) -> str:
    """The styles taken over and those they are based on, ours by our names and ids, under their defaults."""
    ours = {style.identifier: name for name, style in taken.items()}
    wanted: dict[str, Found] = {}
    for style in taken.values():
        wanted |= {each.identifier: each for each in sheet.chain(style)}
    names = {
        identifier: ours.get(identifier) or _DEFAULT_IDS.get(style.kind if style.is_default else "")
        for identifier, style in wanted.items()
    }
    ids = {
        identifier: style_id(name) if name else f"Reference{number}"
        for number, (identifier, name) in enumerate(names.items(), 1)
    }
    styles = "".join(
        _style_xml(style, ids[identifier], _shown(style, names[identifier]), ids.get(style.based_on))
        for identifier, style in wanted.items()
    )
    defaults = {**{key: DEFAULTS[key] for key in _SAID}, **sheet.defaults}
    return (
        f"<w:styles {XMLNS}><w:docDefaults><w:rPrDefault><w:rPr>{run_xml(defaults)}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph_xml(defaults)}</w:pPr></w:pPrDefault></w:docDefaults>"
        f"{styles}</w:styles>"
    )


def _shown(style: Found, ours: str | None) -> str:
    """What people see a style called; one that is only based on must not be taken for ours."""
    if ours == "DefaultParagraphFont":
        return "Default Paragraph Font"
    return ours or f"{style.name[:200] or 'Unnamed'} (reference)"


def _style_xml(style: Found, identifier: str, name: str, based_on: str | None) -> str:
    default = ' w:default="1"' if identifier in _DEFAULT_IDS.values() else ""
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    paragraph = f"<w:pPr>{paragraph_xml(style.says)}</w:pPr>" if style.kind == "paragraph" else ""
    return (
        f'<w:style w:type="{style.kind}"{default} w:styleId="{identifier}"><w:name w:val={quoteattr(name)}/>'
        f"{based}<w:qFormat/>{paragraph}<w:rPr>{run_xml(style.says)}</w:rPr></w:style>"
    )


def with_reference(generated: str, reference: Reference) -> str:
    """``word/styles.xml`` as generated, its formatting replaced by a reference's where that has a style."""
    root, other = etree.fromstring(generated.encode()), etree.fromstring(reference.styles.encode())
    ours, theirs = _by_id(root), _by_id(other)
    font = _required(root, "docDefaults/rPrDefault/rPr/rFonts").get(f"{W}ascii", "")
    _merge_defaults(root, other)
    leaders = {**{identifier: identifier for identifier in theirs}, **_followers(theirs)}
    for identifier, style in ours.items():
        leader = leaders.get(identifier)
        if leader is not None:
            _dress(style, theirs[leader], identifier)
        elif style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") is None:
            _stand_alone(style, font)
    place = root.index(ours["Normal"])
    for identifier, style in theirs.items():
        if identifier not in ours:
            root.insert(place, style)
    etree.cleanup_namespaces(root)
    return XML + etree.tostring(root, encoding="unicode")


def _by_id(root: etree._Element) -> dict[str, etree._Element]:
    return {str(style.get(f"{W}styleId")): style for style in root.iterchildren(f"{W}style")}


def _required(root: etree._Element, path: str) -> etree._Element:
    element = root.find("/".join(f"{W}{step}" for step in path.split("/")))
    assert element is not None, path
    return element


def _followers(taken: Mapping[str, etree._Element]) -> dict[str, str]:
    """The styles that look like the first depth of their list, by id, with that one's id."""
    found = {}
    for look in _LIST_LOOKS:
        leader = style_id(list_style(look, 0, first=True))
        for depth in range(LIST_DEPTH):
            for first in (True, False):
                found[style_id(list_style(look, depth, first=first))] = leader
    return {each: leader for each, leader in found.items() if leader in taken}


# What a further paragraph of an item is called: no space is above it.
_FURTHER = frozenset(
    style_id(list_style(look, depth, first=False)) for look in _LIST_LOOKS for depth in range(LIST_DEPTH)
)
_IN_LISTS = frozenset(
    style_id(list_style(look, depth, first=True)) for look in _LIST_LOOKS for depth in range(LIST_DEPTH)
)


def _dress(style: etree._Element, other: etree._Element, identifier: str) -> None:
    """Give a generated style the formatting and the ancestors of another; its structure stays.

    Styles of lists keep the indents that the numbering has, too.
    """
    kept = {*_STRUCTURE, "ind"} if identifier in _IN_LISTS | _FURTHER else {*_STRUCTURE}
    properties = style.find(f"{W}pPr")
    own = [each for each in (() if properties is None else properties) if _local(each) in kept]
    given = other.find(f"{W}pPr")
    taken = [deepcopy(each) for each in (() if given is None else given) if _local(each) not in kept]
    if identifier in _FURTHER:
        spacing = next((each for each in taken if _local(each) == "spacing"), None)
        if spacing is None:
            taken.append(spacing := etree.Element(f"{W}spacing"))
        spacing.set(f"{W}before", "0")
    run = other.find(f"{W}rPr")
    for old in (properties, style.find(f"{W}rPr"), style.find(f"{W}basedOn")):
        if old is not None:
            style.remove(old)
    based = other.find(f"{W}basedOn")
    if based is not None:
        style.insert(1, deepcopy(based))
    if own or taken:
        etree.SubElement(style, f"{W}pPr").extend(_ordered(*own, *taken))
    if run is not None:
        style.append(deepcopy(run))


def _ordered(*properties: etree._Element) -> list[etree._Element]:
    return sorted(properties, key=lambda each: _ORDER.index(_local(each)))


def _local(element: etree._Element) -> str:
    return str(element.tag).removeprefix(W)


def _stand_alone(style: etree._Element, font: str) -> None:
    """Base a style on nothing: what a reference says of Normal is not meant for a style it does not have."""
    based = style.find(f"{W}basedOn")
    if based is not None:
        style.remove(based)
    run = style.find(f"{W}rPr")
    if run is not None and run.find(f"{W}rFonts") is None:
        run.insert(0, etree.Element(f"{W}rFonts", {f"{W}ascii": font, f"{W}hAnsi": font}))


def _merge_defaults(root: etree._Element, other: etree._Element) -> None:
    """Put the other's defaults in the place of ours, but for language, direction, fonts not named there."""
    run, given = (_required(each, "docDefaults/rPrDefault/rPr") for each in (root, other))
    fonts, named = (_required(each, "rFonts") for each in (run, given))
    for key, family in fonts.attrib.items():
        named.set(key, named.get(key, family))
    language = _required(run, "lang")
    run[:] = [*given, language]
    paragraph, given = (_required(each, "docDefaults/pPrDefault/pPr") for each in (root, other))
    kept = [each for each in paragraph if _local(each) in _STRUCTURE]
    paragraph[:] = _ordered(*kept, *given)
