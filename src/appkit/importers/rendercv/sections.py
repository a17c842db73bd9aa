"""The sections of a RenderCV file: which section of a profile a title means, and what a title is in print."""

from __future__ import annotations

import re
from typing import NamedTuple

from appkit.decode.identity import digest, slug
from appkit.importers.prose.headings import section_named
from appkit.model.vocabulary import SECTIONS

# Words that RenderCV prints in small letters where it makes a title of a key.
_SMALL = frozenset(
    {
        *(
            "a",
            "and",
            "as",
            "at",
            "but",
            "by",
            "for",
            "from",
            "if",
            "in",
            "into",
            "like",
            "near",
            "nor",
            "of",
        ),
        *("off", "on", "onto", "or", "over", "so", "than", "that", "to", "upon", "when", "with", "yet"),
    }
)
_GREETING = re.compile(r"welcome\b", re.IGNORECASE)
# What a section of one's own cannot be called.
_RESERVED = frozenset({*SECTIONS, "basics", "summary", "custom", "order"})


class Section(NamedTuple):
    """Where the entries below a title go; ``type`` is what the title says of all of them (``research``).

    ``section`` is ``custom`` where the title means none of a profile's own.
    """

    section: str
    title: str
    type: str | None = None

    @property
    def name(self) -> str:
        """What a section of one's own is called by."""
        name = slug(self.title) or f"section-{digest(self.title)[:8]}"
        return f"{name}-section" if name in _RESERVED else name


def section_titled(key: str) -> Section:
    """The section that a key of ``sections`` means."""
    title = printed(key)
    if _GREETING.match(title):
        return Section("summary", title)
    found = section_named(title)
    return Section(found.section, title, found.type) if found else Section("custom", title)


def printed(key: str) -> str:
    """The title that RenderCV prints for a key: ``invited_talks`` is ``Invited Talks``."""
    if " " in key or any(map(str.isupper, key)):
        return key
    words = key.replace("_", " ").split(" ")
    return " ".join(word if word in _SMALL else word.capitalize() for word in words)
