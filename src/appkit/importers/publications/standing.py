"""How far an entry of a bibliography is: as it says itself, or as its place in arXiv tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from appkit.importers.imported import Unsure
from appkit.importers.publications.status import standing_of_note, standing_of_state
from appkit.model.bibliography import ARXIV, ARXIV_ADDRESS, ARXIV_ID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appkit.importers.publications import Draft

# `arXiv preprint arXiv:2301.00001 [cs.CL]`, or `CoRR` with `abs/2301.00001` as its volume.
_ARXIV_VENUE = re.compile(
    r"(?:arxiv(?:\.org)?|corr)(?: e-?prints?| preprints?)?[,:]?\s*"
    rf"(?:(?:arxiv:|abs/)?(?P<id>{ARXIV_ID.pattern}))?\s*(?:\[[a-zA-Z.-]+\])?",
    re.IGNORECASE,
)
_ARXIV_PAGE = re.compile(rf"https?://arxiv\.org/abs/(?:{ARXIV_ID.pattern})", re.IGNORECASE)


class Reading(Protocol):
    """An entry of any bibliography that is being read into a draft."""

    draft: Draft

    def said(self, key: str) -> str:
        """The words of a field, which stays."""

    def take(self, key: str, /) -> object:
        """A field, taken."""


def read_said(reading: Reading, states: Iterable[str]) -> None:
    """Put the status into the draft that ``states`` or a note say; a note may name the venue too."""
    draft = reading.draft
    for key in states:
        status = standing_of_state(reading.said(key))
        if status and draft.entry.setdefault("status", status) == status:
            reading.take(key)
            draft.put("status", status)
    note = reading.said("note")
    found = standing_of_note(note)
    if not found or draft.entry.setdefault("status", found.status) != found.status:
        return
    if found.venue and "venue" in draft.entry:
        return  # the note says more than the status; it is kept
    reading.take("note")
    draft.put("status", found.status)
    if found.venue:
        draft.put("venue", Unsure(found.venue, f"the file says '{note}'"))


def is_in_arxiv_alone(draft: Draft) -> bool:
    """Whether it appeared in arXiv and nowhere else; the number that its venue tells becomes a link."""
    venue, volume = (draft.entry.get(key) for key in ("venue", "volume"))
    if venue is None:
        return _leads_to_arxiv(draft)
    found = _ARXIV_VENUE.fullmatch(venue) if isinstance(venue, str) else None
    if not found:
        return False
    in_volume = re.fullmatch(rf"abs/({ARXIV_ID.pattern})", volume) if isinstance(volume, str) else None
    number = found["id"] or (in_volume and in_volume[1])
    if number and not _has_link(draft):
        draft.link(ARXIV, ARXIV_ADDRESS + number)
    return True


def _leads_to_arxiv(draft: Draft) -> bool:
    url = draft.entry.get("url")
    return _has_link(draft) or (isinstance(url, str) and _ARXIV_PAGE.fullmatch(url) is not None)


def _has_link(draft: Draft) -> bool:
    links = draft.entry.get("links")
    return isinstance(links, dict) and ARXIV in links
