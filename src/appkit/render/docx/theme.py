"""The theme part: colours and fonts that Word offers in its menus; nothing in a document depends on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.render.docx.escape import quoteattr
from appkit.render.docx.names import XML

if TYPE_CHECKING:
    from appkit.model.style import Fonts

# Dark and light, then six accents, then links (ECMA-376 Part 1, section 20.1.6.2): greys and a blue that
# print well.
_COLORS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "1F4E79",
    "accent2": "7F7F7F", "accent3": "2E75B6", "accent4": "A5A5A5", "accent5": "5B9BD5", "accent6": "404040",
    "hlink": "1F4E79", "folHlink": "1F4E79",
}  # fmt: skip
# A format scheme needs three of each (section 20.1.4.1.14).
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme_part(fonts: Fonts) -> str:
    """``word/theme/theme1.xml``."""
    colors = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLORS.items())
    return (
        f'{XML}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="appkit">'
        f'<a:themeElements><a:clrScheme name="appkit">{colors}</a:clrScheme><a:fontScheme name="appkit">'
        f"<a:majorFont>{_fonts(fonts.heading, fonts)}</a:majorFont>"
        f"<a:minorFont>{_fonts(fonts.body, fonts)}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="appkit"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def _fonts(latin: str, fonts: Fonts) -> str:
    faces = {"latin": latin, "ea": fonts.east_asian, "cs": fonts.complex_script}
    return "".join(f"<a:{tag} typeface={quoteattr(face)}/>" for tag, face in faces.items())
