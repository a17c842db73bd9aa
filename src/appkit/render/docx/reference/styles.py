"""The styles of a reference: found by the names people see, each with what it inherits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.render.docx.names import W
from appkit.render.docx.reference.formatting import DEFAULTS, Properties, indent_of, is_family, properties_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from appkit.render.docx.reference.opening import Parts

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# How a theme's fonts are called in w:rFonts (ST_Theme, section 17.18.96): the scheme, and which face of it.
_SCHEMES = {"major": "majorFont", "minor": "minorFont"}
_THEMED = {"Ascii": "latin", "HAnsi": "latin", "EastAsia": "ea", "Bidi": "cs"}
# LibreOffice's own names of styles that Word has built in.
_OTHER_NAMES = {
    "text body": "body text", "internet link": "hyperlink", "strong emphasis": "strong",
    "source text": "code",
}  # fmt: skip
# Word refuses more than eleven levels of styles; what goes deeper is a circle or a joke.
_DEPTH = 24


@dataclass(frozen=True, slots=True)
class Found:
    """A style as it stands in the file: ``says`` is only what it says itself.

    ``kind`` is paragraph or character; ``indent`` that of the list level the style has joined, if it has.
    """

    identifier: str
    name: str
    kind: str
    based_on: str
    says: Properties
    indent: Properties
    is_default: bool


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """All styles of a reference by id and by kind and name; ``defaults`` hold where no style speaks."""

    by_id: Mapping[str, Found]
    by_name: Mapping[tuple[str, str], Found]
    defaults: Properties

    def chain(self, style: Found) -> list[Found]:
        """The styles that a style is based on, the first ancestor first, and the style itself."""
        chain: list[Found] = []
        each: Found | None = style
        while each is not None and each not in chain and len(chain) < _DEPTH:
            chain.insert(0, each)
            above = self.by_id.get(each.based_on)
            each = above if above is not None and above.kind == style.kind else None
        return chain

    def inherited(self, style: Found) -> Properties:
        """What a style comes to with all that it is based on; a paragraph's with the defaults too."""
        found = {**DEFAULTS, **self.defaults} if style.kind == "paragraph" else {}
        for each in self.chain(style):
            found |= each.indent | each.says
        return found


def style_sheet(parts: Parts) -> StyleSheet:
    """The styles of a document."""
    themed = themed_fonts(parts.theme)
    levels = _levels(parts.numbering)
    found = [_found(element, themed, levels) for element in parts.styles.iterchildren(f"{W}style")]
    by_name: dict[tuple[str, str], Found] = {}
    # Own names go before other names: LibreOffice's "Strong Emphasis" is a style of ours as well.
    for names in (_own_names, _further_names):
        for element, style in zip(parts.styles.iterchildren(f"{W}style"), found, strict=True):
            for name in names(element):
                by_name.setdefault((style.kind, name), style)
    defaults: Properties = {}
    for element in parts.styles.iterchildren(f"{W}docDefaults"):
        for default in element:
            defaults |= properties_of(default, themed)
    return StyleSheet({each.identifier: each for each in found}, by_name, defaults)


def _found(
    element: etree._Element, themed: Mapping[str, str], levels: Mapping[str, Mapping[str, Properties]]
) -> Found:
    says = properties_of(element, themed)
    number, level = (_value(element.find(f"{W}pPr/{W}numPr/{W}{tag}")) for tag in ("numId", "ilvl"))
    return Found(
        str(element.get(f"{W}styleId", "")),
        _value(element.find(f"{W}name")),
        str(element.get(f"{W}type", "")),
        _value(element.find(f"{W}basedOn")),
        says,
        levels.get(number, {}).get(level or "0", {}),
        element.get(f"{W}default", "0") in ("1", "true", "on"),
    )


def _value(element: etree._Element | None) -> str:
    return "" if element is None else str(element.get(f"{W}val", ""))


def _own_names(element: etree._Element) -> Iterator[str]:
    """The name as Word compares it: in any case, and up to a comma, behind which old files have aliases."""
    yield _value(element.find(f"{W}name")).split(",")[0].strip().casefold()


def _further_names(element: etree._Element) -> Iterator[str]:
    own, *more = _value(element.find(f"{W}name")).split(",")
    for name in (*more, *_value(element.find(f"{W}aliases")).split(",")):
        if name.strip():
            yield name.strip().casefold()
    other = _OTHER_NAMES.get(own.strip().casefold())
    if other:
        yield other


def themed_fonts(theme: etree._Element | None) -> dict[str, str]:
    """The font families that a theme names, by what styles call them (``minorHAnsi``)."""
    found: dict[str, str] = {}
    for prefix, scheme in _SCHEMES.items():
        for suffix, face in _THEMED.items():
            path = f".//{_DRAWING}fontScheme/{_DRAWING}{scheme}/{_DRAWING}{face}"
            element = None if theme is None else theme.find(path)
            name = "" if element is None else str(element.get("typeface", ""))
            if is_family(name):
                found[f"{prefix}{suffix}"] = name
    return found


def _levels(numbering: etree._Element | None) -> dict[str, Mapping[str, Properties]]:
    """The indents of list levels, by numbering and then by level."""
    if numbering is None:
        return {}
    abstract = {
        each.get(f"{W}abstractNumId"): {
            str(level.get(f"{W}ilvl")): indent_of(level.find(f"{W}pPr/{W}ind"))
            for level in each.iterchildren(f"{W}lvl")
        }
        for each in numbering.iterchildren(f"{W}abstractNum")
    }
    return {
        str(each.get(f"{W}numId")): abstract.get(_value(each.find(f"{W}abstractNumId")), {})
        for each in numbering.iterchildren(f"{W}num")
    }
