"""What a reader is told of a target that has been built: kept beside its files, so that it can be told again.

All of it is plain: text, numbers and tuples of these. No private item is in it.
"""

from __future__ import annotations

from typing import NamedTuple

from appkit.dataclass import dataclass

# Of a list that may be long, so many are kept by name, and of the others their number.
MOST_TOLD = 6


class Extent(NamedTuple):
    """How long a document is: ``pages`` as a fraction (1.6), and its lines, words and characters."""

    pages: float
    lines: int
    words: int
    characters: int


class Limits(NamedTuple):
    """How long a document may be; None is without limit."""

    pages: int | None = None
    lines: int | None = None
    words: int | None = None
    characters: int | None = None


class Named(NamedTuple):
    """Items, each (address, why it is here): the first :data:`MOST_TOLD`, and how many ``more`` there are."""

    items: tuple[tuple[str, str], ...] = ()
    more: int = 0

    @property
    def number(self) -> int:
        """How many there are, named or not."""
        return len(self.items) + self.more


class OpenPrompt(NamedTuple):
    """A question only the applicant can answer, still open: ``key`` is what ``answers`` calls it."""

    key: str
    question: str


@dataclass(frozen=True, slots=True)
class ChoiceSummary:
    """What a selection did: items left out and why, neighbours moved, wordings chosen, venues hidden.

    ``moves`` are (item, item it now stands before, why); ``reworded`` are (variant, addresses);
    ``venue_policy`` says which ``submissions`` hides the venues of ``venues_hidden`` items.
    """

    left_out: Named = Named()
    moves: tuple[tuple[str, str, str], ...] = ()
    reworded: tuple[tuple[str, tuple[str, ...]], ...] = ()
    venues_hidden: int = 0
    venue_policy: str = ""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One document: how long it is and may be, how many of its items it shows, and what is open in it.

    ``trimmed`` are the items dropped for space, the best first; ``evidence`` are (address, score) of what a
    letter tells of; ``written_by_hand`` is the letter's own file, where someone has written one.
    """

    kind: str
    is_letter: bool
    extent: Extent
    limits: Limits = Limits()
    shown: int = 0
    items: int = 0
    trimmed: Named = Named()
    prompts: tuple[OpenPrompt, ...] = ()
    evidence: tuple[tuple[str, int], ...] = ()
    written_by_hand: str | None = None


@dataclass(frozen=True, slots=True)
class TargetSummary:
    """One target: what it is for, and its documents in the order in which they were built.

    ``choice`` is that of the first document, None where that is a letter. ``kinds`` are the kinds of all
    documents of the target, built or not. ``sendable`` says that nothing stands
    in them that must not be sent: no open prompt, no letter over its length.
    """

    position: str | None = None
    organization: str | None = None
    deadline: str | None = None
    kinds: tuple[str, ...] = ()
    choice: ChoiceSummary | None = None
    documents: tuple[DocumentSummary, ...] = ()
    sendable: bool = True
