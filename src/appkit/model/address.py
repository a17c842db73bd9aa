"""Web addresses: which of them a document may lead to."""

from __future__ import annotations

import re

# What may leave a document: schemes that open a page, a message or a call, and nothing on a disk or a share.
SAFE_SCHEMES = ("http", "https", "mailto", "tel")
# A scheme as RFC 3986 (3.1) has it, with something behind it, but without dots: `example.org:8080` has none.
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+-]*):(?=\S)")


def scheme_of(url: str) -> str | None:
    """The scheme of an address in lower case, or None where it has none."""
    match = _SCHEME.match(url.strip())
    return match[1].lower() if match else None


def is_linkable(url: str | None) -> bool:
    """Whether an address can be the target of a link."""
    return url is not None and scheme_of(url) in SAFE_SCHEMES
