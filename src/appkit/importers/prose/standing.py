"""Where a work stands: its venue, in full and in short, and whether it is out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.importers.imported import Unsure
from appkit.importers.prose.line import Words, literal

if TYPE_CHECKING:
    from appkit.importers.imported import Drafted
    from appkit.importers.prose.ledger import Ledger

_STATUS = re.compile(
    r"^\(?\s*(?:(?P<review>(?:currently )?(?:under|in) (?:review|revision|submission)|submitted|审稿中)"
    r"|(?P<accepted>(?:to appear|accepted|forthcoming|in press)|已录用)"
    r"|(?P<preparation>(?:in preparation|work in progress|manuscript in preparation|撰写中))"
    r"|(?P<preprint>pre-?print|预印本)"
    r"|(?P<published>published|已发表))(?P<joint>\s*[:：,.]?\s*(?:(?:by|at|to|in|for|with|"
    r"on)\b\s*)?)\)?\s*[:：]?\s*",
    re.IGNORECASE,
)
_STATUS_NAME = {
    "review": "under-review",
    "accepted": "accepted",
    "preparation": "in-preparation",
    "preprint": "preprint",
    "published": "published",
}
_VENUE = re.compile(
    r"\b(?:proceedings|proc\.|conference|symposium|workshop|journal|transactions|trans\.|letters|findings|"
    r"annual meeting|advances in|lecture notes|arxiv|biorxiv|medrxiv|preprint|magazine|review|nature|"
    r"science|cell|plos|ieee|acm|springer|elsevier|press|chapter|tagung|konferenz|zeitschrift|revue|"
    r"congress|international|ICML|ICLR|NeurIPS|NIPS|CVPR|ICCV|ECCV|ACL|EMNLP|NAACL|AAAI|IJCAI|KDD|WWW|SIGIR|"
    r"SIGGRAPH|CHI|WACV|COLING|INTERSPEECH|ICASSP|ICRA|IROS|COLT|UAI|AISTATS|TACL|TPAMI|JMLR|TMLR|PNAS)\b|"
    r"会议|学报",
    re.IGNORECASE,
)
_SHORT = re.compile(r"^(?P<name>.*\S)\s*\((?P<short>[^()]{2,40})\)\s*[.,;]?\s*$", re.DOTALL)
_ACRONYM = re.compile(
    r"^(?=.*[A-Z].*[A-Z])[\w&/+.-]+(?:[ '’-]+(?:Workshops?|Findings|Demo|Track|Oral|Spotlight|Poster|"
    r"[\w&/+.-]+)){0,4}$"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"['’](\d\d)(?!\d)")
_ARXIV = re.compile(r"\barxiv\b|\b(?:bio|med)rxiv\b", re.IGNORECASE)
_LONGEST = 400


def is_venue(text: str) -> bool:
    """Whether the words name where papers appear."""
    return len(text) <= _LONGEST and (_VENUE.search(text) is not None or _STATUS.match(text) is not None)


def standing_of(words: Words, ledger: Ledger, *, certain: bool) -> dict[str, Drafted] | None:
    """Status, venue and year of a work; None where the words tell neither.

    ``certain`` says that they can tell nothing else; otherwise they must begin with a status, or end with
    the short name of a venue.
    """
    text = literal(words)
    status = _STATUS.match(text)
    if not certain and (status is None or len(text) > _LONGEST):
        return None
    out: dict[str, Drafted] = {}
    if status:
        out["status"] = next(name for group, name in _STATUS_NAME.items() if status[group])
        ledger.speak(status[0])
        text = text[status.end() :]
    text = text.strip(" .,;:")
    if text.count(")") > text.count("("):
        text = text.rstrip(")")
    if text:
        out |= _venue(text, submitted=status is not None)
    return out


def _venue(text: str, *, submitted: bool) -> dict[str, Drafted]:
    out: dict[str, Drafted] = {}
    match = _SHORT.match(text)
    if match and _ACRONYM.match(match["short"].strip()):
        out["venue"] = {"name": match["name"].rstrip(" ,"), "short": match["short"].strip()}
    else:
        out["venue"] = text
    years = _YEAR.findall(text)
    if not submitted:
        if years:
            out["releaseDate"] = years[-1]
        elif short := _SHORT_YEAR.search(text):
            out["releaseDate"] = Unsure(f"20{short[1]}", f"the file says: {short[0]}")
        out["status"] = "preprint" if _ARXIV.search(text) else "published"
    return out


def merged_short(venue: Drafted, short: str) -> Drafted:
    """A venue with a short name."""
    name = venue.get("name") if isinstance(venue, dict) else venue
    return {"name": name, "short": short} if name else short


def is_short_venue(text: str) -> bool:
    """Whether the words are the short name of a venue with its year: ``ACL 2023``."""
    return len(text) <= _MOST_SHORT and _ACRONYM.match(text) is not None and _YEAR.search(text) is not None


_MOST_SHORT = 40
