"""The vocabulary of a profile: which sections there are and what their entries say.

The names are JSON Resume's (schema 1.x) where it has them; ``courses``, ``tests``, ``talks``, ``teaching``,
``service``, ``grants`` and ``custom`` are appkit's additions in the same manner. The schemas spell the
same vocabulary out for editors; a test holds the two together.
"""

from __future__ import annotations

from typing import Final

from appkit.dataclass import dataclass

# The kinds of files that have a schema.
SCHEMAS: Final = ("profile", "target", "tags", "style", "labels")


@dataclass(frozen=True, slots=True)
class SectionKind:
    """What entries of one section hold besides the keys every entry may have.

    ``headline`` is the literal field that names an entry. ``start`` and ``end`` are the keys of its dates;
    where both are the same key the entry has one date. ``ongoing`` says that a start without an end means
    "until now". ``literal`` fields mean their characters, ``rich`` ones are CommonMark inlines, ``lists``
    hold several literals. ``extra`` are the structured fields that make sense here, beyond those every entry
    may have.
    """

    name: str
    headline: str
    start: str = "startDate"
    end: str = "endDate"
    ongoing: bool = False
    literal: tuple[str, ...] = ()
    rich: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


# Every entry may say these, whatever its section.
COMMON_LITERAL = ("url", "location")
COMMON_RICH = ("summary", "description")
COMMON_LISTS = ("keywords",)
COMMON_KEYS = (
    "id",
    "highlights",
    "type",
    "status",
    "links",
    "tags",
    "priority",
    "variants",
    "letter",
    "privateNote",
    "private",
)
_SCHOLARLY = ("authors", "advisors", "venue", "publication")

_KINDS = (
    SectionKind("work", "name", ongoing=True, literal=("position",), extra=_SCHOLARLY),
    SectionKind("volunteer", "organization", ongoing=True, literal=("position",), extra=("advisors",)),
    SectionKind(
        "education",
        "institution",
        ongoing=True,
        literal=("area", "studyType", "score", "gpa", "thesis"),
        lists=("courses",),
        extra=("advisors",),
    ),
    SectionKind("awards", "title", start="date", end="date", literal=("awarder",), extra=("publication",)),
    SectionKind("certificates", "name", start="date", end="date", literal=("issuer",)),
    SectionKind(
        "publications",
        "name",
        start="releaseDate",
        end="releaseDate",
        literal=("publisher", "doi", "volume", "issue", "pages"),
        extra=("authors", "advisors", "venue"),
    ),
    SectionKind("skills", "name", literal=("level",)),
    SectionKind("languages", "language", literal=("fluency",)),
    SectionKind("interests", "name"),
    SectionKind("references", "name", rich=("reference",)),
    SectionKind("projects", "name", literal=("entity", "type"), lists=("roles",), extra=_SCHOLARLY),
    SectionKind("courses", "name", literal=("institution", "score"), lists=("courses",)),
    SectionKind("tests", "name", start="date", end="date", literal=("score",)),
    SectionKind("talks", "name", start="date", end="date", literal=("event",), extra=_SCHOLARLY),
    SectionKind("teaching", "name", literal=("institution", "position"), extra=("advisors",)),
    SectionKind("service", "name", literal=("organization", "position"), extra=("venue",)),
    SectionKind("grants", "name", literal=("funder", "amount"), extra=("advisors",)),
)

SECTIONS: dict[str, SectionKind] = {kind.name: kind for kind in _KINDS}

# A section under `custom` has a name of its own choosing and entries of this kind.
CUSTOM = SectionKind(
    "custom", "name", literal=("organization", "position", "score"), lists=("items",), extra=_SCHOLARLY
)

# Literal fields of `basics`, and the one rich one.
BASICS_LITERAL = ("name", "familyName", "nativeName", "label", "email", "phone", "url", "pronouns")
BASICS_LOCATION = ("address", "postalCode", "city", "countryCode", "region")

STATUSES = ("published", "accepted", "under-review", "preprint", "in-preparation")
SUBMITTED = "under-review"


def kind_of(section: str) -> SectionKind:
    """The kind of a section's entries; a name that is not JSON Resume's or ours is a custom section."""
    return SECTIONS.get(section, CUSTOM)
