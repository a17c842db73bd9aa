"""Our own base package: every part of a DOCX but its words, made from a style and a language."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from appkit import kept
from appkit.model.flow import twips
from appkit.model.script import is_right_to_left
from appkit.render.docx.escape import quoteattr
from appkit.render.docx.names import R_NAMESPACE, XML, XMLNS
from appkit.render.docx.numbering import numbering_part
from appkit.render.docx.package import (
    CORE,
    DOCUMENT,
    FOOTER,
    NUMBERING,
    RELATIONSHIPS,
    SURNAME,
    Base,
    opened,
    zipped,
)
from appkit.render.docx.styles import styles_part
from appkit.render.docx.theme import theme_part

if TYPE_CHECKING:
    from appkit.model.style import Style

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_STYLES, _SETTINGS, _FONTS = "word/styles.xml", "word/settings.xml", "word/fontTable.xml"
_THEME, _APP = "word/theme/theme1.xml", "docProps/app.xml"
_CONTENT_TYPES = {
    DOCUMENT: f"{_TYPES}.document.main+xml",
    _STYLES: f"{_TYPES}.styles+xml",
    NUMBERING: f"{_TYPES}.numbering+xml",
    _SETTINGS: f"{_TYPES}.settings+xml",
    _FONTS: f"{_TYPES}.fontTable+xml",
    _THEME: "application/vnd.openxmlformats-officedocument.theme+xml",
    FOOTER: f"{_TYPES}.footer+xml",
    CORE: "application/vnd.openxmlformats-package.core-properties+xml",
    _APP: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
# From the edge of the sheet to header and footer, in points: half an inch, Word's own default.
_FOOTER_DISTANCE = 36


@functools.lru_cache(maxsize=16)
def base_of(style: Style, language: str) -> Base:
    """The base for documents of one look in one language, prepared once."""
    return _opened(zipped({name: part.encode() for name, part in _parts(style, language).items()}))


# A workspace has a look for its CV and one for its letters, in a language or two.
_PLACES = 16


def _opened(package: bytes) -> Base:
    """What python-docx makes of the package. It is kept where bytecode is, in one of a few places."""
    digest = hashlib.sha256(package).hexdigest()
    place = kept.place(Path(__file__).with_name(f"base-{int(digest, 16) % _PLACES}.py"))
    made_from = kept.origin((digest, *_editions()))
    found = kept.read(place, made_from)
    if found is None:
        base = opened(package)
        kept.write(place, made_from, (dict(base.files), dict(base.style_ids), base.next_number))
        return base
    return Base(*found)


@functools.cache
def _editions() -> tuple[str, ...]:
    """What tells one python-docx, lxml and ``opened`` from another; libraries are found, not imported."""
    files = [Path(__file__).with_name("package.py")]
    for library in ("docx", "lxml"):
        spec = importlib.util.find_spec(library)
        assert spec is not None
        assert spec.origin is not None
        files.append(Path(spec.origin))
    return tuple(map(kept.edition, files))


def _parts(style: Style, language: str) -> dict[str, str]:
    """The parts by name, in the order a reader wants them; a body without paragraphs."""
    parts = {
        DOCUMENT: f"{XML}<w:document {XMLNS}><w:body>{_section(style, language)}</w:body></w:document>",
        _STYLES: _styles(style, language),
        NUMBERING: numbering_part(style),
        _SETTINGS: _settings(),
        _FONTS: _font_table(style),
        _THEME: style.reference.theme if style.reference else theme_part(style.fonts),
        CORE: f'{XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"/>',
        _APP: f'{XML}<Properties xmlns="{_PROPERTIES}"><DocSecurity>0</DocSecurity></Properties>',
    }
    if style.page_numbers:
        parts[FOOTER] = _footer()
    inside = {
        name: name.removeprefix("word/") for name in parts if name.startswith("word/") and name != DOCUMENT
    }
    return {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relationships(
            {
                f"{R_NAMESPACE}/officeDocument": DOCUMENT,
                f"{_PACKAGE}/relationships/metadata/core-properties": CORE,
                f"{R_NAMESPACE}/extended-properties": _APP,
            }
        ),
        RELATIONSHIPS: _relationships(
            {f"{R_NAMESPACE}/{_kind(name)}": target for name, target in inside.items()}
        ),
        **parts,
    }


def _styles(style: Style, language: str) -> str:
    generated = styles_part(style, language)
    if style.reference is None:
        return generated
    from appkit.render.docx.reference.writing import with_reference  # noqa: PLC0415 - imports lxml

    return with_reference(generated, style.reference)


def _kind(part: str) -> str:
    """The last word of a part's relationship type: its file's name without number and ending."""
    return part.rsplit("/", 1)[-1].removesuffix(".xml").rstrip("0123456789")


def _content_types(parts: dict[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_CONTENT_TYPES[name]}"/>' for name in parts
    )
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets: dict[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _section(style: Style, language: str) -> str:
    """The page: its size and margins, its footer from the second page on, its direction."""
    page = style.page
    # The footer is the last of the relationships that `_parts` writes for the document.
    footer = (
        f'<w:footerReference w:type="default" r:id="rId{_FOOTER_RELATIONSHIP}"/>'
        if style.page_numbers
        else ""
    )
    bidi = "<w:bidi/>" if is_right_to_left(language) else ""
    return (
        f'<w:sectPr>{footer}<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"/>'
        f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.right)}" w:bottom="{twips(page.bottom)}"'
        f' w:left="{twips(page.left)}" w:header="{twips(_FOOTER_DISTANCE)}"'
        f' w:footer="{twips(min(_FOOTER_DISTANCE, page.bottom / 2))}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if style.page_numbers else ''}{bidi}</w:sectPr>"
    )


_FOOTER_RELATIONSHIP = 6


def _footer() -> str:
    """The surname at the left and "2 / 3" at the right; fields hold what they show until they are counted."""
    page, pages = (
        f'<w:fldSimple w:instr="{field}"><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'
        for field, shown in (("PAGE", 2), ("NUMPAGES", 2))
    )
    return (
        f'{XML}<w:ftr {XMLNS}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f"<w:r><w:t>{SURNAME}</w:t></w:r><w:r><w:tab/></w:r>{page}"
        f'<w:r><w:t xml:space="preserve"> / </w:t></w:r>{pages}</w:p></w:ftr>'
    )


def _settings() -> str:
    """Word 2013's layout rules (compatibilityMode 15), without which it shows "Compatibility Mode"."""
    return (
        f'{XML}<w:settings {XMLNS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting'
        ' w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _font_table(style: Style) -> str:
    fonts = style.fonts
    own = (look.font for look in style.looks.values() if look.font)
    names = dict.fromkeys(
        (fonts.body, fonts.heading, *own, fonts.code, fonts.east_asian, fonts.complex_script)
    )
    return (
        f"{XML}<w:fonts {XMLNS}>{''.join(f'<w:font w:name={quoteattr(name)}/>' for name in names)}</w:fonts>"
    )
