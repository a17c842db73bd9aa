"""A reference.docx: what is read from it, and what of it is written."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from reading import W
from samples import ACADEMIC, CV

from appkit.layout import measure
from appkit.render import render
from appkit.render.docx.reference import BadReferenceError, read_reference, restyled
from appkit.render.docx.reference.exporting import exported
from appkit.render.docx.reference.taking import LOOKS, OURS
from effort import examples
from references import changed, foreign, packed, parts_of, restyled_part, with_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

    from appkit.model.style import ParagraphStyle, Style

EXPORTED = exported(ACADEMIC)


def taken(change: Callable[[Document], object], style: Style = ACADEMIC) -> Style:
    """What a change of an exported reference makes of a style."""
    return restyled(style, read_reference(changed(exported(style), change)))


def styles_of(style: Style) -> dict[str, etree._Element]:
    """The styles of a DOCX file in a style, by name."""
    root = etree.fromstring(parts_of(render(CV, style, "docx"))["word/styles.xml"])
    return {str(each.find(f"{W}name").get(f"{W}val")): each for each in root.iter(f"{W}style")}  # type: ignore[union-attr]


def values(element: etree._Element, tag: str) -> dict[str, str]:
    found = next(element.iter(f"{W}{tag}"), None)
    return (
        {} if found is None else {str(key).removeprefix(W): str(value) for key, value in found.attrib.items()}
    )


def test_an_exported_reference_changes_nothing() -> None:
    """It has a sample of every style, and nothing in it decides before someone has changed it."""
    document = docx.Document(io.BytesIO(EXPORTED))
    used = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    runs = {run.style.name for paragraph in document.paragraphs for run in paragraph.runs}

    assert used | {"Footer"} >= {name for name, kind in OURS.items() if kind == "paragraph"}
    assert {"Strong", "Emphasis", "Code"} <= runs
    assert read_reference(EXPORTED).is_untouched
    assert restyled(ACADEMIC, read_reference(EXPORTED)) == ACADEMIC


def near(first: ParagraphStyle, second: ParagraphStyle) -> bool:
    """Whether two looks are the same, to the rounding of a file's units."""
    one, other = asdict(first), asdict(second)
    return all(one[key] == pytest.approx(other[key], abs=0.05) for key in one)


def paragraph_of(name: str) -> Callable[[Document], Any]:
    return lambda document: document.styles[name].paragraph_format


def border(document: Document) -> None:
    properties = document.styles["Heading 1"].element.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    top = OxmlElement("w:top")
    for key, value in (("val", "double"), ("sz", "8"), ("space", "3"), ("color", "FF0000")):
        top.set(qn(f"w:{key}"), value)
    borders.insert(0, top)


def family(document: Document) -> None:
    document.styles["Heading 2"].font.name = "Georgia"


CHANGES: dict[str, tuple[Callable[[Document], object], str, dict[str, object]]] = {
    "size": (lambda d: setattr(d.styles["Body Text"].font, "size", Pt(12)), "body", {"size": 12}),
    "bold": (lambda d: setattr(d.styles["Detail"].font, "bold", True), "detail", {"bold": True}),
    "not bold": (lambda d: setattr(d.styles["heading 1"].font, "bold", False), "section", {"bold": False}),
    "italic": (lambda d: setattr(d.styles["Detail"].font, "italic", False), "detail", {"italic": False}),
    "capitals": (lambda d: setattr(d.styles["heading 1"].font, "all_caps", False), "section", {"caps": False}),
    "colour": (
        lambda d: setattr(d.styles["heading 1"].font.color, "rgb", RGBColor(0x8B, 0, 0)),
        "section",
        {"color": "8B0000"},
    ),
    "before": (lambda d: setattr(paragraph_of("Note")(d), "space_before", Pt(9)), "note", {"space_before": 9}),
    "after": (lambda d: setattr(paragraph_of("Note")(d), "space_after", Pt(7)), "note", {"space_after": 7}),
    "multiple": (lambda d: setattr(paragraph_of("Note")(d), "line_spacing", 1.5), "note", {"line_spacing": 1.5}),
    "exact": (
        lambda d: setattr(paragraph_of("Note")(d), "line_spacing", Pt(14)),
        "note",
        {"line_exactly": 14, "line_spacing": 1.28},
    ),
    "alignment": (
        lambda d: setattr(paragraph_of("Note")(d), "alignment", WD_ALIGN_PARAGRAPH.JUSTIFY),
        "note",
        {"align": "justify"},
    ),
    "list indent": (
        lambda d: setattr(paragraph_of("List Bullet")(d), "left_indent", Pt(30)), "bullet", {"indent": 30}
    ),
    "hanging": (
        lambda d: setattr(paragraph_of("List Bullet")(d), "first_line_indent", Pt(-20)), "bullet", {"hanging": 20}
    ),
    "kept": (lambda d: setattr(paragraph_of("Note")(d), "keep_with_next", True), "note", {"keep_next": True}),
    "not kept": (
        lambda d: setattr(paragraph_of("heading 1")(d), "keep_with_next", False), "section", {"keep_next": False}
    ),
    "line above": (border, "section", {"rule_above": 6, "rule": True, "rule_below": 1.5}),
    "family": (family, "entry", {"font": "Georgia"}),
    "contextual": (
        lambda d: d.styles["Note"].element.get_or_add_pPr().append(OxmlElement("w:contextualSpacing")),
        "note",
        {"contextual": True},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "look", "expected"), CHANGES.values(), ids=CHANGES)
def test_what_is_changed_is_measured_and_written(
    change: Callable[[Document], object], look: str, expected: dict[str, object]
) -> None:
    """The look that all formats share has the change; every other look stays; the DOCX has it too."""
    style = taken(change)

    others = [other for other in LOOKS if other != look]
    assert near(style.look(look), replace(ACADEMIC.look(look), **expected))  # type: ignore[arg-type]
    assert [style.look(other) for other in others] == [ACADEMIC.look(other) for other in others]
    assert (style.page, style.fonts) == (ACADEMIC.page, ACADEMIC.fonts)
    again = restyled(ACADEMIC, read_reference(render(CV, style, "docx")))
    assert near(again.look(look), style.look(look))


def test_what_is_not_changed_follows_style_yaml() -> None:
    """A reference decides what was changed in it; a later style.yaml decides the rest."""
    reference = read_reference(changed(EXPORTED, lambda d: setattr(d.styles["Note"].font, "size", Pt(8))))
    later = replace(
        ACADEMIC, looks={look: replace(shape, size=shape.size + 1) for look, shape in ACADEMIC.looks.items()}
    )

    style = restyled(later, reference)

    assert style.look("note").size == 8
    assert style.look("body").size == ACADEMIC.look("body").size + 1
    assert values(styles_of(style)["Body Text"], "sz") == {"val": str(round(style.look("body").size * 2))}


def test_the_font_of_normal_is_everyones() -> None:
    """What Normal says holds for the styles that are based on it and say nothing else."""

    def change(document: Document) -> None:
        document.styles["Normal"].font.name = "Garamond"

    style = taken(change)

    assert style.fonts.body == "Garamond"
    assert style.fonts.heading == ACADEMIC.fonts.heading
    assert style.family(style.look("contact")) == "Garamond"
    assert style.family(style.look("section")) == ACADEMIC.fonts.heading
    assert values(styles_of(style)["Normal"], "rFonts")["ascii"] == "Garamond"


def test_the_font_of_one_style_is_its_own() -> None:
    """The family of Body Text is the document's, but a style that nobody has changed keeps the one it had."""

    def change(document: Document) -> None:
        document.styles["Body Text"].font.name = "Garamond"

    style = taken(change)

    assert style.fonts.body == "Garamond"
    assert style.family(style.look("contact")) == ACADEMIC.fonts.body
    assert values(styles_of(style)["Contact"], "rFonts")["ascii"] == ACADEMIC.fonts.body


def test_defaults() -> None:
    """What holds where no style speaks is taken over too, but for the language, which is the document's."""
    data = restyled_part(EXPORTED, '(<w:docDefaults>.*?w:ascii)="[^"]*"', r'\1="Garamond"')
    data = restyled_part(data, '(<w:docDefaults>.*?)w:hAnsi="[^"]*"', r"\1")
    data = restyled_part(data, '(<w:docDefaults>.*?<w:sz w:val)="[^"]*"', r'\1="30"')
    style = restyled(ACADEMIC, read_reference(data))
    written = etree.fromstring(parts_of(render(CV, style, "docx"))["word/styles.xml"])

    assert style.fonts.body == "Garamond"
    assert values(written[0], "rFonts")["ascii"] == "Garamond"
    assert values(written[0], "sz") == {"val": "30"}
    assert values(written[0], "lang")["val"] == "en-US"


def test_a_family_for_high_letters_only() -> None:
    """Where a style names none for ASCII, that for other Latin letters counts."""
    data = restyled_part(
        EXPORTED,
        '(w:styleId="Heading1".*?<w:rFonts) w:ascii="[^"]*" w:hAnsi="[^"]*"',
        r'\1 w:hAnsi="Garamond"',
    )

    assert restyled(ACADEMIC, read_reference(data)).fonts.heading == "Garamond"


def test_the_page_set_up() -> None:
    """The lengths that were changed win, and dates stand at the new right margin."""

    def change(document: Document) -> None:
        document.sections[0].left_margin = Pt(100)
        document.sections[0].gutter = Pt(20)

    style = taken(change)

    assert style.page == replace(ACADEMIC.page, left=120)
    assert taken(lambda d: setattr(d.sections[0], "right_margin", Pt(40))).page.right == 40
    stops = {
        stop.get(f"{W}pos")
        for stop in styles_of(style)["Body Text"].iter(f"{W}tab")
        if stop.get(f"{W}val") == "right"
    }
    assert stops == {str(round((style.page.width - 120 - style.page.right) * 20))}


def test_deeper_lists_follow_the_first() -> None:
    """Nested points and further paragraphs of a point look as List Bullet does, without its bullet."""

    def change(document: Document) -> None:
        document.styles["List Bullet"].font.size = Pt(13)
        document.styles["List Bullet"].paragraph_format.space_before = Pt(9)

    styles = styles_of(taken(change))

    for name in ("List Bullet", "List Bullet 2", "List Continue", "List Continue 3"):
        assert values(styles[name], "sz") == {"val": "26"}
    assert values(styles["List Bullet 2"], "numId") == {"val": "1"}
    assert values(styles["List Continue"], "numId") == {}
    assert values(styles["List Bullet"], "spacing")["before"] == "180"
    assert values(styles["List Continue"], "spacing")["before"] == "0"


def test_a_link_and_code() -> None:
    def change(document: Document) -> None:
        document.styles["Hyperlink"].font.color.rgb = RGBColor(0, 0x80, 0)
        document.styles["Code"].font.name = "Courier New"

    style = taken(change)

    assert (style.link_color, style.fonts.code) == ("008000", "Courier New")
    assert values(styles_of(style)["Hyperlink"], "u") == {"val": "single"}


NAMES = {
    "lower case": ("Body Text", "body text"),
    "an alias behind a comma": ("Body Text", "Something,Body Text"),
    "LibreOffice's": ("Body Text", "Text body"),
}


@pytest.mark.parametrize(("name", "other"), NAMES.values(), ids=NAMES)
def test_names_as_word_compares_them(name: str, other: str) -> None:
    data = restyled_part(EXPORTED, f'w:name w:val="{name}"', f'w:name w:val="{other}"')

    assert read_reference(data).missing == ()


def test_aliases() -> None:
    data = restyled_part(EXPORTED, 'w:name w:val="Note"/>', 'w:name w:val="X"/><w:aliases w:val="A,NOTE"/>')

    assert read_reference(data).missing == ()


def test_a_style_of_another_kind_is_not_ours() -> None:
    data = restyled_part(
        EXPORTED,
        'w:type="paragraph"( w:customStyle="1")? w:styleId="Note"',
        'w:type="character" w:styleId="Note"',
    )

    assert read_reference(data).missing == ("Note",)


def test_styles_it_lacks_are_as_in_style_yaml() -> None:
    """They take on the document's family, and nothing that its Normal says."""

    def change(document: Document) -> None:
        document.styles["Normal"].font.name = "Garamond"
        document.styles["Normal"].font.italic = True
        document.styles["Note"].delete()

    data = changed(foreign(ACADEMIC), change)
    style = restyled(ACADEMIC, read_reference(data))
    note = styles_of(style)["Note"]

    assert read_reference(data).missing == ("Note",)
    assert style.look("note") == ACADEMIC.look("note")
    assert style.look("body").italic
    assert note.find(f"{W}basedOn") is None
    assert values(note, "rFonts")["ascii"] == "Garamond"


def test_theme_fonts_are_real_families() -> None:
    """What a style says by way of a theme is the theme's family, in the measure and in the file."""
    data = restyled_part(
        foreign(ACADEMIC),
        r"<w:rFonts [^>]*/>",
        '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>',
    )
    data = with_part(
        data,
        "word/theme/theme1.xml",
        lambda part: part.replace(b'typeface="Calibri"', b'typeface="Aptos"').replace(b"44546A", b"112233"),
    )

    style = restyled(ACADEMIC, read_reference(data))
    files = parts_of(render(CV, style, "docx"))

    assert (style.fonts.body, style.fonts.heading) == ("Aptos", "Aptos")
    assert b"Theme=" not in files["word/styles.xml"]
    assert b'w:ascii="Aptos"' in files["word/styles.xml"]
    assert b'typeface="Aptos"' in files["word/theme/theme1.xml"]
    assert b"112233" in files["word/theme/theme1.xml"]


def test_the_indent_of_a_list_may_stand_in_its_numbering() -> None:
    """Word's own way of setting it: the level's indent, where the style has none."""
    data = restyled_part(foreign(ACADEMIC), r'(w:styleId="ListBullet".*?)<w:ind [^>]*/>', r"\1")
    data = with_part(
        data,
        "word/numbering.xml",
        lambda part: re.sub(
            rb'<w:ind [^>]*w:left="280"[^>]*/>', b'<w:ind w:left="720" w:hanging="360"/>', part
        ),
    )

    look = restyled(ACADEMIC, read_reference(data)).look("bullet")

    assert (look.indent, look.hanging) == (36, 18)


def test_a_list_has_no_first_line_indent() -> None:
    """What stands before a point hangs, or stands at the edge: numbering cannot say anything else."""

    def change(document: Document) -> None:
        document.styles["List Bullet"].paragraph_format.first_line_indent = Pt(20)
        document.styles["List Number"].paragraph_format.left_indent = Pt(-20)
        document.styles["Body Text"].paragraph_format.first_line_indent = Pt(20)

    style = taken(change)

    assert style.look("bullet").hanging == 0
    assert style.look("numbered").indent == 0
    assert style.look("body").hanging == -20
    assert values(styles_of(style)["Body Text"], "ind")["firstLine"] == "400"


def test_space_after_takes_room() -> None:
    """The larger of after and before stands between two paragraphs."""
    assert measure(CV, ACADEMIC).used < measure(CV, taken(
        lambda d: setattr(d.styles["List Bullet"].paragraph_format, "space_after", Pt(12))
    )).used  # fmt: skip
    assert measure(CV, ACADEMIC).used == measure(CV, taken(
        lambda d: setattr(d.styles["List Bullet"].paragraph_format, "space_after", Pt(1))
    )).used  # fmt: skip


HOSTILE = (
    '<w:pPr><w:pageBreakBefore/><w:framePr w:w="100"/><w:numPr><w:numId w:val="99"/></w:numPr>'
    '<w:pPrChange w:author="Spy" w:id="1" w:date="2020-01-01T00:00:00Z"><w:pPr/></w:pPrChange></w:pPr>'
    '<w:rPr><w:vanish/><w:highlight w:val="purple"/><w:sz w:val="abc"/><w:lang w:val="xx"/>'
    '<w:rFonts w:ascii="A&quot;B"/></w:rPr>'
)


def test_nothing_but_formatting_is_taken_over() -> None:
    """No words, comments, macros, names, addresses or numbering of the reference; no value that is none."""

    def change(document: Document) -> None:
        document.add_paragraph("SECRET WORDS")
        document.core_properties.author = "SECRET AUTHOR"
        document.sections[0].header.paragraphs[0].text = "SECRET HEADER"
        document.part.relate_to("https://secret.example/x.dotm", "urn:attachedTemplate", is_external=True)
        document.styles["Note"].font.size = Pt(8)

    data = restyled_part(changed(foreign(ACADEMIC), change), r'(w:val="Note"/>)', rf"\1{HOSTILE}")
    style = restyled(ACADEMIC, read_reference(data))
    files = parts_of(render(CV, style, "docx"))
    everything = b"".join(files.values())

    assert files.keys() == parts_of(render(CV, ACADEMIC, "docx")).keys()
    for word in (
        b"SECRET",
        b"secret",
        b"Spy",
        b"pageBreakBefore",
        b"framePr",
        b"vanish",
        b"purple",
        b'numId w:val="99"',
    ):
        assert word not in everything
    assert values(styles_of(style)["Note"], "rFonts")["ascii"] == 'A"B'


def test_every_style_it_names_is_there() -> None:
    """Ancestors come along under names that cannot be taken for ours; every id that is named exists."""

    def change(document: Document) -> None:
        other = document.styles.add_style("Company Text", 1)
        other.font.size = Pt(7)
        other.base_style = document.styles["Normal"]
        document.styles["Note"].base_style = other
        document.styles["Note"].element.rPr.remove(document.styles["Note"].element.rPr.find(qn("w:sz")))

    style = taken(change)
    styles = styles_of(style)
    ids = {each.get(f"{W}styleId") for each in styles.values()}
    named = {tag.get(f"{W}val") for each in styles.values() for tag in each.iter(f"{W}basedOn", f"{W}next")}

    assert style.look("note").size == 7
    assert "Company Text (reference)" in styles
    assert named <= ids
    assert len(ids) == len(styles)


def test_a_circle_of_styles_ends() -> None:
    data = restyled_part(
        EXPORTED, r'(w:styleId="Normal"><w:name w:val="Normal"/>)', r'\1<w:basedOn w:val="BodyText"/>'
    )

    assert restyled(ACADEMIC, read_reference(data)).look("body").size == ACADEMIC.look("body").size


def bomb() -> bytes:
    parts = parts_of(EXPORTED)
    return packed({**parts, "word/styles.xml": b"<a>" + b" " * 6_000_000})


DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c">]>'
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty"),
    "text": (lambda: b"Dear Word", "no DOCX file"),
    "an old or encrypted file": (lambda: bytes.fromhex("D0CF11E0A1B11AE1") + b"x" * 999, "password"),
    "half a file": (lambda: EXPORTED[: len(EXPORTED) // 2], "damaged"),
    "a ZIP archive": (lambda: packed({"a.txt": b"a"}), "without a document"),
    "no styles": (
        lambda: packed({n: p for n, p in parts_of(EXPORTED).items() if n != "word/styles.xml"}),
        "no styles",
    ),
    "styles cut off": (lambda: with_part(EXPORTED, "word/styles.xml", lambda part: part[:500]), "styles.xml"),
    "styles in Latin-1": (
        lambda: with_part(EXPORTED, "word/styles.xml", lambda _: '<a b="é"/>'.encode("latin-1")),
        "damaged",
    ),
    "entities": (
        lambda: with_part(EXPORTED, "word/styles.xml", lambda part: DOCTYPE.encode() + part[56:]), "entities"
    ),
    "a type from a file": (
        lambda: with_part(EXPORTED, "word/styles.xml", lambda _: b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'),
        "entities",
    ),
    "styles elsewhere": (
        lambda: with_part(
            EXPORTED,
            "word/_rels/document.xml.rels",
            lambda part: part.replace(b'Target="styles.xml"', b'Target="styles.xml" TargetMode="External"'),
        ),
        "no styles",
    ),
    "entities in UTF-16": (
        lambda: with_part(EXPORTED, "word/styles.xml", lambda _: f"{DOCTYPE}<a/>".encode("utf-16")), "entities"
    ),
    "a bomb": (bomb, "larger than"),
    "macros": (lambda: packed({**parts_of(EXPORTED), "word/vbaProject.bin": b"x"}), "macros"),
    "macros by type": (
        lambda: with_part(
            EXPORTED, "[Content_Types].xml", lambda part: part.replace(b"wordprocessingml.document.main", b"macroEnabled")
        ),
        "macros",
    ),
    "too many parts": (lambda: packed({str(n): b"" for n in range(2001)}), "parts"),
    "another method": (lambda: packed(parts_of(EXPORTED), zipfile.ZIP_BZIP2), "packed"),
    "Strict Open XML": (
        lambda: with_part(
            EXPORTED,
            "word/document.xml",
            lambda part: part.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            ),
        ),
        "Strict",
    ),
    "no room between margins": (
        lambda: with_part(
            EXPORTED, "word/document.xml", lambda part: re.sub(rb'w:left="\d+"', b'w:left="11000"', part)
        ),
        "no room",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("make", "words"), BAD.values(), ids=BAD)
def test_what_cannot_be_a_reference(make: Callable[[], bytes], words: str) -> None:
    with pytest.raises(BadReferenceError, match=words) as caught:
        read_reference(make())

    assert caught.value.hint


PLAIN = packed(parts_of(EXPORTED), zipfile.ZIP_STORED)


@examples(60)
@given(
    st.lists(
        st.tuples(st.integers(0, len(PLAIN) - 1), st.binary(min_size=0, max_size=4)), min_size=1, max_size=4
    )
)
def test_any_bytes_are_a_reference_or_none(edits: list[tuple[int, bytes]]) -> None:
    """A mutant is refused with words, or makes a style in which documents can be written."""
    data = bytearray(PLAIN)
    for place, content in edits:
        data[place : place + len(content) or place + 9] = content
    try:
        reference = read_reference(bytes(data))
    except BadReferenceError:
        return
    style = restyled(ACADEMIC, reference)
    docx.Document(io.BytesIO(render(CV, style, "docx")))
    assert measure(CV, style).pages


STYLES_PART = parts_of(EXPORTED)["word/styles.xml"].decode()
_VALUE = re.compile(r'w:(?:val|ascii|before|after|line|left|hanging|sz|space|color|fill|basedOn)="[^"]*"')
PLACES = [match.span() for match in _VALUE.finditer(STYLES_PART)]
HUGE = st.sampled_from(
    ["", "-1", "0", "1", "99999999999", "1e9", "NaN", "auto", "12pt", "-5in", "٣", "a;b=c", "Normal"]
)


@examples(60)
@given(
    st.lists(st.tuples(st.sampled_from(PLACES), HUGE), min_size=1, max_size=12, unique_by=lambda one: one[0])
)
def test_any_values_of_styles(edits: list[tuple[tuple[int, int], str]]) -> None:
    """Whatever a style says, its document is measured, written and read again as the same looks."""
    text = STYLES_PART
    for (start, end), value in sorted(edits, reverse=True):
        name = text[start:end].partition("=")[0]
        text = f'{text[:start]}{name}="{value}"{text[end:]}'
    data = with_part(EXPORTED, "word/styles.xml", lambda _: text.encode())

    style = restyled(ACADEMIC, read_reference(data))
    written = render(CV, style, "docx")

    docx.Document(io.BytesIO(written))
    assert measure(CV, style).pages
    if style.reference is not None:
        again = restyled(ACADEMIC, read_reference(written))
        for look in LOOKS:
            assert near(again.look(look), style.look(look))
