"""What RenderCV's entries hold as fields of a profile: names in Markdown, a `date`, authors, journals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.importers.fields import text_of
from appkit.importers.foreign_text import unmarked
from appkit.importers.imported import Unsure
from appkit.importers.mapped import Draft, each
from appkit.importers.publications.status import standing_of_note
from appkit.importers.readers import date, end, literal
from appkit.importers.written_dates import read_span
from appkit.model.vocabulary import COMMON_LISTS
from appkit.source import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from appkit.importers.imported import Drafted
    from appkit.importers.mapped import Reader, Table
    from appkit.model.vocabulary import SectionKind
    from appkit.source import Node

# More words than these, or a conjunction, make a sentence of what stands between two commas.
_MOST_WORDS = 6
# Bullets that are fields of a profile, by their labels.
_LABELLED = re.compile(r"(?P<label>[A-Za-z ]{1,30}): (?P<text>\S.*)")
_LABELS = {
    "gpa": "gpa",
    "score": "score",
    "thesis": "thesis",
    "courses": "courses",
    "coursework": "courses",
    "relevant coursework": "courses",
    "topics": "keywords",
    "keywords": "keywords",
}
_CONJUNCTION = re.compile(r"(?:^|, )(?:and|or) ")
_OPENING, _CLOSING = "([{（", ")]}）"


def words(ours: str) -> Reader:
    """The words of Markdown; a link that is all of them is the item's address, others are labelled links."""

    def read(node: Node, _: str, draft: Draft) -> str | None:
        if not isinstance(node, Scalar):
            return "a text is wanted here"
        return put_words(draft, ours, text_of(node))

    return read


def put_words(draft: Draft, ours: str, markdown: str) -> str | None:
    """Put the words of Markdown into a field, and its links where links go; say why not where it is taken."""
    found = unmarked(markdown)
    why = draft.put(ours, found.words)
    if why is None:
        add_links(draft, found.words, found.links)
    return why


def add_links(draft: Draft, whole: str, links: tuple[tuple[str, str], ...]) -> None:
    """Give the item the links of a text; the first that is the text as a whole is its address."""
    for label, url in links:
        if label != whole or draft.put("url", url) is not None:
            draft.link(label, url)


def put_list(draft: Draft, ours: str, markdown: str) -> bool:
    """Put the words between commas into a list of the item, unless they are rather a sentence."""
    found = unmarked(markdown)
    pieces = _between_commas(found.words)
    if any(len(piece.split()) > _MOST_WORDS or _CONJUNCTION.search(piece) for piece in pieces):
        return False
    draft.add(ours, *pieces)
    add_links(draft, "", found.links)
    return True


def _between_commas(text: str) -> list[str]:
    """The pieces of a list in one line; a comma in brackets, or where semicolons part them, parts nothing."""
    mark = ";" if ";" in text else ","
    pieces, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING and depth > 0)
        if character == mark and not depth:
            pieces.append(text[start:place])
            start = place + 1
    return [piece for each_ in (*pieces, text[start:]) if (piece := each_.strip())]


def dates(kind: SectionKind) -> Table:
    """The dates of an entry in a kind of section."""
    return {
        "date": _when(kind),
        "start_date": date(kind.start),
        "end_date": end(kind.end, ongoing=kind.ongoing),
    }


def _when(kind: SectionKind) -> Reader:
    """The one `date` of an entry: a day, or a span as people write it. Of an education it is the end."""

    def read(node: Node, key: str, draft: Draft) -> str | None:
        span = read_span(text_of(node)) if isinstance(node, Scalar) else None
        if span is None:
            return "this is no date that a profile can hold"
        if kind.start == kind.end:
            return draft.put(kind.start, span.start) if span.start == span.end else "one date is wanted here"
        if span.start != span.end or kind.name != "education":
            draft.put(kind.start, span.start)
        if span.end is not None:
            draft.put(kind.end, span.end)
        elif not kind.ongoing:
            draft.keep(key, node)
        return None

    return read


def authors(node: Node, key: str, draft: Draft) -> str | None:
    """The authors in order. The one in emphasis is oneself; where there are several, `basics.name` tells."""
    if isinstance(node, Scalar):
        return literal("authors")(node, key, draft)
    if not isinstance(node, Sequence):
        return "a list of names is wanted here"
    found = [(unmarked(text_of(item)), item) for item in each(node) if isinstance(item, Scalar)]
    marked = [item for each_, item in found if each_.emphasised]
    for each_, item in found:
        draft.add("authors", _oneself(each_.words) if marked == [item] else each_.words)
    for other in each(node):
        if not isinstance(other, Scalar):
            draft.keep(key, other)
    return None


def _oneself(name: str) -> Drafted:
    """The person's own name, a star behind it for an equal contribution."""
    bare = name.rstrip("* ")
    return (
        {"name": bare, "self": True, "equal": True} if bare and bare != name else {"name": name, "self": True}
    )


def highlights(kind: SectionKind) -> Reader:
    """Bullets. RenderCV has no fields for what is told in one with a label (``GPA: 3.9``); a profile has."""

    def read(node: Node, key: str, draft: Draft) -> str | None:
        if isinstance(node, Mapping):
            return "a list of texts is wanted here"
        for item in each(node):
            if not isinstance(item, Scalar):
                draft.keep(key, item)
            elif not _put_labelled(text_of(item), kind, draft):
                draft.add("highlights", text_of(item))
        return None

    return read


def _put_labelled(markdown: str, kind: SectionKind, draft: Draft) -> bool:
    """Whether a bullet was a field of the entry, and is put there."""
    found = _LABELLED.fullmatch(markdown)
    ours = _LABELS.get(found["label"].casefold()) if found else None
    if found is None or ours is None or ours in draft.data:
        return False
    if ours in (*kind.lists, *COMMON_LISTS):
        return put_list(draft, ours, found["text"])
    return ours in kind.literal and put_words(draft, ours, found["text"]) is None


def journal(node: Node, _: str, draft: Draft) -> str | None:
    """Where a work appeared; that it has not yet is often told here as well, and is then its status."""
    if not isinstance(node, Scalar):
        return "a text is wanted here"
    said = unmarked(text_of(node))
    if said.words.casefold().startswith("arxiv"):
        draft.put("status", Unsure("preprint", "it appeared on arXiv"))
        return put_words(draft, "venue", text_of(node))
    standing = standing_of_note(said.words)
    if standing is None:
        return put_words(draft, "venue", text_of(node))
    draft.put("status", Unsure(standing.status, f"the journal was '{said.words}'"))
    if standing.venue:
        draft.put("venue", standing.venue)
    draft.data["x-journal"] = said.words
    return None


def doi_link(node: Node, _: str, draft: Draft) -> str | None:
    """A DOI, where a profile has no field for one."""
    if not isinstance(node, Scalar):
        return "a text is wanted here"
    draft.link("DOI", f"https://doi.org/{text_of(node)}")
    return None
