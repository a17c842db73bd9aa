"""An entry as templates see it: its fields, and what is worked out from them."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from appkit.compose.dates import span_text
from appkit.compose.values import Fills, Printable, View
from appkit.dataclass import dataclass
from appkit.model.address import is_linkable
from appkit.model.document import Inline, Origin, Run, Strong
from appkit.model.vocabulary import COMMON_LISTS, COMMON_LITERAL, COMMON_RICH, CUSTOM, SECTIONS, kind_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from appkit.compose.labels import Labels
    from appkit.model.profile import Entry, LabelledLink, Person
    from appkit.model.selection import SelectedEntry, Selection
    from appkit.model.text import Text, Value

_ENTRY_FIELDS = frozenset(
    {*COMMON_LITERAL, *COMMON_RICH}.union(
        *({*k.literal, *k.rich, k.headline} for k in (*SECTIONS.values(), CUSTOM))
    )
)
_ENTRY_LISTS = frozenset({*COMMON_LISTS}.union(*(k.lists for k in (*SECTIONS.values(), CUSTOM))))
_ENTRY_DERIVED = frozenset(
    {
        "address",
        "headline",
        "host",
        "degree",
        "dates",
        "start",
        "end",
        "authors",
        "venue",
        "venueShort",
        "status",
        "number",
        "letter",
        "privateNote",
    }
)


_ENTRY_KNOWN = _ENTRY_FIELDS | _ENTRY_LISTS | _ENTRY_DERIVED
_EMPTY_LISTS: Mapping[str, object] = dict.fromkeys(_ENTRY_LISTS, ())
# A kind of degree that already ends in the word before its subject.
_OPEN_DEGREES = (" of", " in", " en", " in der")
# Whose it is, where that is not what the entry is called by.
_HOSTS = ("organization", "institution")


def _stand_in(entry: SelectedEntry) -> str | None:
    """The field an entry is called by where a JSON Resume leaves its name out: the first that is there."""
    kind = kind_of(entry.item.section)
    if kind.headline in entry.texts:
        return None
    fields = (*kind.literal, "location", *COMMON_RICH, *kind.rich)
    return next((key for key in fields if key in entry.texts), None)


def _key_of(entry: SelectedEntry, number: int | None) -> Hashable:
    """All that a view says of an entry: not its score, say."""
    item = entry.item
    return (
        number,
        item.address,
        *(item.dates, item.authors, item.advisors, item.links, item.note),
        *(entry.status, entry.venue, entry.venue_short, entry.letter),
        *entry.texts.items(),
        *entry.lists.items(),
        tuple([highlight.text for highlight in entry.highlights]),
    )


@dataclass(frozen=True, slots=True)
class Entries:
    """Turns entries into views; ``private`` documents, and no others, are shown private notes.

    ``date_pattern`` is that of the style, for labels that have none of their own.
    """

    selection: Selection
    fills: Fills
    labels: Labels
    date_pattern: str
    private: bool

    def view(self, entry: SelectedEntry, number: int | None = None) -> View:
        """The view of one entry, numbered if its section is."""
        what = f"{entry.item.section} entry '{entry.item.id}'"
        attributes = functools.partial(self._attributes, entry, number)
        return View(what, attributes, _ENTRY_KNOWN, _key_of(entry, number))

    def _attributes(self, entry: SelectedEntry, number: int | None) -> Mapping[str, object]:
        item = entry.item
        headline, stand_in = kind_of(item.section).headline, _stand_in(entry)
        attributes: dict[str, object] = {key: self.value(value) for key, value in entry.texts.items()}
        if stand_in:
            attributes[headline] = attributes.pop(stand_in)
        attributes.update({key: tuple(map(self.fills.value, values)) for key, values in entry.lists.items()})
        attributes = {**_EMPTY_LISTS, **attributes}
        attributes.update(
            id=item.id,
            section=item.section,
            highlights=tuple(self.fills.value(highlight.text) for highlight in entry.highlights),
            dates=self._dates(entry),
            authors=self._authors(entry),
            advisors=tuple(self._person(person) for person in item.advisors),
            venue=self.value(entry.venue),
            venueShort=self.value(entry.venue_short),
            status=entry.status,
            headline=attributes.get(headline),
            host=next((attributes[key] for key in _HOSTS if key in attributes and key != headline), None),
            degree=self._degree(entry),
            links=tuple(filter(None, (self._entry_link(link) for link in item.links))),
            url=self.value(entry.texts.get("url")) if self._has_url(entry) else None,
            address=None if self._has_url(entry) else self.value(entry.texts.get("url")),
            number=number,
            letter=self.value(entry.letter),
            privateNote=self._note(item),
        )
        return attributes

    def _has_url(self, entry: SelectedEntry) -> bool:
        url = entry.texts.get("url")
        return url is not None and is_linkable(url.text)

    def _entry_link(self, link: LabelledLink) -> View | None:
        if link.url is None or not is_linkable(link.url.default):
            return None
        return View("link", {"label": self.text(link.label), "url": self.text(link.url)})

    def _person(self, person: Person) -> View:
        role = self.text(person.role) if person.role else None
        return View("adviser", {"name": self.text(person.name), "role": role})

    def _authors(self, entry: SelectedEntry) -> Printable | None:
        """Authors in order: the person's own name strong, a star for a share in the first place."""
        if not entry.item.authors:
            return None
        return self.fills.printable(*_bylines(entry.item.authors, self.labels.run("author-separator")))

    def _degree(self, entry: SelectedEntry) -> Printable | None:
        """What was studied: "Bachelor of" and a subject, or "M.Sc." in a subject."""
        study, area = entry.texts.get("studyType"), entry.texts.get("area")
        if study is None or area is None:
            only = study or area
            return self.fills.value(only) if only else None
        joint = Run(" ", study.origin) if study.text.endswith(_OPEN_DEGREES) else self.labels.run("degree-in")
        return self.fills.printable(Run(study.text, study.origin), joint, Run(area.text, area.origin))

    def _dates(self, entry: SelectedEntry) -> Printable | None:
        text = span_text(entry.item.dates, self._pattern(), self.labels.text)
        return self.fills.words(text, Origin("profile", f"{entry.item.address}.dates")) if text else None

    def _pattern(self) -> str:
        key = "date-pattern"
        return self.labels.text(key) if self.labels.has(key) else self.date_pattern

    def _note(self, item: Entry) -> Printable | None:
        if item.note is None or not self.private:
            return None
        return self.fills.words(item.note, Origin("profile", f"{item.address}.privateNote"))

    def value(self, value: Value | None) -> Printable | None:
        """Words that were chosen, or None where there are none."""
        return self.fills.value(value) if value else None

    def text(self, text: Text) -> Printable:
        """A text that has no wordings to choose from by target."""
        own, locale = self.selection.profile.language, self.selection.locale
        wording = text.choose((), locale, own)
        language = wording.language or own
        origin = Origin("profile", text.address, language if language != locale else None)
        return self.fills.words(wording.text, origin)


@functools.lru_cache(maxsize=4096)
def _bylines(authors: tuple[Person, ...], separator: Run) -> tuple[Inline, ...]:
    inlines: list[Inline] = []
    for author in authors:
        if inlines:
            inlines.append(separator)
        name = Run(author.name.default, Origin("profile", author.name.address))
        inlines.append(Strong((name,)) if author.is_self else name)
        if author.equal:
            inlines.append(Run("*", name.origin))
    return tuple(inlines)
