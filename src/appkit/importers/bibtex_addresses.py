"""Addresses of an entry: its page on the web, its number in a repository, what home pages link to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from appkit.importers.latex import unescaped
from appkit.model.bibliography import ARXIV, ARXIV_ADDRESS, ARXIV_ID, LINK_FIELDS

if TYPE_CHECKING:
    from appkit.importers.bibtex_reading import Reading

# Repositories whose numbers lead to an address (biblatex manual, 3.14.7).
_REPOSITORIES: Final = {
    "arxiv": (ARXIV, ARXIV_ADDRESS),
    "hal": ("HAL", "https://hal.science/"),
    "jstor": ("JSTOR", "https://www.jstor.org/stable/"),
    "pubmed": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/"),
    "hdl": ("Handle", "https://hdl.handle.net/"),
}

# `arXiv preprint arXiv:2301.00001 [cs.CL]`, or `CoRR` with `abs/2301.00001` as its volume.
_ARXIV_VENUE = re.compile(
    r"(?:arxiv(?:\.org)?|corr)(?: e-?prints?| preprints?)?[,:]?\s*"
    rf"(?:(?:arxiv:|abs/)?(?P<id>{ARXIV_ID.pattern}))?\s*(?:\[[a-zA-Z.-]+\])?",
    re.IGNORECASE,
)


def read_addresses(reading: Reading) -> None:
    """Put the address on the web and the labelled links into the draft."""
    if url := reading.take("url"):
        reading.draft.put("url", unescaped(url))
    elif url := reading.take_address("howpublished"):
        reading.draft.put("url", url)
    _read_number(reading)
    for key, label in LINK_FIELDS.items():
        if address := reading.take_address(key):
            reading.draft.link(label, address)


def _read_number(reading: Reading) -> None:
    """A number in a repository as a link; where it is none that we know, it is left."""
    number = unescaped(reading.written("eprint"))
    bare = re.sub(r"^(?:arxiv:|https?://arxiv\.org/abs/)", "", number, flags=re.IGNORECASE)
    named = reading.written("eprinttype") or reading.written("archiveprefix")
    kind = named.lower() or ("arxiv" if ARXIV_ID.fullmatch(bare) else "")
    if not number or kind not in _REPOSITORIES:
        return
    label, prefix = _REPOSITORIES[kind]
    reading.take("eprint")
    reading.take("eprinttype", "archiveprefix")
    reading.draft.link(label, prefix + (bare if kind == "arxiv" else number))


def appeared_in_arxiv(reading: Reading) -> bool:
    """Whether the venue is arXiv itself; the number that its name tells is put into the links."""
    venue, volume = (reading.draft.entry.get(key) for key in ("venue", "volume"))
    found = _ARXIV_VENUE.fullmatch(venue) if isinstance(venue, str) else None
    if not found:
        return False
    in_volume = re.fullmatch(rf"abs/({ARXIV_ID.pattern})", volume) if isinstance(volume, str) else None
    number = found["id"] or (in_volume and in_volume[1])
    if number and not is_in_arxiv(reading):
        reading.draft.link(ARXIV, ARXIV_ADDRESS + number)
    return True


def is_in_arxiv(reading: Reading) -> bool:
    """Whether the draft has a link to arXiv."""
    links = reading.draft.entry.get("links")
    return isinstance(links, dict) and ARXIV in links
