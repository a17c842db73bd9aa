"""Formatting as flat properties: read from WordprocessingML and checked value by value.

A property is what styles inherit as one: ``before`` of ``w:spacing`` by itself, ``line`` with its rule.
Whatever is not in the tables below is not taken over: either it moves text in ways that the layout does not
measure (frames, kerning, page breaks, right indents), or it is no formatting (languages, revisions with their
authors).
Elements and attributes are those of ECMA-376 Part 1, sections 17.3.1 and 17.3.2.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from appkit.render.docx.names import W

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

Properties: TypeAlias = dict[str, str]

_LENGTH = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,6})?)(pt|in|cm|mm|pc|pi)?")
_TWIPS = {"": 1.0, "pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pc": 240.0, "pi": 240.0}
# 22 inches, the most that Word takes for a length (section 17.18.81 has no limit, its dialogs have).
_MOST = 31_680
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_SHADE = re.compile(r"[0-9A-Fa-f]{2}")
TOGGLES = ("b", "i", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint")
_FONTS = {"ascii": "font", "eastAsia": "font-east-asian", "cs": "font-complex"}
SIDES = ("top", "left", "bottom", "right")
_ALIGN = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right", "both": "both",
    "distribute": "both",
}  # fmt: skip
# Values by their names: ST_HighlightColor, ST_Underline, ST_Em, ST_Border (without pictures), ST_ThemeColor.
_HIGHLIGHTS = frozenset({
    "black", "blue", "cyan", "darkBlue", "darkCyan", "darkGray", "darkGreen", "darkMagenta", "darkRed",
    "darkYellow", "green", "lightGray", "magenta", "none", "red", "white", "yellow",
})  # fmt: skip
_UNDERLINES = frozenset({
    "none", "single", "words", "double", "thick", "dotted", "dottedHeavy", "dash", "dashedHeavy", "dashLong",
    "dashLongHeavy", "dotDash", "dashDotHeavy", "dotDotDash", "dashDotDotHeavy", "wave", "wavyHeavy",
    "wavyDouble",
})  # fmt: skip
_MARKS = frozenset(("none", "dot", "comma", "circle", "underDot"))
_LINES = frozenset(("single", "thick", "double", "dotted", "dashed", "dotDash", "dotDotDash", "dashSmallGap"))
_THEME_COLORS = frozenset({
    "dark1", "light1", "dark2", "light2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hyperlink", "followedHyperlink", "background1", "text1", "background2", "text2",
})  # fmt: skip
_RULES = {"auto": "auto", "exact": "exact", "atLeast": "atLeast"}
# What a paragraph has where no style says anything (sections 17.7.5.5 and 17.3).
DEFAULTS: Mapping[str, str] = {
    "font": "Times New Roman", "size": "20", "color": "auto", "line": "240 auto", "jc": "left",
    **dict.fromkeys(("before", "after", "left", "first", "keepNext", "contextualSpacing", *TOGGLES), "0"),
    "highlight": "none", "u": "none",
    **{f"border-{side}": "none" for side in SIDES},
}  # fmt: skip


def properties_of(element: etree._Element | None, themed: Mapping[str, str]) -> Properties:
    """What ``w:pPr`` and ``w:rPr`` in a style say; ``themed`` has the families of a theme by their names."""
    found: Properties = {}
    if element is not None:
        for part in element:
            if part.tag == f"{W}pPr":
                found.update(_of_paragraph(part))
            elif part.tag == f"{W}rPr":
                found.update(_of_run(part, themed))
    return found


def twips_of(value: str | None) -> int | None:
    """A length in twentieths of a point, from a plain number or one with a unit; None where it is neither."""
    match = _LENGTH.fullmatch(value or "")
    number = round(float(match[1]) * _TWIPS[match[2] or ""]) if match else None
    return number if number is not None and abs(number) <= _MOST else None


def indent_of(element: etree._Element | None) -> Properties:
    """What a ``w:ind`` says: the left edge, and the first line from there."""
    found: Properties = {}
    if element is not None:
        left = twips_of(element.get(f"{W}left", element.get(f"{W}start")))
        hanging, first = (twips_of(element.get(f"{W}{name}")) for name in ("hanging", "firstLine"))
        if left is not None:
            found["left"] = str(left)
        if hanging is not None or first is not None:
            found["first"] = str(-hanging if hanging is not None else first)
    return found


def _of_paragraph(part: etree._Element) -> Iterator[tuple[str, str]]:
    for element in part:
        name = _name(element)
        match name:
            case "keepNext" | "contextualSpacing":
                yield name, _toggle(element)
            case "spacing":
                for side in ("before", "after"):
                    length = twips_of(element.get(f"{W}{side}"))
                    if length is not None and length >= 0:
                        yield side, str(length)
                line = twips_of(element.get(f"{W}line"))
                if line is not None and line > 0:
                    yield "line", f"{line} {_RULES.get(element.get(f'{W}lineRule', 'auto'), 'auto')}"
            case "ind":
                yield from indent_of(element).items()
            case "jc" if _value(element) in _ALIGN:
                yield "jc", _ALIGN[_value(element)]
            case "shd":
                yield from _shade(element, "shade")
            case "pBdr":
                for border in element:
                    yield from _border(border)


def _of_run(part: etree._Element, themed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for element in part:
        name, value = _name(element), _value(element)
        match name:
            case "rFonts":
                yield from _fonts(element, themed)
            case "color" if value == "auto" or _HEX.fullmatch(value):
                yield "color", " ".join([value.upper() if value != "auto" else value, *_theme_color(element)])
            case "sz" if (size := _half_points(value)) is not None:
                yield "size", str(size)
            case "highlight" if value in _HIGHLIGHTS:
                yield name, value
            case "em" if value in _MARKS:
                yield name, value
            case "u" if value in _UNDERLINES:
                color = element.get(f"{W}color", "")
                yield "u", f"{value} {color.upper()}" if _HEX.fullmatch(color) else value
            case "shd":
                yield from _shade(element, "shade-run")
            case _ if name in TOGGLES:
                yield name, _toggle(element)


def _theme_color(element: etree._Element) -> list[str]:
    """Name, tint and shade of a theme's colour, ``-`` for what is not said; nothing where no name is."""
    name = element.get(f"{W}themeColor", "")
    tint, shade = (element.get(f"{W}{key}", "") for key in ("themeTint", "themeShade"))
    changes = [value if _SHADE.fullmatch(value) else "-" for value in (tint, shade)]
    return [name, *changes] if name in _THEME_COLORS else []


def _fonts(element: etree._Element, themed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for attribute, key in _FONTS.items():
        theme = element.get(f"{W}{attribute}Theme" if attribute != "cs" else f"{W}cstheme")
        name = themed.get(theme, "") if theme else element.get(f"{W}{attribute}", "")
        if not name and attribute == "ascii":
            theme = element.get(f"{W}hAnsiTheme")
            name = themed.get(theme, "") if theme else element.get(f"{W}hAnsi", "")
        if is_family(name):
            yield key, name


def is_family(name: str) -> bool:
    """Whether a text can be the name of a font family."""
    return bool(name.strip()) and len(name) <= 64 and name.isprintable() and ";" not in name


def _border(element: etree._Element) -> Iterator[tuple[str, str]]:
    """A line beside a paragraph: its kind, thickness (eighths of a point), gap (points) and colour."""
    side = {"start": "left", "end": "right"}.get(_name(element), _name(element))
    kind = _value(element)
    if side not in SIDES:
        return
    if kind in ("", "none", "nil"):
        yield f"border-{side}", "none"
        return
    size, space = (re.fullmatch("[0-9]{1,3}", element.get(f"{W}{key}", "")) for key in ("sz", "space"))
    color = element.get(f"{W}color", "auto")
    said = (
        kind if kind in _LINES else "single",
        str(min(max(int(size[0]), 2), 96)) if size else "4",
        str(min(int(space[0]), 31)) if space else "0",
        color.upper() if _HEX.fullmatch(color) else "auto",
    )
    yield f"border-{side}", " ".join(said)


def _shade(element: etree._Element, key: str) -> Iterator[tuple[str, str]]:
    fill = element.get(f"{W}fill", "auto")
    if fill == "auto" or _HEX.fullmatch(fill):
        yield key, fill.upper() if fill != "auto" else fill


def _half_points(value: str) -> int | None:
    """A size in half points: from 1 to 1,638 points, as in Word."""
    match = _LENGTH.fullmatch(value)
    size = round(float(match[1]) * (_TWIPS[match[2]] / 10 if match[2] else 1)) if match else 0
    return size if 2 <= size <= 3276 else None


def _name(element: etree._Element) -> str:
    tag = str(element.tag)
    return tag.removeprefix(W) if tag.startswith(W) else ""


def _value(element: etree._Element) -> str:
    return str(element.get(f"{W}val", ""))


def _toggle(element: etree._Element) -> str:
    return "0" if _value(element) in ("0", "false", "off") else "1"
