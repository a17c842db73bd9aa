"""Contacts: the pieces of a line of them, and what a piece is: an e-mail, a telephone, a page, a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.importers.imported import Unsure
from appkit.importers.prose.line import Words, divided, literal, text_of
from appkit.importers.prose.roles import ends_in_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.importers.imported import Drafted

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_PHONE = re.compile(r"^\(?\+?[\d(][\d\s().\-/–]{5,22}\d(?:\s*(?:ext\.?|x)\s*\d{1,5})?$")
# A number of fewer digits is a year, a range of them or a postal code.
_FEWEST_DIGITS = 7
_URL = re.compile(r"^(?:https?://)?(?:[\w-]{1,63}\.){1,6}[a-zA-Z]{2,12}(?:[/?#]\S*)?$")
NETWORKS = {
    "github.com": "GitHub",
    "gitlab.com": "GitLab",
    "linkedin.com": "LinkedIn",
    "twitter.com": "Twitter",
    "x.com": "X",
    "scholar.google.com": "Google Scholar",
    "orcid.org": "ORCID",
    "stackoverflow.com": "Stack Overflow",
    "medium.com": "Medium",
    "researchgate.net": "ResearchGate",
    "huggingface.co": "Hugging Face",
    "kaggle.com": "Kaggle",
    "xing.com": "XING",
    "zhihu.com": "Zhihu",
    "youtube.com": "YouTube",
    "bsky.app": "Bluesky",
    "dblp.org": "DBLP",
    "semanticscholar.org": "Semantic Scholar",
    "openreview.net": "OpenReview",
}
# Pages that go by a name, with or without an address.
_PAGES = (
    "personal page, personal website, homepage, home page, website, personal site, portfolio, blog, "
    "skype, wechat"
)
_NAMES = {name.casefold(): name for name in NETWORKS.values()} | {
    name: name.title() for name in _PAGES.split(", ")
}
# Networks whose addresses hold no name that a person chose.
_NAMELESS = ("Google Scholar", "Medium", "YouTube", "OpenReview", "DBLP", "Semantic Scholar")
_LABELS = (
    r"e-?mail(?: address)?|mail|phone|telephone|tel|telefon|mobile|mobil|cell|handy|téléphone|address|"
    r"adresse|anschrift|location|website|web|homepage|home ?page|url|portfolio|blog|github|gitlab|linkedin|"
    r"twitter|orcid|google scholar|scholar|xing|skype|wechat|nationality|date of birth|birth date|born|"
    r"geburtsdatum|name|contacts?|kontakt|电话|邮箱|地址"
)
_LABEL = re.compile(rf"^(?P<label>{_LABELS})\s*(?:[:：]\s*|\.\s+)(?=\S)", re.IGNORECASE)
# Icons, and the question marks and boxes that converters put where icons were.
_ICON = r"[?☐□■◆✉☎✆📧📞🏠🔗📍⌂\ue000-\uf8ff\ufe0f\U000f0000-\U000fffff]"
_APART = re.compile(
    rf"\s*[|｜•·∙⋅◦♦⋄;]\s*|[ ]*\t[ \t]*|[ ]{{3,}}|(?:^|(?<=\s)){_ICON}+(?=\s|$)|(?<=\s){_ICON}|"
    r"[\ue000-\uf8ff]|\s+[–—]\s+"
)
_COMMAS = re.compile(r"\s*,\s+")
# Contacts are short; a longer piece is prose.
_LONGEST = 400


class Contact(NamedTuple):
    """A piece of a line of contacts: its words without the label before them, and where it leads."""

    text: str
    label: str
    url: str | None


def contact_of(words: Words) -> Contact:
    """What a piece says, its label apart."""
    text = literal(words).strip(" ,;")
    match = _LABEL.match(text)
    url = next((span.url for span in words if span.url), None)
    return Contact(text[match.end() :], match["label"].casefold(), url) if match else Contact(text, "", url)


def contacts_in(words: Words) -> Iterator[Words]:
    """The pieces of a line; commas part them only where an e-mail, a number or a page is among them."""
    for piece in divided(words, _APART):
        text = text_of(piece)
        if len(text) > _LONGEST:
            yield piece
        elif any(
            _EMAIL.fullmatch(each) or is_phone(each) or is_page(each) for each in _COMMAS.split(text.strip())
        ):
            yield from divided(piece, _COMMAS)
        elif len(found := _EMAIL.findall(text)) == 1 and not _LABEL.match(text):
            mail = re.escape(found[0])
            yield from divided(piece, re.compile(rf"\s+(?={mail})|(?<={mail})\s+"))
        else:
            yield piece


def has_contact(words: Words) -> bool:
    """Whether an e-mail address, a telephone number or a page is in the words."""
    text = literal(words)[:_LONGEST]
    return _EMAIL.search(text) is not None or is_phone(text) or is_page(text)


def email_in(contact: Contact) -> str | None:
    """The e-mail address that a piece is, or leads to."""
    mail = (contact.url or "").partition("mailto:")[2] or contact.text
    match = _EMAIL.fullmatch(mail.strip("<>()"))
    return match[0] if match else None


def is_phone(text: str) -> bool:
    """Whether the words are a telephone number."""
    return _PHONE.match(text) is not None and sum(map(str.isdigit, text)) >= _FEWEST_DIGITS


def is_page(text: str) -> bool:
    """Whether the words are an address on the web, with its scheme or without."""
    return _URL.match(text) is not None


def network_of(contact: Contact) -> str | None:
    """The network that a piece names, by its address, its label or its words."""
    host = _parted(contact.url or contact.text)[0]
    by_host = next(
        (NETWORKS[known] for known in NETWORKS if host == known or host.endswith(f".{known}")), None
    )
    return by_host or _NAMES.get(contact.label) or _NAMES.get(contact.text.casefold())


def address_of(contact: Contact) -> str | None:
    """Where a piece leads, with a scheme; None where it leads nowhere."""
    address = contact.url or (contact.text if is_page(contact.text) else None)
    if address is None or (contact.url is None and "." not in _parted(address)[0]):
        return None
    return address if re.match(r"[a-z][\w+.-]*:", address, re.IGNORECASE) else f"https://{address}"


def user_in(address: str, network: str) -> str | None:
    """The name that an address gives a person on a network."""
    host, path = _parted(address)
    parts = [part for part in path.partition("?")[0].split("/") if part]
    if network == "LinkedIn" and parts[:1] in (["in"], ["pub"]):
        parts = parts[1:]
    return parts[0] if len(parts) == 1 and host in NETWORKS and network not in _NAMELESS else None


def _parted(address: str) -> tuple[str, str]:
    """The host and the path of an address."""
    bare = re.sub(r"^https?://", "", address, flags=re.IGNORECASE)
    host, _, path = bare.partition("/")
    return host.casefold().removeprefix("www."), path


_CODED = re.compile(r"^([^\d,]{2,40}), ([A-Z]{2}),? (\d{5}(?:-\d{4})?)$")
_STREET = re.compile(
    r"\b(?:street|st|avenue|ave|road|rd|lane|drive|boulevard|blvd|rue)\b|stra(?:ß|ss)e\b|str\.|路|街",
    re.IGNORECASE,
)


def is_address(text: str) -> bool:
    """Whether the words, with a number among them, may say where someone lives."""
    return re.search(r"\d", text) is not None and (
        _STREET.search(text) is not None or re.search(r"[^\W\d_].*,|,.*[^\W\d_]", text) is not None
    )


def place_of(text: str) -> dict[str, Drafted]:
    """The ``location`` of basics that a few words say."""
    if match := _CODED.match(text):
        return {"city": match[1], "region": match[2], "postalCode": match[3]}
    pieces = [piece.strip() for piece in text.split(",")]
    if re.search(r"\d", text) or len(pieces) > 2:
        return {"address": text}
    if len(pieces) == 1:
        return {"city": text}
    city, where = pieces
    if re.fullmatch(r"[A-Z]{2}", where) and ends_in_place(where):
        return {"city": city, "region": where}
    return {"city": city, "region": Unsure(where, "a region or a country")}
