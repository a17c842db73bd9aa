"""Addresses of an entry: its page on the web, its number in a repository, what home pages link to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from appkit.importers.bibtex.latex import unescaped
from appkit.model.bibliography import ARXIV, ARXIV_ADDRESS, ARXIV_ID, LINK_FIELDS

if TYPE_CHECKING:
    from appkit.importers.bibtex.reading import Reading

# Repositories whose numbers lead to an address (biblatex manual, 3.14.7).
_REPOSITORIES: Final = {
    "arxiv": (ARXIV, ARXIV_ADDRESS),
    "hal": ("HAL", "https://hal.science/"),
    "jstor": ("JSTOR", "https://www.jstor.org/stable/"),
    "pubmed": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/"),
    "hdl": ("Handle", "https://hdl.handle.net/"),
}


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
