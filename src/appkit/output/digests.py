"""Digests: what bytes are, and what they were built from, as short text that can be compared."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


def digest(data: bytes) -> str:
    """The SHA-256 of ``data`` as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def built_from(parts: Iterable[str]) -> str:
    """One digest for a sequence of texts; two sequences have the same one only where every part is the same.

    Each part is preceded by its length, so that ``("ab", "c")`` and ``("a", "bc")`` differ.
    """
    combined = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        combined.update(b"%d:" % len(data))
        combined.update(data)
    return combined.hexdigest()


def identify(data: bytes, known: Collection[str]) -> str:
    """The digest of ``data``, or of ``data`` with LF line ends where that one is known and the first is not.

    Git and some editors turn LF into CRLF on Windows; a file that differs in nothing else is not an edit.
    """
    exact = digest(data)
    if exact in known or b"\r\n" not in data:
        return exact
    plain = digest(data.replace(b"\r\n", b"\n"))
    return plain if plain in known else exact
