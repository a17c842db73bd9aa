"""A target: one application, and what it says about the items of a profile."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal, TypeAlias

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appkit.diagnostics import Location
    from appkit.model.profile import PartialDate, Tag
    from appkit.model.style import Paper
    from appkit.model.text import Value

Submissions: TypeAlias = Literal["show-venue", "hide-venue", "with-preprint-only", "omit"]
Sort: TypeAlias = Literal["date", "score", "profile"]
Numbering: TypeAlias = Literal["continuous", "per-group", "none"]
Authorship: TypeAlias = Literal["first", "co-first", "corresponding"]
Level: TypeAlias = Literal["entry", "highlight"]


@dataclass(frozen=True, slots=True)
class TagMatch:
    """Tags an item must have one of (``any``), all of, or none of; an empty tuple asks nothing."""

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Which items a rule or view is about: all that is given must hold; None asks nothing.

    ``id`` is a glob in which ``*`` stops at ``/``. ``level`` is what the match is about; an ``id`` with two
    slashes is about highlights, everything else about entries. ``locations`` says where what is asked for
    stands: by key (``id``), and by key and word (``section.work``, ``tags.molecules``).
    """

    id: str | None = None
    section: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    tags: TagMatch = TagMatch()
    authorship: tuple[Authorship, ...] = ()
    after: PartialDate | None = None
    before: PartialDate | None = None
    level: Level = "entry"
    locations: Mapping[str, Location] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for the items that match; ``name`` is the explanation people read.

    An effect that is None says nothing. ``preset`` is the preset it was inherited from, None for a rule of
    the target's own. ``locations`` says where the value of each key stands.
    """

    name: str
    match: Match
    location: Location
    preset: str | None = None
    boost: int | None = None
    pin: bool | None = None
    exclude: bool | None = None
    max_highlights: int | None = None
    at_most: int | None = None
    at_least: int | None = None
    variant: str | None = None
    collapse: Literal["header"] | None = None
    locations: Mapping[str, Location] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class View:
    """A section of the document: the items of ``sources`` that match, at most ``max`` of them.

    ``explicit`` says that the target or a preset speaks of it, rather than appkit's own default order.
    ``sources`` is empty where the target names none. ``locations`` says where the value of each key stands,
    and each source (``from.work``).
    """

    key: str
    sources: tuple[str, ...]
    location: Location
    title: Value | None = None
    match: Match | None = None
    sort: Sort = "date"
    max: int | None = None
    min: int = 1
    group: Literal["status"] | None = None
    numbering: Numbering = "none"
    omit: bool = False
    explicit: bool = True
    locations: Mapping[str, Location] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Patch:
    """Another wording for one field of one item, in this target only; ``was`` is what it replaces."""

    address: str
    field: str
    text: Value
    location: Location
    was: str | None = None
    was_location: Location | None = None


@dataclass(frozen=True, slots=True)
class Recency:
    """Points for age: ``per_year`` for each whole year that an item ended before ``start``."""

    per_year: int
    start: PartialDate


@dataclass(frozen=True, slots=True)
class DocumentPlan:
    """A document to build: its kind, template, formats, file name pattern and limits.

    ``paper`` is the sheet by name, None for that of the template's style. ``pages`` and the other budgets are
    None where the document may be as long as it likes.
    """

    kind: str
    template: str
    formats: tuple[str, ...]
    filename: str
    location: Location
    paper: Paper | None = None
    pages: int | None = None
    lines: int | None = None
    words: int | None = None
    characters: int | None = None
    pack: bool = False
    date: PartialDate | None = None
    answers: Mapping[str, Value] = field(default_factory=dict)
    private: bool = False
    locations: Mapping[str, Location] = field(default_factory=dict)

    @property
    def is_letter(self) -> bool:
        """Whether the document is prose that a person finishes, and that no budget may cut."""
        return self.kind.endswith(("letter", "statement"))


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a letter is for."""

    name: Value | None = None
    salutation: Value | None = None
    address: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """One application. ``extends`` names the presets in force, nearest last.

    ``order`` is what the target says about the order of sections, and ``views`` are only those it speaks of.
    ``mentions`` are names of other targets and people that may stand in what this one adds.
    ``variants`` are the emphasized tags, most important first, unless the target names others. ``locations``
    says where the value of each key stands, and of ``extends``, ``emphasize``, ``variants`` and ``order``
    each word (``emphasize.molecules``).
    """

    name: str
    path: str
    profile: str | None
    location: Location
    extends: tuple[str, ...] = ()
    organization: Value | None = None
    organization_aliases: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    position: Value | None = None
    recipient: Recipient = Recipient()
    locale: str | None = None
    deadline: str | None = None
    emphasize: Mapping[str, int] = field(default_factory=dict)
    variants: tuple[str, ...] = ()
    recency: Recency | None = None
    summary: Value | None = None
    order: tuple[str, ...] = ()
    views: tuple[View, ...] = ()
    rules: tuple[Rule, ...] = ()
    patches: tuple[Patch, ...] = ()
    submissions: Submissions = "show-venue"
    full_address: bool = False
    documents: tuple[DocumentPlan, ...] = ()
    tags: Mapping[str, Tag] = field(default_factory=dict)
    locations: Mapping[str, Location] = field(default_factory=dict)
