"""Word documents: what a person reads in them, in that order, and none that cannot be read."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from prose_facts import profile_of

from appkit.diagnostics import Report
from appkit.importers import word
from appkit.importers.material import Material
from appkit.importers.prose.ledger import Ledger
from appkit.importers.word.package import opened
from appkit.importers.word.reading import lines_of

if TYPE_CHECKING:
    from docx.document import Document

_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'


@pytest.fixture
def document() -> Document:
    made = docx.Document()
    made.add_paragraph("Your Name", style="Title")
    return made


def bytes_of(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(document: Document) -> dict[str, Any]:
    return profile_of("cv.docx", bytes_of(document))


def added(paragraph: Any, xml: str) -> None:  # noqa: ANN401 - python-docx's
    head, rest = (
        xml.split(" ", 1) if " " in xml.split(">", 1)[0] else (xml[: xml.index(">")], xml[xml.index(">") :])
    )
    paragraph._p.append(parse_xml(f"{head} {nsdecls('w', 'r')} {_MC} {_WPS} {rest}"))


def job(document: Document) -> Any:  # noqa: ANN401 - python-docx's
    """A bullet of a job."""
    document.add_heading("Experience", 1)
    head = document.add_paragraph()
    head.add_run("Example Corp").bold = True
    head.add_run("\tJan 2020 – Present")
    document.add_paragraph().add_run("Engineer").italic = True
    return document.add_paragraph("Seen", style="List Bullet")


def test_styles_tabs_and_lists_are_read(document: Document) -> None:
    job(document)

    assert read(document)["work"] == [
        {"name": "Example Corp", "startDate": "2020-01", "position": "Engineer", "highlights": ["Seen"]}
    ]


def test_insertions_are_in_deletions_and_hidden_words_are_not(document: Document) -> None:
    bullet = job(document)
    added(
        bullet, '<w:ins w:id="1" w:author="a"><w:r><w:t xml:space="preserve"> and put in</w:t></w:r></w:ins>'
    )
    added(bullet, '<w:del w:id="2" w:author="a"><w:r><w:delText>taken out</w:delText></w:r></w:del>')
    bullet.add_run(" secret").font.hidden = True

    profile = read(document)
    assert profile["work"][0]["highlights"] == ["Seen and put in"]
    assert profile["x-unplaced"] == [{"paragraph": 5, "text": "secret"}]


def test_moved_words_are_where_they_were_moved_to(document: Document) -> None:
    bullet = job(document)
    added(
        bullet,
        '<w:moveFrom w:id="1" w:author="a"><w:r><w:t xml:space="preserve"> from</w:t></w:r></w:moveFrom>',
    )
    added(bullet, '<w:moveTo w:id="2" w:author="a"><w:r><w:t xml:space="preserve"> to</w:t></w:r></w:moveTo>')

    assert read(document)["work"][0]["highlights"] == ["Seen to"]


def test_links_keep_their_targets(document: Document) -> None:
    bullet = job(document)
    link = document.part.relate_to("https://example.com/a", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    added(bullet, f'<w:hyperlink r:id="{link}"><w:r><w:t>there</w:t></w:r></w:hyperlink>')
    for inside in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> HYPERLINK "https://example.com/b" </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>here</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        added(bullet, f"<w:r>{inside}</w:r>")

    assert read(document)["work"][0]["highlights"] == [
        "Seen[there](https://example.com/a)[here](https://example.com/b)"
    ]


def test_a_text_box_is_read_once(document: Document) -> None:
    document.add_heading("Summary", 1)
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed words.</w:t></w:r></w:p></w:txbxContent>"
    added(
        document.add_paragraph(),
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    )

    assert read(document)["basics"]["summary"] == "Boxed words."


def test_a_table_with_dates_beside_jobs_is_read_across(document: Document) -> None:
    document.add_heading("Experience", 1)
    table = document.add_table(rows=2, cols=2)
    for row, (dates, firm, role) in enumerate(
        (("2019 – 2021", "Example Corp", "Engineer"), ("2018", "Sample Ltd", "Intern"))
    ):
        table.cell(row, 0).text = dates
        table.cell(row, 1).text = firm
        table.cell(row, 1).add_paragraph(role)

    first, second = read(document)["work"]
    assert first == {"name": "Example Corp", "startDate": "2019", "endDate": "2021", "position": "Engineer"}
    assert (second["name"], second["position"], second["startDate"]) == ("Sample Ltd", "Intern", "2018")


def test_a_cell_that_is_a_date_stands_beside_the_first_line(document: Document) -> None:
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text = "Example Corp"
    row.cells[0].add_paragraph("Engineer")
    row.cells[1].text = "2019 – 2021"

    lines = lines_of(opened(bytes_of(document)), Ledger("paragraph"))
    assert [line.text for line in lines] == ["Your Name", "Example Corp\t2019 – 2021", "Engineer"]


def test_columns_of_a_layout_are_read_one_after_the_other() -> None:
    document = docx.Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text = "Your Name"
    for words in ("your.name@example.com", "Skills", "Tools: a, b"):
        left.add_paragraph(words)
    right.text = "Experience"
    for words in ("Example Corp\t2019 - 2020", "Engineer"):
        right.add_paragraph(words)

    profile = read(document)
    assert profile["skills"] == [{"name": "Tools", "keywords": ["a", "b"]}]
    assert profile["work"][0]["position"] == "Engineer"


def test_contacts_in_the_margins_are_contacts_and_pages_are_not(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "your.name@example.com"
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = "Your Name – Page "
    for inside in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText>PAGE</w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>iii</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        added(footer, f"<w:r>{inside}</w:r>")
    job(document)

    profile = read(document)
    assert profile["basics"] == {"name": "Your Name", "familyName": "Name", "email": "your.name@example.com"}
    assert "x-unplaced" not in profile


def test_typed_bullets_and_line_breaks_are_seen(document: Document) -> None:
    document.add_heading("Experience", 1)
    paragraph = document.add_paragraph("Example Corp\t2019 - 2020")
    paragraph.add_run().add_break()
    paragraph.add_run("Engineer")
    document.add_paragraph("•\tTyped by hand")

    (entry,) = read(document)["work"]
    assert (entry["position"], entry["highlights"]) == ("Engineer", ["Typed by hand"])


def unreadable(content: bytes) -> str:
    report = Report()
    assert word.recognises(Material("cv.docx", content))
    assert word.convert(Material("cv.docx", content), report) is None
    (found,) = report.diagnostics
    assert found.location is not None
    return found.code


def repacked(content: bytes, **changed: bytes) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(name, changed.get(name.rpartition("/")[2].partition(".")[0], before.read(name)))
    return stream.getvalue()


def test_a_broken_document_is_an_error_with_its_place(document: Document) -> None:
    content = bytes_of(document)

    assert unreadable(content[: len(content) // 2] + b"word/document.xml") == "unreadable-docx"
    assert unreadable(repacked(content, document=b"<w:document")) == "unreadable-docx"


def test_a_document_that_inflates_to_much_is_not_opened(document: Document) -> None:
    report = Report()
    body = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body/><!-- %s --></w:document>"
    content = repacked(bytes_of(document), document=body % (b" " * (17 * 2**20)))

    assert word.convert(Material("cv.docx", content), report) is None
    assert "MiB" in report.diagnostics[0].message


def test_a_document_without_words_is_an_error() -> None:
    assert unreadable(bytes_of(docx.Document())) == "empty-file"


def test_another_archive_is_no_document() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")

    assert not word.recognises(Material("x.xlsx", stream.getvalue()))
