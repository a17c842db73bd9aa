"""The same page on a screen and on paper."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from appkit.model.flow import text_width
from appkit.render.html.escapes import css_string
from appkit.render.html.fonts import text_stack
from appkit.render.html.rules import fixed, points, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.model.style import Style

# Colours of a desk and of the shadow that a sheet casts on it.
_DESK, _SHADOW = "#e9ecef", "#0003"
# From the edge of the sheet to the footer, in points (Word's own default), and what the footer is set in.
_FOOTER_DISTANCE, _FOOTER_SIZE, _FOOTER_COLOR = 36, 9, "666666"


def screen(style: Style) -> Iterator[str]:
    """A sheet on a desk where there is room for it, else the whole window with smaller margins.

    Widths of windows are told in the reader's own text size: so much of the running text fits beside each
    other. Where lines are shorter than on paper, what stood at the right margin stands below.
    """
    page, em = style.page, style.look("body").size
    margins = (f"min({points(margin)},6vw)" for margin in (page.top, page.right, page.bottom, page.left))
    sheet = {"box-sizing": "border-box", "max-width": points(page.width), "padding": " ".join(margins)}
    lifted = {"margin-block": "2rem", "background": "#fff", "box-shadow": f"0 1px 6px {_SHADOW}"}
    below = (
        rule(".parted>.right", {"margin-inline-start": "0"}),
        rule(".run-on>.right", {"display": "block", "float": "none", "margin-inline-start": "0"}),
    )
    yield f"@media screen{{{rule('main', {**sheet, 'margin': '0 auto'})}}}"
    wide, narrow = math.ceil(page.width / em) + 4, math.ceil(text_width(style) / em)
    desk = rule("body", {"background": _DESK}) + rule("main", lifted)
    yield f"@media screen and (min-width:{wide}em){{{desk}}}"
    yield f"@media screen and (max-width:{narrow}em){{{''.join(below)}}}"


def paper(style: Style, surname: str, *, rtl: bool) -> Iterator[str]:
    """The pages of the DOCX: its sheet, margins and footer, its points, and letters as far apart as there."""
    page = style.page
    margins = " ".join(map(fixed, (page.top, page.right, page.bottom, page.left)))
    footer = "".join(_footer(style, surname, rtl=rtl)) if style.page_numbers else ""
    yield f"@page{{size:{fixed(page.width)} {fixed(page.height)};margin:{margins};{footer}}}"
    if style.page_numbers:
        yield "@page :first{@bottom-left{content:none}@bottom-right{content:none}}"
    as_measured = {"font-kerning": "none", "text-rendering": "geometricPrecision"}
    yield f"@media print{{{rule(':root', {'--pt': '1pt'})}{rule('body', as_measured)}}}"


def _footer(style: Style, surname: str, *, rtl: bool) -> Iterator[str]:
    """The surname where lines begin and "2 / 3" where they end (CSS Paged Media Level 3, section 4)."""
    begin, end = ("right", "left") if rtl else ("left", "right")
    look = style.look("note")
    shown = {
        "font-family": text_stack(style.family(look), style.fonts),
        "font-size": fixed(_FOOTER_SIZE),
        "color": f"#{_FOOTER_COLOR}",
        "vertical-align": "bottom",
        "padding-bottom": fixed(min(_FOOTER_DISTANCE, style.page.bottom / 2)),
    }
    yield rule(f"@bottom-{begin}", {"content": css_string(surname), **shown})
    yield rule(f"@bottom-{end}", {"content": 'counter(page)" / "counter(pages)', **shown})
