"""Properties written as WordprocessingML: what ``formatting`` reads, in the order that the schema wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.render.docx.escape import quoteattr
from appkit.render.docx.reference.formatting import SIDES, TOGGLES

if TYPE_CHECKING:
    from collections.abc import Mapping


def paragraph_xml(said: Mapping[str, str]) -> str:
    """The children of ``w:pPr`` in the order the schema wants."""
    borders = "".join(_border_xml(side, said[f"border-{side}"]) for side in SIDES if f"border-{side}" in said)
    spacing = "".join(f' w:{side}="{said[side]}"' for side in ("before", "after") if side in said)
    if "line" in said:
        line, rule = said["line"].split()
        spacing += f' w:line="{line}" w:lineRule="{rule}"'
    indent = f' w:left="{said["left"]}"' if "left" in said else ""
    if "first" in said:
        first = int(said["first"])
        indent += f' w:firstLine="{first}"' if first > 0 else f' w:hanging="{-first}"'
    return "".join(
        (
            _toggle_xml("keepNext", said),
            f"<w:pBdr>{borders}</w:pBdr>" if borders else "",
            _shade_xml(said["shade"]) if "shade" in said else "",
            f"<w:spacing{spacing}/>" if spacing else "",
            f"<w:ind{indent}/>" if indent else "",
            _toggle_xml("contextualSpacing", said),
            f'<w:jc w:val="{said["jc"]}"/>' if "jc" in said else "",
        )
    )


def run_xml(said: Mapping[str, str]) -> str:
    """The children of ``w:rPr`` in the order the schema wants; sizes and weights hold for every script."""
    fonts = f" w:ascii={quoteattr(said['font'])} w:hAnsi={quoteattr(said['font'])}" if "font" in said else ""
    for attribute, key in (("eastAsia", "font-east-asian"), ("cs", "font-complex")):
        fonts += f" w:{attribute}={quoteattr(said[key])}" if key in said else ""
    toggles = "".join(
        _toggle_xml(name, said) + (_toggle_xml(name, said, f"{name}Cs") if name in ("b", "i") else "")
        for name in TOGGLES
    )
    size = said.get("size")
    return "".join(
        (
            f"<w:rFonts{fonts}/>" if fonts else "",
            toggles,
            _color_xml(said["color"]) if "color" in said else "",
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "",
            f'<w:highlight w:val="{said["highlight"]}"/>' if "highlight" in said else "",
            _underline_xml(said["u"]) if "u" in said else "",
            _shade_xml(said["shade-run"]) if "shade-run" in said else "",
            f'<w:em w:val="{said["em"]}"/>' if "em" in said else "",
        )
    )


def _toggle_xml(name: str, said: Mapping[str, str], tag: str = "") -> str:
    if name not in said:
        return ""
    return f"<w:{tag or name}/>" if said[name] == "1" else f'<w:{tag or name} w:val="0"/>'


def _border_xml(side: str, said: str) -> str:
    if said == "none":
        return f'<w:{side} w:val="nil"/>'
    kind, size, space, color = said.split()
    return f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="{color}"/>'


def _shade_xml(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def _color_xml(said: str) -> str:
    value, *theme = said.split()
    names = zip(("themeColor", "themeTint", "themeShade"), theme, strict=False)
    return f'<w:color w:val="{value}"{"".join(f" w:{k}=" + quoteattr(v) for k, v in names if v != "-")}/>'


def _underline_xml(said: str) -> str:
    value, *color = said.split()
    return f'<w:u w:val="{value}"{f" w:color={quoteattr(color[0])}" if color else ""}/>'
