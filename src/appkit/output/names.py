"""Names of files: by a pattern, legal on Windows, macOS and Linux, and never outside their folder."""

from __future__ import annotations

import itertools
import re
import string
import unicodedata
from typing import TYPE_CHECKING

from appkit.diagnostics import did_you_mean, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# In bytes of UTF-8: file systems allow 255, and `.backup-2.docx` and the like come on top.
_LONGEST = 120
# One field of a pattern: the words around a very long name (`…_CV`, `…_Cover_Letter`) must stay different.
_LONGEST_FIELD = 48
_UNNAMED = "untitled"
# Illegal on Windows or ending a path component elsewhere; controls; lone surrogates; characters that are
# invisible or turn the direction of what follows, so that a name would not be what it seems.
_ILLEGAL = re.compile(
    '[<>:"/\\\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]'
)
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: devices, whatever the extension.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\Z", re.IGNORECASE)
_STAGED_SUFFIX = ".appkit-new"


class PatternError(ValueError):
    """A file name pattern that cannot be filled in; ``help`` says what it may contain."""

    def __init__(self, message: str, help: str) -> None:  # noqa: A002 - the word of a diagnostic
        super().__init__(message)
        self.help = help


def file_name(pattern: str, fields: Mapping[str, str]) -> str:
    """The file name, without extension, of a pattern like ``{family}_{given}_CV``.

    Without a ``family`` the ``name`` stands as it is written where ``given`` is asked for. Raises
    :class:`PatternError` for a field that is not there.
    """
    values = dict(fields)
    if not values.get("family", "").strip() and values.get("name"):
        values["given"] = values["name"]
    return slug("".join(_filled(pattern, values)))


def _filled(pattern: str, values: Mapping[str, str]) -> Iterable[str]:
    allowed = f"the fields are {one_of(values)}"
    try:
        pieces = list(string.Formatter().parse(pattern))
    except ValueError as error:
        raise PatternError(f"file name pattern {pattern!r}: {error}", allowed) from error
    for literal, field, specification, conversion in pieces:
        yield literal
        if field is None:
            continue
        if specification or conversion:
            raise PatternError(f"'{field}' in a file name can have no format", f"write {{{field}}}")
        if field not in values:
            hint = did_you_mean(field, values)
            raise PatternError(
                f"no field '{field}' for a file name", f"{hint} {allowed}" if hint else allowed
            )
        yield _cut(_safe(values[field]), _LONGEST_FIELD)


def slug(text: str) -> str:
    """``text`` as a name of a file or folder, legal everywhere, at most 120 bytes, never empty."""
    name = _reserved_marked(_safe(text) or _UNNAMED)
    return _cut(name, _LONGEST)


def _cut(name: str, longest: int) -> str:
    """The name in at most so many bytes, no character cut in two."""
    content = name.encode()
    return name if len(content) <= longest else _trimmed(content[:longest].decode(errors="ignore"))


def _safe(text: str) -> str:
    name = _ILLEGAL.sub("", unicodedata.normalize("NFC", re.sub(r"\s+", "_", text.strip())))
    return _trimmed(re.sub("_{2,}", "_", name))


def _trimmed(name: str) -> str:
    # A leading dot hides a file, a leading dash makes an option of it, Windows drops a trailing dot or space.
    return name.lstrip("._- ").rstrip("._- ")


def _reserved_marked(name: str) -> str:
    stem, dot, rest = name.partition(".")
    return f"{stem}_{dot}{rest}" if _RESERVED.match(stem) else name


def check_path(path: str) -> None:
    """Raise ValueError unless ``path`` is relative, has no ``..`` and is legal on every system."""
    for part in path.split("/"):
        bad = (
            not part
            or part[0] in ".- "
            or part[-1] in ". "
            or _ILLEGAL.search(part)
            or _RESERVED.match(part.partition(".")[0])
        )
        if bad:
            raise ValueError(f"{path!r} is no path of an output")


def folded(path: str) -> str:
    """What two paths share that some file system takes for the same: without case, composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def collisions(paths: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The groups of ``paths`` that would be one file on some system, in order."""
    ordered = sorted(paths, key=lambda path: (folded(path), path))
    groups = (tuple(group) for _, group in itertools.groupby(ordered, key=folded))
    return tuple(group for group in groups if len(group) > 1)


def beside(path: str, label: str, number: int) -> str:
    """A name beside ``path``: ``a/CV.docx`` is ``a/CV.new.docx``, then ``a/CV.new-2.docx``."""
    folder, slash, name = path.rpartition("/")
    stem, dot, extension = name.rpartition(".")
    if not dot:
        stem, extension = name, ""
    mark = label if number == 1 else f"{label}-{number}"
    return f"{folder}{slash}{stem}.{mark}{dot}{extension}"


_NEW = re.compile(r"\.new(?:-[1-9][0-9]*)?(?=(?:\.[^./]*)?\Z)")


def beside_of(path: str) -> str | None:
    """The path beside which ``path`` was written as a new rendering, if its name says so."""
    base = _NEW.sub("", path)
    return None if base == path else base


def staged(name: str) -> str:
    """The hidden name under which a file waits beside its place."""
    return f".{name}{_STAGED_SUFFIX}"


def unstaged(name: str) -> str | None:
    """The name that a staged file will have, or None where ``name`` is not a staged file's."""
    inner = name.removeprefix(".").removesuffix(_STAGED_SUFFIX)
    return inner if inner and staged(inner) == name else None
