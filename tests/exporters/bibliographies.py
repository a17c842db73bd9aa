"""Publications of any words, and what must be the same of them after they went out and came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from appkit.decode import decode_profile
from appkit.decode.read import literal
from appkit.diagnostics import Report
from appkit.exporters import Subject
from appkit.importers.imported import Unsure
from appkit.importers.material import Material
from appkit.model.bibliography import CSL_TYPES, bare_doi
from appkit.model.vocabulary import STATUSES
from appkit.source.made import made
from profiles import texts

if TYPE_CHECKING:
    from types import ModuleType

    from appkit.source.node import Plain
    from profiles import Data

# What BibTeX and CSL act on, and names that they take apart.
_TRICKY = (
    "a -- b --- c", "``q'' ?` !`", "100% & #1 $x$", "back\\slash \\alpha", "{braces}", "}{", "a } b", "~^_", "x, y and z", "“q”",
    "<i>x</i> & &amp;", "LLaMA-MoE: X", "$", "{", "\"", "1--2", "@misc{x, y={z}}", "%", "others", "x\\", "ends in {",
)  # fmt: skip
_words = st.one_of(st.sampled_from(_TRICKY), texts)
_names = st.one_of(
    st.sampled_from(
        (
            "Your Name", "Ann B. Example", "Bo van der Example", "Cy Example, Jr.", "Dee Example III", "Example", "王小明",
            "Example Group and Friends", "de la Example", "A. Example*", "Eé Ñame", "X \\ Y", "Your O'Name", "Your  Name",
        )
    ),
    _words,
).filter(lambda name: bool(name.strip().rstrip("* ")) and name != "et al.")  # fmt: skip
_flag: st.SearchStrategy[Plain] = st.booleans()
_authors: st.SearchStrategy[Plain] = st.lists(
    st.fixed_dictionaries(
        {"name": _names}, optional={"self": st.just(True), "equal": _flag, "corresponding": _flag}
    ),
    min_size=1,
    max_size=3,
).map(list)
_urls = st.sampled_from(
    ("https://example.org/a_b%20c#d", "https://x.y/{z}", "not an address", "https://arxiv.org/abs/2301.00001")
)
_links: st.SearchStrategy[Plain] = st.dictionaries(
    st.one_of(
        st.sampled_from(("PDF", "Code", "arXiv", "Website")),
        _words.filter(lambda label: bool(literal(label))),
    ),
    st.one_of(st.none(), _urls),
    min_size=1,
    max_size=2,
)
_venues: st.SearchStrategy[Plain] = st.one_of(
    _words,
    st.sampled_from(("Journal of Examples", "Proceedings of the Example Conference")),
    st.fixed_dictionaries(
        {"name": _words, "short": st.one_of(st.just("EX 2024"), _words.map("short {}".format))}
    ),
)
_FIELDS: dict[str, st.SearchStrategy[Plain]] = {
    "authors": _authors,
    "venue": _venues,
    "status": st.sampled_from(STATUSES),
    "releaseDate": st.sampled_from(("2020", "2021-05", "2022-11-30")),
    "doi": st.sampled_from(("10.1000/x_y", "https://doi.org/10.1000/(a)b", "10.1000/{x}")),
    "url": _urls,
    "links": _links,
    "type": st.one_of(st.sampled_from(sorted(CSL_TYPES)), st.sampled_from(("inproceedings", "poster"))),
    "publisher": _words,
    "volume": st.sampled_from(("1", "A&B")),
    "issue": st.just("2"),
    "pages": st.sampled_from(("1–9", "73+", "e12")),
    "location": _words,
    "keywords": st.lists(_words, min_size=1, max_size=2).map(list),
}


def publications() -> st.SearchStrategy[list[Data]]:
    """A few publications with ids of their own, no two of one title and no two of one DOI."""
    one = st.fixed_dictionaries({"name": _words}, optional=_FIELDS)
    return st.lists(one, min_size=1, max_size=2).map(_apart)


def _apart(entries: list[Data]) -> list[Data]:
    found: list[Data] = []
    for number, entry in enumerate(entries):
        own: Data = {"doi": f"{entry['doi']}{number}"} if "doi" in entry else {}
        found.append({"id": f"p{number}", **entry, "name": f"{entry['name']} {'again' * number}", **own})
    return found


def subject(entries: list[Data], **basics: Plain) -> Subject:
    """A profile of nothing but these publications, to be exported."""
    data: dict[str, Plain] = {"basics": {"name": "Your Name", **basics}, "publications": list(entries)}
    return Subject(data, decode_profile(made(data, "profile")[0], "your-name", Report()))


def back_again(exporter: ModuleType, importer: ModuleType, given: Subject) -> list[Data]:
    """The publications after they went out and came back."""
    report = Report()
    content = exporter.write(given, Report())
    material = Material("references", content)
    assert importer.recognises(material), content
    found = importer.convert(material, report)
    assert found, report.diagnostics
    publications = found.profile["publications"]
    assert isinstance(publications, list)
    return publications


def told(given: Subject) -> list[dict[str, object]]:
    """What publications say, as it must be the same afterwards."""
    found: list[dict[str, object]] = []
    for entry in given.profile.sections["publications"]:
        people = [
            (_squeezed(person.name.default), person.equal, person.is_self, person.corresponding)
            for person in entry.authors
        ]
        said: dict[str, object] = {
            "authors": people,
            "venue": entry.venue
            and (
                _squeezed(entry.venue.name.default),
                entry.venue.short and _squeezed(entry.venue.short.default),
            ),
            # Without a word about it, a publication is published.
            "status": entry.status or "published",
            "date": entry.dates.start,
            "links": {link.label.default: link.url and link.url.default for link in entry.links},
            "keywords": [_squeezed(word.default) for word in entry.lists.get("keywords", ())],
        }
        texts_: dict[str, object] = {key: _squeezed(text.default) for key, text in entry.texts.items()}
        if "doi" in texts_:
            texts_["doi"] = bare_doi(str(texts_["doi"]))
        found.append(said | texts_)
    return found


def _squeezed(text: str) -> str:
    """Without runs of spaces, which BibTeX does not know."""
    return " ".join(filter(None, literal(text).split(" ")))


def sure(value: object) -> object:
    """Data with what is doubted taken as it is."""
    match value:
        case Unsure():
            return sure(value.value)
        case dict():
            return {key: sure(inner) for key, inner in value.items()}
        case list():
            return [sure(item) for item in value]
    return value
