"""A selection as templates see it: basics, sections, entries, target, document."""

from __future__ import annotations

import functools
import re
from dataclasses import field
from typing import TYPE_CHECKING

from appkit.compose.dates import date_text
from appkit.compose.entries import Entries
from appkit.compose.faults import TemplateError
from appkit.compose.labels import Labels, key_of
from appkit.compose.parts import Parts, Voice
from appkit.compose.values import Fills, Later, Printable, View
from appkit.dataclass import dataclass
from appkit.markup import HERE
from appkit.model.address import is_linkable
from appkit.model.document import Inline, Origin, Run
from appkit.model.vocabulary import (
    BASICS_LITERAL,
    BASICS_LOCATION,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from appkit.compose.evidence import Evidence
    from appkit.model.profile import PartialDate
    from appkit.model.selection import SelectedGroup, SelectedView, Selection
    from appkit.model.style import Style
    from appkit.model.target import DocumentPlan
    from appkit.model.template import Templates
    from appkit.model.text import Value

_GROUP = frozenset({"title"})


def _stars_printed(group: SelectedGroup, views: tuple[View, ...]) -> bool:
    """Whether a star for an equal share stands in what has been printed: then it needs its footnote."""
    starred = (
        view
        for entry, view in zip(group.entries, views, strict=True)
        if any(author.equal for author in entry.item.authors)
    )
    return any(view.has_authors or _is_printed(view.attributes.get("authors")) for view in starred)


def _is_printed(authors: object) -> bool:
    return isinstance(authors, Printable) and authors.number is not None


# A question may be folded in its template; other white space in it is what a value says.
_SPACE = " \t\r\n"
_LINE_BREAKS = re.compile(f"[{_SPACE}]*[\t\r\n][{_SPACE}]*")

# What a line of contacts says of where the person lives, and where the target wants all of it: few who apply
# want everyone to know their street.
_PLACE = ("city", "region")
_WHOLE_PLACE = ("address", "city", "region", "postalCode", "countryCode")

# The names a template knows.
VARIABLES = ("basics", "document", "evidence", "label", "prompt", "sections", "target")


@dataclass(slots=True)
class Context:
    """Turns a selection into the views a template is given.

    ``prompts_asked`` grows by the key of every prompt, answered or not, in the order they are met.
    """

    selection: Selection
    plan: DocumentPlan
    templates: Templates
    style: Style
    fills: Fills
    prompts_asked: dict[str, None]
    labels: Labels = field(init=False)
    entries: Entries = field(init=False)

    def __post_init__(self) -> None:
        self.labels = Labels(self.templates, self.plan.template, self.selection.locale, self.fills)
        self.entries = Entries(
            self.selection, self.fills, self.labels, self.style.date_pattern, self.plan.private
        )

    def variables(self, evidence: tuple[Evidence, ...]) -> dict[str, object]:
        """The names a template knows."""
        return {
            "basics": self._basics(),
            "sections": tuple(self._section(view) for view in self.selection.views),
            "target": self._target(),
            "document": self._document(),
            "evidence": tuple(self._evidence(each) for each in evidence),
            "label": self.labels.printed,
            "prompt": self.prompt,
        }

    def parts(self) -> Parts:
        """What keeps the parts that are written of entries."""
        voice = Voice(
            self.templates,
            self.plan.template,
            self.selection.locale,
            self.selection.profile.language,
            self.style.date_pattern,
            self.plan.private,
        )
        return Parts(self.fills, self.labels, voice)

    # -- prompts ---------------------------------------------------------------------------------------

    def prompt(self, key: object, question: object) -> Printable:
        """The answer the target gives to a question, or the open question."""
        name = key_of(key, "prompt")
        words = _LINE_BREAKS.sub(" ", str(question)).strip(_SPACE)
        if not words:
            raise TemplateError(f"prompt '{name}' asks nothing")
        answer = self.plan.answers.get(name)
        self.prompts_asked.setdefault(name)
        if answer is not None:
            return self.fills.value(answer)
        return self.fills.prompt(name, words, HERE)

    # -- the person ------------------------------------------------------------------------------------

    def _basics(self) -> View:
        values = self.selection.values
        attributes: dict[str, object] = {key: self.entries.value(values.get(key)) for key in BASICS_LITERAL}
        place = {key: self.entries.value(values.get(f"location.{key}")) for key in BASICS_LOCATION}
        accounts = [self._account(number) for number in range(len(self.selection.basics.links))]
        links = tuple(view for view in accounts if view and view.attributes["url"])
        attributes["location"] = View("basics.location", place) if any(place.values()) else None
        attributes["links"] = links
        attributes["letter"] = self.entries.value(values.get("letter"))
        attributes["summary"] = self.entries.value(self.selection.summary)
        attributes["contacts"] = (*self._contacts(), *filter(None, accounts))
        return View("basics", attributes)

    def _contacts(self) -> Iterator[View]:
        """How to reach the person: place, phone, e-mail and home page, those that there are."""
        values = self.selection.values
        parts = _WHOLE_PLACE if self.selection.target.full_address else _PLACE
        keys = (f"location.{part}" for part in parts)
        place = [values[key] for key in keys if key in values]
        if place:
            words: list[Inline] = []
            for value in place:
                words += [self.labels.run("place-separator")] if words else []
                words.append(Run(value.text, value.origin))
            yield View("contact", {"label": self.fills.printable(*words), "url": None})
        for key, scheme in (("phone", "tel:"), ("email", "mailto:"), ("url", "")):
            if key in values:
                yield self._contact(values[key], scheme)

    def _contact(self, value: Value, scheme: str) -> View:
        digits = "".join(c for c in value.text if c in "+0123456789") if scheme == "tel:" else value.text
        url = scheme + digits
        address = self.fills.words(url, value.origin) if is_linkable(url) else None
        return View("contact", {"label": self.fills.value(value), "url": address})

    def _account(self, number: int) -> View | None:
        """A page of the person's elsewhere; None where neither its address nor a name there is known.

        The address tells what the person is called there, unless it does not have the name in it.
        """
        values, key = self.selection.values, f"links.{number}"
        label, url, name = values[f"{key}.label"], values.get(f"{key}.url"), values.get(f"{key}.username")
        linkable = url is not None and is_linkable(url.text)
        if url and name and name.text.casefold() in url.text.casefold():
            name = None
        said = [name, None if linkable else url]
        more = [value for value in said if value is not None and value.text != label.text]
        if not more and not linkable and url is None:
            return None
        words: list[Inline] = [Run(label.text, label.origin)]
        for value in more:
            words += [self.labels.run("account-separator"), Run(value.text, value.origin)]
        address = self.fills.value(url) if url and linkable else None
        return View("link", {"label": self.fills.printable(*words), "url": address})

    # -- sections and entries --------------------------------------------------------------------------

    def _section(self, view: SelectedView) -> View:
        return View("section", functools.partial(self._section_attributes, view))

    def _section_attributes(self, view: SelectedView) -> Mapping[str, object]:
        numbers = iter(range(1, sum(len(group.entries) for group in view.groups) + 1))
        groups: list[View] = []
        everything: list[View] = []
        for group in view.groups:
            if view.view.numbering == "per-group":
                numbers = iter(range(1, len(group.entries) + 1))
            numbered = view.view.numbering != "none"
            entries = tuple(self.entries.view(e, next(numbers) if numbered else None) for e in group.entries)
            title, equal = self._group_title(group), Later(functools.partial(_stars_printed, group, entries))
            groups.append(View("group", {"title": title, "entries": entries, "equal": equal}, _GROUP))
            everything += entries
        key = view.view.key
        return {
            "key": key,
            "kind": view.view.sources[0] if view.view.sources else key,
            "title": self._section_title(view),
            "groups": tuple(groups),
            "entries": tuple(everything),
            "text": self.entries.value(self.selection.summary) if key == "summary" else None,
        }

    def _section_title(self, view: SelectedView) -> Printable:
        if view.view.title:
            return self.fills.value(view.view.title)
        key = view.view.key
        custom = self.selection.profile.custom_titles.get(key)
        if custom:
            return self.entries.text(custom)
        if self.labels.has(f"section-{key}"):
            return self.labels.printed(f"section-{key}")
        words = key.replace("-", " ").replace("_", " ")
        return self.fills.words(words[:1].upper() + words[1:], Origin("profile", key))

    def _group_title(self, group: SelectedGroup) -> Printable | None:
        return self.labels.printed(f"group-{group.status}") if group.status else None

    # -- letters ---------------------------------------------------------------------------------------

    def _evidence(self, evidence: Evidence) -> View:
        return View(
            f"evidence '{evidence.key}'",
            {
                "key": evidence.key,
                "letter": self.entries.value(evidence.letter),
                "entry": self.entries.view(evidence.entry),
            },
        )

    def _target(self) -> View:
        target = self.selection.target
        recipient = View(
            "recipient",
            {
                "name": self.entries.value(target.recipient.name),
                "salutation": self.entries.value(target.recipient.salutation),
                "address": tuple(map(self.fills.value, target.recipient.address)),
            },
        )
        return View(
            "target",
            {
                "organization": self.entries.value(target.organization),
                "position": self.entries.value(target.position),
                "recipient": recipient,
            },
        )

    def _document(self) -> View:
        date = self.plan.date
        return View("document", {"kind": self.plan.kind, "date": self._long_date(date) if date else None})

    def _long_date(self, date: PartialDate) -> Printable:
        text = date_text(date, self.labels.text("date-pattern-long"), self.labels.text)
        return self.fills.words(text, Origin("target", f"documents.{self.plan.kind}.date"))
