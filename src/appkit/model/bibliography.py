"""What bibliographies call things: kinds of publications, how far they are, identifiers.

The kinds are those of CSL 1.0.2 (``article-journal``, ``paper-conference``, …), which an imported
publication's ``type`` uses, and those of BibTeX and biblatex 3.20 (``article``, ``inproceedings``, …).
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

# What an entry of a BibTeX kind is in CSL. `misc` and `unpublished` say nothing of what something is.
CSL_TYPE: Final[dict[str, str]] = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "incollection": "chapter",
    "inbook": "chapter",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "proceedings": "book",
    "booklet": "pamphlet",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "manual": "report",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
    "periodical": "periodical",
}

# Every type of CSL 1.0.2 (docs.citationstyles.org, appendix III).
CSL_TYPES: Final[frozenset[str]] = frozenset({
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast",
    "chapter", "classic", "collection", "dataset", "document", "entry", "entry-dictionary",
    "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview", "legal_case", "legislation",
    "manuscript", "map", "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent",
    "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation", "report",
    "review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
})  # fmt: skip

# The BibTeX kind that says a CSL type best, of those that BibTeX itself has where there is one.
BIBTEX_KIND: Final[dict[str, str]] = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "paper-conference": "inproceedings",
    "chapter": "incollection",
    "book": "book",
    "pamphlet": "booklet",
    "thesis": "phdthesis",
    "report": "techreport",
    "webpage": "online",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
    "periodical": "periodical",
    "manuscript": "unpublished",
}

# The field that says where something of a BibTeX kind appeared; of all others it is `organization`.
VENUE_FIELD: Final[dict[str, str]] = {
    "unpublished": "eventtitle",
    "article": "journal",
    "inproceedings": "booktitle",
    "incollection": "booktitle",
    "phdthesis": "school",
    "techreport": "institution",
}

# What biblatex's `pubstate` says of a publication's status; the first word of a status is the one written.
PUBSTATES: Final[dict[str, tuple[str, ...]]] = {
    "published": ("published",),
    "accepted": ("forthcoming", "inpress", "accepted"),
    "under-review": ("submitted", "underreview"),
    "preprint": ("prepublished", "preprint"),
    "in-preparation": ("inpreparation",),
}

# The field of BibTeX, and the key in `custom` of CSL, that holds what these cannot say: a JSON object of keys
# of a profile, each with the value that is right, or null where there is none.
BAG: Final = "x-appkit"

# How people call a venue: letters with capitals among them, and mostly the year. `ICML 2024`, `ICML '24`.
ACRONYM: Final = re.compile(r"(?=[^ ]*[A-Z][^ ]*[A-Z])[A-Za-z][\w&/+-]{1,19}(?:[ -]?['’]?(?:[0-9]{2}){1,2})?")

# Fields with an address, as the home pages of researchers have them in BibTeX, and what the link is called.
LINK_FIELDS: Final[dict[str, str]] = {
    "pdf": "PDF",
    "code": "Code",
    "github": "Code",
    "website": "Website",
    "html": "Website",
    "project": "Project",
    "slides": "Slides",
    "poster": "Poster",
    "video": "Video",
    "demo": "Demo",
    "blog": "Blog",
    "supp": "Supplement",
    "dataset": "Data",
    "openreview": "OpenReview",
    "preprint": "Preprint",
}

ARXIV: Final = "arXiv"
ARXIV_ADDRESS: Final = "https://arxiv.org/abs/"
# An arXiv identifier: 2301.00001v2, or hep-th/9901001 before April 2007 (arxiv.org/help/arxiv_identifier).
ARXIV_ID: Final = re.compile(
    r"[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?|[a-z][a-z-]+(?:\.[A-Z]{2})?/[0-9]{7}(?:v[0-9]+)?"
)

_RESOLVER = re.compile(r"(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|doi:?\s*(?=10\.)", re.IGNORECASE)


def bare_doi(text: str) -> str:
    """A DOI without the address of a resolver or a label before it: ``10.1000/x``."""
    squeezed = text.strip()
    prefix = _RESOLVER.match(squeezed)
    if not prefix:
        return squeezed
    rest = squeezed[prefix.end() :].strip()
    return unquote(rest) if "//" in prefix[0] or "/" in prefix[0] else rest
