"""Every word of every built-in look can be read: its letters stand out from the page, or from what shades them."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from contrast import WHITE, Letters, contrast
from lxml import etree

from appkit.diagnostics import Report
from appkit.load.files import BUILT_IN, Files
from appkit.load.templates import load_templates
from appkit.model.document import Document
from appkit.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.model.style import Style

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@functools.cache
def styles() -> dict[str, Style]:
    """Every built-in look by its folder, and by what kind of document it is of where that differs."""
    report = Report()
    folders = load_templates(Files(BUILT_IN / "nowhere"), report).folders
    assert not report.failed, report.diagnostics
    found = {name: folder.style for name, folder in folders.items()}
    return found | {
        f"{name} {kind}": style for name, f in folders.items() for kind, style in f.styles.items()
    }


STYLES = sorted(styles())
EMPTY = Document("resume", "t", "a", "en", ())


def test_the_measure() -> None:
    """Examples whose ratios are common knowledge: black and white, and the lightest grey that passes."""
    assert contrast("000000", WHITE) == pytest.approx(21)
    assert contrast("767676", WHITE) >= 4.5 > contrast("777777", WHITE)
    assert not Letters("small", "949494", 14).is_readable
    assert Letters("large", "949494", 14, bold=True).is_readable
    assert Letters("large", "949494", 18).is_readable


@pytest.mark.parametrize("name", STYLES)
def test_letters_of_a_style(name: str) -> None:
    style = styles()[name]
    letters = [Letters(look, s.color, s.size, s.bold) for look, s in style.looks.items()]
    links = [Letters(f"links in {look}", style.link_color, s.size, s.bold) for look, s in style.looks.items()]

    assert [each for each in (*letters, *links) if not each.is_readable] == []


@pytest.mark.parametrize("name", STYLES)
def test_letters_of_a_page_in_html(name: str) -> None:
    """Each rule that says a colour, those of the footer and of prompts among them."""
    found = list(_of_html(render(EMPTY, styles()[name], "html").decode()))

    assert {"body", "a", "mark"} <= {each.where for each in found}
    assert [each for each in found if not each.is_readable] == []


def _of_html(page: str) -> Iterator[Letters]:
    for selector, body in re.findall(r"([^{}]*)\{([^{}]*)\}", page.partition("<style>")[2]):
        properties = dict(pair.split(":", 1) for pair in body.split(";") if ":" in pair)
        if (color := properties.get("color", "")).startswith("#"):
            size = re.search(r"[0-9.]+", properties.get("font-size", "10"))
            background = properties.get("background", "#ffffff").strip("#")
            bold = properties.get("font-weight") == "bold"
            assert size is not None
            yield Letters(
                selector.strip(), color[1:], float(size[0]), bold, {"fff": WHITE}.get(background, background)
            )


@pytest.mark.parametrize("name", STYLES)
def test_letters_of_a_docx(name: str) -> None:
    """Each style of the package; prompts have the colour of the paragraph that they stand in."""
    style = styles()[name]
    with zipfile.ZipFile(io.BytesIO(render(EMPTY, style, "docx"))) as archive:
        root = etree.fromstring(archive.read("word/styles.xml"))
    found = [letters for each in root.iter(f"{W}style") if (letters := _of_docx(each))]
    shades = {fill for shade in root.iter(f"{W}shd") if (fill := shade.get(f"{W}fill")) and fill != "auto"}
    shaded = [
        Letters(f"{w} shaded", color, size, bold, s) for w, color, size, bold, _ in found for s in shades
    ]

    assert "footer" in {each.where.lower() for each in found}
    assert shades
    assert [each for each in (*found, *shaded) if not each.is_readable] == []


def _of_docx(style: etree._Element) -> Letters | None:
    """The letters of a style that says their colour, of a character style as small as any."""

    def value(name: str) -> str | None:
        element = style.find(f"{W}rPr/{W}{name}")
        return None if element is None else element.get(f"{W}val", "")

    name = style.find(f"{W}name")
    color = value("color")
    if color is None or name is None:
        return None
    return Letters(name.get(f"{W}val", ""), color, int(value("sz") or "0") / 2, value("b") == "")
