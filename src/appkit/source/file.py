"""Reading a file into text that is safe to handle, or saying exactly why it is not."""

from __future__ import annotations

import codecs
import os
import re
import stat
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from appkit.diagnostics import Location

if TYPE_CHECKING:
    from pathlib import Path

    from appkit.diagnostics import Report

# A master profile is some 30 KB; one of 5 MB is built within half a minute (docs/limits.md).
MAX_BYTES = 8 * 1024 * 1024

_LINE_BREAK = re.compile(r"\r\n|\r|\n")

# Characters no field may hold: control characters (XML 1.0 cannot carry them, terminals act on them), the
# line breaks only some programs see (NEL, LS, PS), overrides and isolates that show text in another order
# than it has, and noncharacters (the template stage uses two of them as marks).
_REFUSED = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "\ud800-\udfff]"
)


@dataclass(frozen=True)
class Source:
    """A file's text. ``path`` is what diagnostics call it; ``content`` the bytes it was read from.

    The text of a file that holds none (a ``reference.docx``) is empty.
    """

    path: str
    text: str
    content: bytes

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text without their ends."""
        return tuple(_LINE_BREAK.split(self.text))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hex."""
        import hashlib  # noqa: PLC0415 - OpenSSL takes 3 ms to load, and only what is written has digests

        return hashlib.sha256(self.content).hexdigest()


def refused_character(text: str) -> re.Match[str] | None:
    """The first character in ``text`` that no field may hold."""
    # None of them is printable to Python, whatever edition of Unicode it has; that is told ten times as fast.
    if text.isprintable() or text.replace("\n", "").isprintable():
        return None
    return re.search(_REFUSED, text)


def read_source(file: Path, path: str, report: Report) -> Source | None:
    """The text of ``file``, called ``path`` in diagnostics; None, with an error in ``report``, if unusable.

    How it is read is said of :func:`read_content`.
    """
    content = read_content(file, path, report)
    return None if content is None else source_from_bytes(path, content, report)


def read_content(file: Path, path: str, report: Report, *, limit: int = MAX_BYTES) -> bytes | None:
    """The bytes of ``file``, called ``path`` in diagnostics; None, with an error in ``report``, if unusable.

    A file that changes while it is read (an editor saving it) is read again, so that a half-saved profile
    does not quietly build a shorter CV.
    """
    here = Location(path)
    try:
        return _read_settled(file, limit)
    except FileNotFoundError:
        what = "a link to a file that does not exist" if file.is_symlink() else "no file"
        report.error("missing-file", f"there is {what} here", here)
    except IsADirectoryError:
        report.error("not-a-file", "this is a folder, not a file", here)
    except _NotRegularError:
        report.error("not-a-file", "this is a pipe or a device, not a file", here)
    except _TooLargeError:
        report.error("too-large", f"this file is larger than {limit // 2**20} MiB", here)
    except OSError as error:
        report.error("unreadable-file", f"this file cannot be read: {error.strerror or error}", here)
    return None


class _NotRegularError(OSError):
    pass


class _TooLargeError(OSError):
    pass


_READ_ATTEMPTS = 5


def _read_settled(file: Path, limit: int) -> bytes:
    content = b""
    for _ in range(_READ_ATTEMPTS):
        # Opened without waiting: a FIFO would otherwise block until someone writes to it.
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as stream:
            before = os.fstat(descriptor)
            if stat.S_ISDIR(before.st_mode):
                raise IsADirectoryError
            if not stat.S_ISREG(before.st_mode):
                raise _NotRegularError
            if before.st_size > limit:
                raise _TooLargeError
            content = stream.read(limit + 1)
            after = os.fstat(descriptor)
        if (len(content), before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            break
    return content


_OTHER_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)

# So many are enough to see what is wrong.
_MOST_REFUSED = 10


def source_from_bytes(path: str, content: bytes, report: Report) -> Source | None:
    """The text in ``content``, or None with an error in ``report`` where it is not clean UTF-8."""
    if encoding := _encoding(content):
        message = f"this file is {encoding}, not UTF-8"
        report.error("not-utf-8", message, Location(path), help="save it as UTF-8")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = content[: error.start].decode("utf-8-sig", "replace")
        report.error(
            "not-utf-8",
            f"byte 0x{content[error.start]:02X} is not UTF-8",
            _location_at(path, good, len(good)),
            help="save the file as UTF-8",
        )
        return None
    found = list(re.finditer(_REFUSED, text)) if refused_character(text) else []
    for number, match in enumerate(found[:_MOST_REFUSED], start=1):
        _report_refused(path, match, report, more=len(found) - number if number == _MOST_REFUSED else 0)
    return None if found else Source(path, text, content)


def _encoding(content: bytes) -> str | None:
    """The encoding that the first bytes announce, or that every other byte being zero betrays."""
    for mark, encoding in _OTHER_ENCODINGS:
        if content.startswith(mark):
            return encoding
    return "UTF-16" if len(content) < 3 * content.count(0) < 2 * len(content) else None


def _report_refused(path: str, match: re.Match[str], report: Report, *, more: int) -> None:
    text, start = match.string, match.start()
    before = _LINE_BREAK.split(text[:start])[-1][-_CONTEXT:].lstrip()
    after = _LINE_BREAK.split(text[start + 1 : start + 1 + _CONTEXT])[0].rstrip()
    words = [f"{where} '{said}'" for where, said in (("after", before), ("before", after)) if said]
    report.error(
        "forbidden-character",
        f"{refusal(match[0])} is not allowed in text",
        _location_at(path, text, start),
        help=" ".join(["delete it", *words]) + (f"; there are {more} more" if more else ""),
    )


# So many characters on either side show where an invisible one stands.
_CONTEXT = 16


def refusal(character: str) -> str:
    """A refused character as a message names it: ``U+202E (changes the direction …)``."""
    return f"U+{ord(character):04X} ({_describe(ord(character))})"


def _location_at(path: str, text: str, offset: int) -> Location:
    before = _LINE_BREAK.split(text[:offset])
    return Location(path, len(before), len(before[-1]) + 1)


def _describe(code: int) -> str:
    if 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
        return "changes the direction in which text is shown"
    if code in {0x85, 0x2028, 0x2029}:
        return "a line break that many programs do not see"
    if code < 0xA0:
        return "a control character"
    return "a noncharacter"


# Without waiting: a pipe that someone has put there would block until someone writes to it.
_HOW = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_CHUNK = 32 * 1024


def read_at_once(path: str) -> bytes:
    """The bytes of a file as they are at this moment, for those who read ten thousand.

    Raises OSError, ValueError for more than any file of a workspace or of ours has.
    """
    descriptor = os.open(path, _HOW)
    try:
        content = os.read(descriptor, _CHUNK)
        if len(content) < _CHUNK:
            return content
        chunks = [content]
        while content := os.read(descriptor, 32 * _CHUNK):
            chunks.append(content)
            if sum(map(len, chunks)) > 16 * MAX_BYTES:
                raise ValueError("too large")
        return b"".join(chunks)
    finally:
        os.close(descriptor)
