"""Sound packages made unsound in one place: what a check must find, and what shows which validator finds what."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from opened_package import CONTENT_TYPES, CORE, DOCUMENT, NUMBERING, SETTINGS, STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_RELATIONSHIPS = "word/_rels/document.xml.rels"
_ROOT = "_rels/.rels"
_LINK = 'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'


class Mutant(NamedTuple):
    """One change of one part: the first match of ``pattern`` becomes ``replacement``; ``check`` must find it."""

    name: str
    check: str
    part: str
    pattern: str
    replacement: str


MUTANTS = (
    Mutant("an unescaped ampersand", "legal_xml", DOCUMENT, r"</w:t>", "&</w:t>"),
    Mutant("a control character", "legal_xml", DOCUMENT, r"</w:t>", "\x0b</w:t>"),
    Mutant("a character that XML forbids", "legal_xml", DOCUMENT, r"</w:t>", "\uffff</w:t>"),
    Mutant("a placeholder left behind", "legal_xml", DOCUMENT, r"</w:t>", "\ufdd07\ufdd1</w:t>"),
    Mutant("a document type", "legal_xml", SETTINGS, r"(\?>\n?)", r"\1<!DOCTYPE x>"),
    Mutant("no XML declaration", "legal_xml", SETTINGS, r"^<\?xml.*\?>\n?", ""),
    Mutant("a part without content type", "content_types", CONTENT_TYPES, r'<Override PartName="/word/st.*?/>', ""),
    Mutant("a content type without part", "content_types", CONTENT_TYPES, r"/word/styles", "/word/style"),
    Mutant("two content types", "content_types", CONTENT_TYPES, r"(<Override.*?/>)", r"\1\1"),
    Mutant("no type for relationships", "content_types", CONTENT_TYPES, r'<Default Extension="rels".*?/>', ""),
    Mutant("a target that is not there", "relationships", _RELATIONSHIPS, r'"styles.xml"', '"style.xml"'),
    Mutant("two relationships of one id", "relationships", _RELATIONSHIPS, r'"rId2"', '"rId1"'),
    Mutant("a part nothing leads to", "relationships", _RELATIONSHIPS, rf'<Relationship [^>]*{_LINK}theme".*?/>', ""),
    Mutant("two main documents", "relationships", _ROOT, r"(<Relationship [^>]*officeDocument.*?/>)", r"\1\1"),
    Mutant("an undefined link", "references", DOCUMENT, r'<w:hyperlink r:id="link\w+"', '<w:hyperlink r:id="link999"'),
    Mutant("a link without a relationship", "references", DOCUMENT, r'<w:hyperlink r:id="link\w+"', "<w:hyperlink"),
    Mutant("a link to the styles", "references", DOCUMENT, r'<w:hyperlink r:id="link\w+"', '<w:hyperlink r:id="rId1"'),
    Mutant("a link nothing refers to", "references", DOCUMENT, r"<w:footerReference.*?/>", ""),
    Mutant("a script behind a link", "links", _RELATIONSHIPS, r'"https://[^"]*"', '"javascript:alert(1)"'),
    Mutant("a file behind a link", "links", _RELATIONSHIPS, r'"https://[^"]*"', '"file:///etc/passwd"'),
    Mutant("a share behind a link", "links", _RELATIONSHIPS, r'"https://[^"]*"', r'"\\\\\\\\host\\\\share"'),
    Mutant(
        "a template from elsewhere",
        "links",
        _RELATIONSHIPS,
        r"</Relationships>",
        f'<Relationship Id="rId998" {_LINK}attachedTemplate" Target="https://example.org/x.dotm"'
        ' TargetMode="External"/></Relationships>',
    ),
    Mutant("two titles", "metadata", CORE, r"(<dc:title>.*?</dc:title>)", r"\1\1"),
    Mutant("no title", "metadata", CORE, r"<dc:title>.*?</dc:title>", ""),
    Mutant("an empty title", "metadata", CORE, r"(<dc:title>).*?(</dc:title>)", r"\1 \2"),
    Mutant("no language", "metadata", CORE, r"<dc:language>.*?</dc:language>", ""),
    Mutant("an author of 256 characters", "metadata", CORE, r"(<dc:creator>).*?<", rf"\1{'a' * 256}<"),
    Mutant("a revision", "metadata", CORE, r"(<cp:keywords)", r"<cp:revision>7</cp:revision>\1"),
    Mutant("two bodies", "structure", DOCUMENT, r"(<w:body>.*</w:body>)", r"\1\1"),
    Mutant("no section", "structure", DOCUMENT, r"<w:sectPr>.*</w:sectPr>", ""),
    Mutant("the section first", "structure", DOCUMENT, r"<w:body>(.*)(<w:sectPr>.*</w:sectPr>)", r"<w:body>\2\1"),
    Mutant("a second section", "structure", DOCUMENT, r"</w:pPr>", "<w:sectPr/></w:pPr>"),
    Mutant("a bookmark between paragraphs", "structure", DOCUMENT, r"</w:p>", '</w:p><w:proofErr w:type="spellEnd"/>'),
    Mutant("a drawing", "structure", DOCUMENT, r"</w:r>", "<w:drawing/></w:r>"),
    Mutant("numbering before the style", "order", DOCUMENT, r"(<w:pStyle[^>]*>)(<w:numPr>.*?</w:numPr>)", r"\2\1"),
    Mutant("a style named twice", "order", DOCUMENT, r"(<w:pStyle[^>]*>)", r"\1\1"),
    Mutant("a size before the font", "order", STYLES, r"(<w:rFonts[^>]*>)(<w:sz [^>]*>)", r"\2\1"),
    Mutant("a property there is not", "order", STYLES, r"(<w:rFonts[^>]*>)", r"\1<w:size/>"),
    Mutant("an empty paragraph", "paragraphs", DOCUMENT, r"</w:p>", '</w:p><w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'),
    Mutant("a paragraph of blanks", "paragraphs", DOCUMENT, r'("Headline"/></w:pPr>).*?(</w:p>)', r"\1<w:r><w:tab/></w:r>\2"),
    Mutant("a paragraph without style", "paragraphs", DOCUMENT, r"<w:pPr>.*?</w:pPr>", ""),
    Mutant("an alignment of its own", "paragraphs", DOCUMENT, r"</w:pPr>", '<w:jc w:val="center"/></w:pPr>'),
    Mutant("spacing in a footer", "paragraphs", "word/footer1.xml", r"</w:pPr>", "<w:spacing/></w:pPr>"),
    Mutant("a run before the properties", "paragraphs", DOCUMENT, r"<w:p>", "<w:p><w:r><w:t>x</w:t></w:r>"),
    Mutant("a colour of its own", "runs", DOCUMENT, r"<w:r>", '<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr>'),
    Mutant("bold words without a style", "runs", DOCUMENT, r"<w:r>", "<w:r><w:rPr><w:b/></w:rPr>"),
    Mutant("a font of its own", "runs", DOCUMENT, r'<w:rFonts w:hint="eastAsia"', '<w:rFonts w:ascii="Arial"'),
    Mutant("an empty run", "runs", DOCUMENT, r"<w:r>", "<w:r/><w:r>"),
    Mutant("an empty text", "runs", DOCUMENT, r"<w:r>", "<w:r><w:t/></w:r><w:r>"),
    Mutant("a line break in a text", "runs", DOCUMENT, r"</w:t>", "\n.</w:t>"),
    Mutant("a space that is lost", "runs", DOCUMENT, r'<w:t xml:space="preserve">', "<w:t>"),
    Mutant("an undefined style", "styles", DOCUMENT, r'<w:pStyle w:val="Name"', '<w:pStyle w:val="Nome"'),
    Mutant("a character style on a paragraph", "styles", DOCUMENT, r'<w:pStyle w:val="Name"', '<w:pStyle w:val="Strong"'),
    Mutant("an undefined character style", "styles", DOCUMENT, r'<w:rStyle w:val="Strong"', '<w:rStyle w:val="Strang"'),
    Mutant("two styles of one id", "styles", STYLES, r'w:styleId="Headline"', 'w:styleId="Name"'),
    Mutant("two styles of one name", "styles", STYLES, r'<w:name w:val="Headline"', '<w:name w:val="name"'),
    Mutant("a style based on none", "styles", STYLES, r'<w:basedOn w:val="Normal"', '<w:basedOn w:val="Abnormal"'),
    Mutant("a style followed by none", "styles", STYLES, r'<w:next w:val="BodyText"', '<w:next w:val="Bodytext"'),
    Mutant("a style based on itself", "styles", STYLES, r'(w:styleId="Name">.*?<w:basedOn w:val=)"Normal"', r'\1"Name"'),
    Mutant("two default styles", "styles", STYLES, r'(w:type="paragraph") (w:customStyle)', r'\1 w:default="1" \2'),
    Mutant("no default style", "styles", STYLES, r' w:default="1" w:styleId="Normal"', ' w:styleId="Normal"'),
    Mutant("an undefined numbering", "numbering", DOCUMENT, r'<w:numId w:val="\d+"', '<w:numId w:val="77"'),
    Mutant("an undefined level", "numbering", DOCUMENT, r'<w:ilvl w:val="0"', '<w:ilvl w:val="7"'),
    Mutant("a numbering of none", "numbering", NUMBERING, r'<w:abstractNumId w:val="0"', '<w:abstractNumId w:val="9"'),
    Mutant("two numberings of one id", "numbering", NUMBERING, r'<w:num w:numId="2"', '<w:num w:numId="1"'),
    Mutant("an unused numbering", "numbering", NUMBERING, r"</w:numbering>", '<w:num w:numId="99"><w:abstractNumId w:val="0"/></w:num></w:numbering>'),
    Mutant("an unused abstract numbering", "numbering", NUMBERING, r"<w:num ", '<w:abstractNum w:abstractNumId="9"/><w:num '),
    Mutant("two abstract numberings", "numbering", NUMBERING, r'w:abstractNumId="1"', 'w:abstractNumId="0"'),
    Mutant("a level of another style", "numbering", NUMBERING, r'<w:pStyle w:val="ListBullet"', '<w:pStyle w:val="ListNumber"'),
    Mutant(
        "two bookmarks of one id",
        "identifiers",
        DOCUMENT,
        r"(</w:pPr>)",
        r'\1<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
        '<w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/>',
    ),
    Mutant("compatibility with Word 2010", "settings", SETTINGS, r'w:val="15"', 'w:val="14"'),
)  # fmt: skip


def mutated(docx: bytes, mutant: Mutant) -> bytes:
    """The package with one change; a ValueError says that there is nothing to change."""
    files = unzipped(docx)
    text, count = re.subn(
        mutant.pattern, mutant.replacement, files[mutant.part].decode(), count=1, flags=re.DOTALL
    )
    if not count:
        msg = f"{mutant.name}: {mutant.part} has no {mutant.pattern}"
        raise ValueError(msg)
    return zipped({**files, mutant.part: text.encode()}.items())


def unzipped(docx: bytes) -> dict[str, bytes]:
    """The files of a package by name."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Iterable[tuple[str, bytes]], **how: object) -> bytes:
    """The files as the writer zips them, but for what ``how`` says of every entry."""
    said: Mapping[str, object] = {"create_system": 3, "compress_type": zipfile.ZIP_STORED, **how}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            for key, wanted in said.items():
                setattr(entry, key, wanted)
            archive.writestr(entry, content)
    return out.getvalue()
