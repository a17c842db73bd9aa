"""Links: where they may lead, how an address is written, and when words already say it."""

from __future__ import annotations

import re

# What may leave a document: the schemes that open a page, a message or a call, and nothing on a disk or a
# share. Upstream has refused everything else; a writer refuses it again.
SCHEMES = ("http", "https", "mailto", "tel")

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):.")
# What a URI may not hold (RFC 3986, section 2), with a "%" that begins no escape. Other characters beyond
# ASCII stay: both formats with real links take IRIs (RFC 3987).
_FORBIDDEN = re.compile(r'[\x00-\x20\x7f"<>\\^`{|}\s]|%(?![0-9A-Fa-f]{2})')
_TELEPHONE_FILLER = re.compile(r"[\s().\u2010-\u2015-]+")


def checked(url: str) -> str:
    """The address with what no URI may hold percent-encoded; ValueError where it may not be written."""
    match = _SCHEME.match(url)
    if match is None or match[1].lower() not in SCHEMES:
        raise ValueError(f"a link may lead to {', '.join(SCHEMES)}, not to {url!r}")
    return _FORBIDDEN.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), url)


def address(url: str) -> str:
    """The address as a person writes it: a mail address and a telephone number without their scheme."""
    scheme, _, rest = url.partition(":")
    return rest if scheme.lower() in ("mailto", "tel") else url


def says(words: str, url: str) -> bool:
    """Whether the words already are the address, give or take its scheme and a last slash."""
    scheme, _, rest = url.partition(":")
    if scheme.lower() == "tel":
        return _TELEPHONE_FILLER.sub("", words) == _TELEPHONE_FILLER.sub("", rest)
    return words.rstrip("/") in (url.rstrip("/"), rest.removeprefix("//").rstrip("/"))
