"""A DOCX is a slim, sound package: real styles, everything it refers to defined, the same bytes every time."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile

import docx
import pytest
from hypothesis import given
from lxml import etree
from reading import W, parts, read_docx, read_tree
from samples import ACADEMIC, CV, LETTER, bullets, em, heading, link, numbered, para, right, strong

from appkit.model.document import (
    Block,
    Document,
    List,
    ListItem,
    Paragraph,
)
from appkit.model.style import Fonts, Page, ParagraphStyle, Style
from appkit.render.docx import render
from documents import documents
from effort import examples

R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PARTS = [
    "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml",
    "word/numbering.xml", "word/settings.xml", "word/fontTable.xml", "word/theme/theme1.xml", "word/footer1.xml",
    "docProps/core.xml", "docProps/app.xml",
]  # fmt: skip


def document(*blocks: Block, **more: object) -> Document:
    values = {"title": "CV", "author": "Daize Dong", "language": "en", **more}
    return Document("resume", blocks=blocks, **values)  # type: ignore[arg-type]


def body(*blocks: Block, style: Style = ACADEMIC) -> etree._Element:
    return etree.fromstring(parts(render(document(*blocks), style))["word/document.xml"])


def values(root: etree._Element, tag: str, attribute: str = "val") -> list[str]:
    return [str(element.get(f"{W}{attribute}")) for element in root.iter(f"{W}{tag}")]


def words(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def styles_of(*blocks: Block) -> list[str]:
    return values(body(*blocks), "pStyle")


@examples(60)
@given(documents)
def test_any_document_is_a_sound_package(document: Document) -> None:
    """Its words are the tree's; every style, numbering and relationship it names exists; nothing is empty."""
    files = parts(render(document, ACADEMIC))
    root = etree.fromstring(files["word/document.xml"])
    styles = set(values(etree.fromstring(files["word/styles.xml"]), "style", "styleId"))
    numbers = set(values(etree.fromstring(files["word/numbering.xml"]), "num", "numId"))
    links = {
        row.get("Id"): row.get("Target") for row in etree.fromstring(files["word/_rels/document.xml.rels"])
    }

    assert read_docx(render(document, ACADEMIC)) == [read.text for read in read_tree(document, "\t")]
    assert {*values(root, "pStyle"), *values(root, "rStyle")} <= styles
    assert set(values(root, "numId")) <= numbers
    assert {str(element.get(R_ID)) for element in root.iter(f"{W}hyperlink", f"{W}footerReference")} <= set(
        links
    )
    assert all(paragraph[0][0].tag == f"{W}pStyle" for paragraph in root.iter(f"{W}p"))
    assert all(words(paragraph) for paragraph in root.iter(f"{W}p"))
    assert not [*root.iter(f"{W}tbl", f"{W}txbxContent")]


@examples(15)
@given(documents)
def test_python_docx_opens_any_document(document: Document) -> None:
    opened = docx.Document(io.BytesIO(render(document, ACADEMIC)))

    assert opened.core_properties.title == document.title[:255]
    assert len(opened.paragraphs) == len(read_tree(document))


def test_the_same_values_give_the_same_bytes() -> None:
    """Also where nothing is prepared yet, and in whatever order a style's looks were written."""
    again = dataclasses.replace(
        ACADEMIC,
        looks=dict(sorted(ACADEMIC.looks.items(), key=lambda item: item[0], reverse=True)),
        name="other",
    )

    assert render(CV, ACADEMIC) == render(CV, again) == render(dataclasses.replace(CV), ACADEMIC)


def test_one_document_leaves_no_trace_in_the_next() -> None:
    first = render(LETTER, ACADEMIC)
    render(CV, ACADEMIC)

    assert render(LETTER, ACADEMIC) == first


def test_the_zip_is_stored_undated_and_ordered() -> None:
    with zipfile.ZipFile(io.BytesIO(render(CV, ACADEMIC))) as archive:
        entries = archive.infolist()

    assert sorted(entry.filename for entry in entries) == sorted(PARTS)
    assert [entry.filename for entry in entries][:2] == PARTS[:2]
    assert {(e.compress_type, e.date_time, e.create_system) for e in entries} == {
        (0, (1980, 1, 1, 0, 0, 0), 3)
    }


def test_no_clock_and_no_tool_in_the_metadata() -> None:
    files = parts(render(CV, ACADEMIC))
    core = docx.Document(io.BytesIO(render(CV, ACADEMIC))).core_properties

    assert (core.title, core.author, core.last_modified_by) == (
        "Daize Dong, Curriculum Vitae",
        "Daize Dong",
        "Daize Dong",
    )
    assert (core.language, core.keywords) == ("en", "mixture of experts, AI for biology")
    assert (core.created, core.modified) == (None, None)
    assert b"python" not in b"".join(files.values())


def test_metadata_is_cut_where_word_gives_up() -> None:
    written = render(
        document(para("x"), title="t" * 300, author="a&" * 200, keywords=("k" * 200, "l" * 54)), ACADEMIC
    )
    core = docx.Document(io.BytesIO(written)).core_properties

    assert [len(core.title), len(core.author)] == [255, 255]
    assert core.keywords == "k" * 200  # whole ones only


def test_every_relationship_and_content_type_leads_to_a_part() -> None:
    files = parts(render(CV, ACADEMIC))
    types = {row.get("PartName") for row in etree.fromstring(files["[Content_Types].xml"])} - {None}
    relationships = etree.fromstring(files["word/_rels/document.xml.rels"])
    inside = {f"word/{row.get('Target')}" for row in relationships if row.get("TargetMode") != "External"}
    footer = next(row for row in relationships if str(row.get("Type")).endswith("/footer"))

    assert {str(name).removeprefix("/") for name in types} == {
        n for n in files if not n.endswith((".rels", "s].xml"))
    }
    assert inside <= set(files)
    assert footer.get("Id") == etree.fromstring(files["word/document.xml"]).find(
        f".//{W}footerReference"
    ).get(R_ID)  # type: ignore[union-attr]


def test_headings_have_word_s_styles_and_the_name_its_own() -> None:
    blocks = heading(1, "Daize"), heading(2, "Work"), heading(3, "JD"), heading(4, "NLP"), heading(6, "x")

    assert styles_of(*blocks) == ["Name", "Heading1", "Heading2", "Heading3", "Heading3"]
    names = {style.style_id: style.name for style in docx.Document(io.BytesIO(render(CV, ACADEMIC))).styles}
    assert (names["Heading1"], names["Name"], names["ListBullet"]) == ("Heading 1", "Name", "List Bullet")


def test_outline_levels_have_no_gap() -> None:
    styles = etree.fromstring(parts(render(CV, ACADEMIC))["word/styles.xml"])

    assert values(styles, "outlineLvl") == ["0", "1", "2"]


def test_styles_leave_space_before_only() -> None:
    styles = etree.fromstring(parts(render(CV, ACADEMIC))["word/styles.xml"])

    assert set(values(styles, "spacing", "after")) == {"0"}


def test_list_paragraphs_name_style_and_numbering() -> None:
    inner = ListItem((para("a"), para("b"), bullets("c"), para("d", role="detail")))
    root = body(List((inner,)), numbered(1, (para("x"), para("y"))))

    assert values(root, "pStyle") == [
        "ListBullet", "ListContinue", "ListBullet2", "Detail", "ListNumber", "ListNumberContinue",
    ]  # fmt: skip
    assert values(root, "numId") == ["1", "1", "3"]
    assert values(root, "ilvl") == ["0", "1", "0"]


def test_lists_deeper_than_styles_look_like_the_deepest() -> None:
    deep = bullets("d")
    for words in "cba":
        deep = List((ListItem((para(words), deep)),))

    assert styles_of(deep) == ["ListBullet", "ListBullet2", "ListBullet3", "ListBullet3"]


def test_every_numbered_list_counts_from_its_start() -> None:
    lists = numbered(1, (para("a"),)), numbered(4, (para("b"), bullets("c"), numbered(7, (para("d"),))))
    numbering = etree.fromstring(parts(render(document(*lists), ACADEMIC))["word/numbering.xml"])

    assert values(numbering, "startOverride") == ["1", "4", "7"]
    assert values(numbering, "lvlOverride", "ilvl") == ["0", "0", "1"]
    assert values(body(*lists), "numId") == ["3", "4", "1", "5"]


def test_the_bullet_is_the_style_s_in_the_font_of_the_words() -> None:
    style = dataclasses.replace(ACADEMIC, bullet="\u2013")
    level = etree.fromstring(parts(render(CV, style))["word/numbering.xml"])[0][1]

    assert values(level, "lvlText") == ["\u2013"]
    assert values(level, "rFonts", "ascii") == ["Calibri"]


def test_an_entry_s_last_line_lets_go_of_the_next_entry() -> None:
    """Lines that keep with the next would otherwise chain one entry without bullets to the other."""
    detail = para("Bachelor", role="detail")

    assert values(body(detail, heading(3, "x"), detail, bullets("a"), detail), "keepNext") == ["0", "0"]


def test_a_right_part_is_behind_a_tab_or_on_its_own_line() -> None:
    short, long = (
        heading(3, "UESTC ", right("2019")),
        heading(3, "University " * 9, right("Sep. 2019 - Jul. 2023")),
    )
    alone = para(right("2019"))

    assert [len([*body(block).iter(f"{W}br")]) for block in (short, long, alone)] == [0, 1, 0]
    assert read_docx(render(document(short, long), ACADEMIC))[0] == "UESTC\t2019"
    styles = etree.fromstring(parts(render(CV, ACADEMIC))["word/styles.xml"])
    margins = [tab.get(f"{W}pos") for tab in styles.iter(f"{W}tab") if tab.get(f"{W}val") == "right"]
    assert set(margins) == {str(round((595.3 - 2 * 57.6) * 20))}


def test_a_right_part_below_the_words_of_a_list_item_passes_the_stop_behind_its_marker() -> None:
    words = "A title that nearly fills the whole line of this page because it is as long as a title can be here and"
    item, more = para(words, right("Proceedings 2019")), para(words, right("Proceedings 2020"))

    root = body(List((ListItem((item, more)),)))

    assert [len([*paragraph.iterfind(f"{W}r/{W}tab")]) for paragraph in root.iter(f"{W}p")] == [2, 1]


def test_a_number_wider_than_its_indent_does_not_push_its_words_to_the_margin() -> None:
    """The first tab stop of a list style is just behind the edge of its text."""
    styles = etree.fromstring(parts(render(CV, ACADEMIC))["word/styles.xml"])
    numbered = next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "ListNumber")

    assert values(numbered, "tab") == ["left", "right"]
    assert int(values(numbered, "tab", "pos")[0]) == int(values(numbered, "ind", "left")[0]) + 180


def test_links_are_relationships_shared_by_address() -> None:
    same = (
        link("a", "https://x.y/?a=1&b=\u4f8b"),
        " ",
        link("b", "https://x.y/?a=1&b=\u4f8b"),
        link("c", "tel:1"),
    )
    opened = docx.Document(io.BytesIO(render(document(para(*same)), ACADEMIC)))

    assert [entry.address for entry in opened.paragraphs[0].hyperlinks] == [
        "https://x.y/?a=1&b=\u4f8b"
    ] * 2 + ["tel:1"]
    assert len({entry._hyperlink.rId for entry in opened.paragraphs[0].hyperlinks}) == 2


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "\\\\host\\share", "x", "", "http:"]
)
def test_a_link_elsewhere_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="a link may lead to"):
        render(document(para(link("x", url))), ACADEMIC)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("en-US", "zh-CN", "ar-SA")), ("en-GB", ("en-GB", "zh-CN", "ar-SA")), ("zh", ("en-US", "zh-CN", "ar-SA")),
        ("ja", ("en-US", "ja-JP", "ar-SA")), ("he", ("he-IL", "zh-CN", "he-IL")),
    ],
)  # fmt: skip
def test_the_language_is_the_document_s(language: str, expected: tuple[str, str, str]) -> None:
    files = parts(render(document(para("x"), language=language), ACADEMIC))
    lang = next(etree.fromstring(files["word/styles.xml"]).iter(f"{W}lang"))

    assert (lang.get(f"{W}val"), lang.get(f"{W}eastAsia"), lang.get(f"{W}bidi")) == expected


def test_page_and_footer_follow_the_style() -> None:
    letter_paper = Style(page=Page(width=612, height=792, left=72, right=72), page_numbers=False)
    root = body(para("x"), style=letter_paper)

    assert (values(root, "pgSz", "w"), values(root, "pgSz", "h"), values(root, "pgMar", "left")) == (
        ["12240"], ["15840"], ["1440"],
    )  # fmt: skip
    assert "word/footer1.xml" not in parts(render(document(para("x")), letter_paper))
    assert not [*root.iter(f"{W}titlePg", f"{W}footerReference")]


def test_the_footer_counts_pages_and_names_the_person() -> None:
    files = parts(render(document(para("x"), surname="A & B"), ACADEMIC))
    footer = etree.fromstring(files["word/footer1.xml"])

    assert values(footer, "fldSimple", "instr") == ["PAGE", "NUMPAGES"]
    assert words(footer) == "A & B2 / 2"
    assert b"titlePg" in files["word/document.xml"]


def test_spaces_are_kept() -> None:
    root = body(para("a ", strong("b"), "  c  d"))

    assert len(re.findall(b'xml:space="preserve"', etree.tostring(root))) == 2


def test_blocks_without_words_leave_no_paragraph() -> None:
    assert styles_of(para("a"), para(" "), heading(2), Paragraph((strong(em("")),))) == ["BodyText"]


def test_every_property_of_a_look_is_in_its_style() -> None:
    """Also where only one look of an otherwise equal style has changed."""
    plain = parts(render(document(para("x")), ACADEMIC))["word/styles.xml"]
    shape = ParagraphStyle(
        size=13, bold=True, italic=True, caps=True, color="ABCDEF", align="justify", space_before=7, line_spacing=1.5,
        indent=11, hanging=5, keep_next=True, rule=True, contextual=True, heading_font=True,
    )  # fmt: skip
    style = dataclasses.replace(
        ACADEMIC, looks={**ACADEMIC.looks, "note": shape}, fonts=Fonts(heading="Georgia")
    )
    root = etree.fromstring(parts(render(document(para("x")), style))["word/styles.xml"])
    note = next(s for s in root.iter(f"{W}style") if s.get(f"{W}styleId") == "Note")

    assert {element.tag.removeprefix(W) for element in note.iter("*")} >= {
        "keepNext", "keepLines", "pBdr", "contextualSpacing", "b", "i", "caps",
    }  # fmt: skip
    assert [values(note, tag) for tag in ("sz", "color", "jc")] == [["26"], ["ABCDEF"], ["both"]]
    assert (values(note, "spacing", "before"), values(note, "spacing", "line")) == (["140"], ["360"])
    assert (values(note, "ind", "left"), values(note, "ind", "hanging")) == (["220"], ["100"])
    assert values(note, "rFonts", "ascii") == ["Georgia"]
    assert b"ABCDEF" not in plain
