"""What a target adds to a profile must be about nobody but the two of them.

The profile's own texts are not looked at: an employer may well be applied to somewhere else.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.diagnostics import Location, Severity
from appkit.lint.addresses import addresses
from appkit.lint.patches import replaced
from appkit.lint.profile import texts_of
from appkit.model.others import Others

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from appkit.diagnostics import Report
    from appkit.model.others import Found, Other
    from appkit.model.profile import Profile
    from appkit.model.target import Target
    from appkit.model.template import TemplateFile
    from appkit.model.text import Text, Value


# A comment of Jinja's, which is never printed.
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


class _Added(NamedTuple):
    """A text that a target adds, and what it stands for in the profile, if it replaces something."""

    text: str
    location: Location
    instead: Text | None = None


def check_leaks(
    target: Target, profile: Profile, letters: Mapping[str, TemplateFile], others: Others, report: Report
) -> None:
    """Report every name of another target or profile in what a target adds.

    It is an error; where the profile says the name too, someone may mean it, and it is a warning. What the
    target calls its own or has under ``mentions`` is no one else's.
    """
    if not others.names:
        return
    own = " \n ".join(_own(target))
    is_own = {found.other.text.casefold() for found in others.found_in(own)}
    told: set[tuple[str, Location]] = set()
    for added in _added(target, profile, letters):
        for found in others.found_in(added.text):
            other = found.other
            owner = profile.name if other.is_personal else target.name
            if other.owner == owner or other.text.casefold() in is_own or _replaces(added, other):
                continue
            place = _place(added, found)
            if (other.text.casefold(), place) not in told:
                told.add((other.text.casefold(), place))
                _report(other, place, profile, report)


def check_salutation(target: Target, profile: Profile, others: Others, report: Report) -> None:
    """Report a letter that greets the recipient of another target by surname."""
    salutation, recipient = target.recipient.salutation, target.recipient.name
    if salutation is None:
        return
    own = {word for text in (recipient.text if recipient else "", *target.mentions) for word in _bare(text)}
    for other in others.greeted_in(salutation.text):
        if other.owner != target.name and own.isdisjoint(_bare(other.text)[-1:]):
            _report(other, salutation.location or target.location, profile, report)
            return


def _own(target: Target) -> Iterator[str]:
    """What the target calls itself and whom it is for."""
    values = (target.organization, target.position, target.recipient.name)
    yield from (value.text for value in values if value)
    yield from target.organization_aliases
    yield from target.mentions


def _added(target: Target, profile: Profile, letters: Mapping[str, TemplateFile]) -> Iterator[_Added]:
    """Every text that a target adds, but for its own names."""
    known = dict(addresses(profile))
    values: list[Value | None] = [target.recipient.salutation, *target.recipient.address]
    values += [view.title for view in target.views]
    values += [answer for plan in target.documents for answer in plan.answers.values()]
    yield from (_Added(value.text, value.location or target.location) for value in values if value)
    if target.summary:
        yield _Added(target.summary.text, target.summary.location or target.location, profile.basics.summary)
    for patch in target.patches:
        instead = replaced(patch, profile, known)
        yield _Added(patch.text.text, patch.text.location or patch.location, instead)
    for plan in target.documents:
        yield _Added(plan.filename, plan.locations.get("filename", plan.location))
    for letter in letters.values():
        yield _Added(_COMMENT.sub(_blank, letter.text), Location(letter.path))


def _blank(comment: re.Match[str]) -> str:
    """As much white space, so that what follows keeps its place."""
    return re.sub(r"[^\n]", " ", comment[0])


def texts_added(target: Target, profile: Profile, letters: Mapping[str, TemplateFile]) -> str:
    """What a target adds to the profile and :func:`check_leaks` looks at, the texts apart."""
    return "\n\n".join(dict.fromkeys(each.text for each in _added(target, profile, letters)))


def _replaces(added: _Added, other: Other) -> bool:
    """Whether the profile has the name in the very text that is worded anew."""
    wordings = added.instead.wordings if added.instead else ()
    return any(True for wording in wordings for _ in Others((other,)).found_in(wording.text))


def _place(added: _Added, found: Found) -> Location:
    """Where a name stands: in a letter its line and column, else where the text begins."""
    if not added.location.path.endswith(".md"):
        return added.location
    before = added.text[: found.start].split("\n")
    width = len(added.text[found.start : found.end].split("\n")[0])
    return Location(added.location.path, len(before), len(before[-1]) + 1, width)


def _report(other: Other, place: Location, profile: Profile, report: Report) -> None:
    whose = f"the {other.what} of " + ("profile" if other.is_personal else "target")
    is_known = says(profile, other)
    help_ = "if it is meant, add it to `mentions` of this target"
    if is_known:
        help_ = f"your profile has it too: {help_}"
    report.add(
        Severity.WARNING if is_known else Severity.ERROR,
        "other-person" if other.is_personal else "other-target",
        f"'{other.text}' is {whose} '{other.owner}'",
        place,
        help=help_,
        related=(("it is said here", other.location),),
    )


def says(profile: Profile, other: Other) -> bool:
    """Whether a text or person of the profile has the name."""
    alone = Others((other,))
    return any(True for text in _said(profile) for _ in alone.found_in(text))


def _said(profile: Profile) -> Iterator[str]:
    texts: Iterable[Text] = texts_of(profile)
    yield from (wording.text for text in texts for wording in text.wordings)
    for entry in profile.entries():
        people = (*entry.authors, *entry.advisors)
        yield from (wording.text for person in people for wording in person.name.wordings)
        for words in (entry.venue.name, entry.venue.short) if entry.venue else ():
            yield from (wording.text for wording in words.wordings) if words else ()


# Words before a name that are no part of it.
_TITLES = frozenset({"associate", "assistant", "dr", "frau", "herr", "mr", "mrs", "ms", "prof", "professor"})
_NAME = re.compile(r"[^\W\d_]+")


def check_recipient(target: Target, profile: Profile, report: Report) -> None:
    """Warn of a letter to one of the person's own advisers: it is hardly meant for them."""
    recipient = target.recipient.name
    name = _bare(recipient.text) if recipient else ()
    if recipient is None or len(name) < 2:
        return
    for entry in profile.entries():
        for adviser in entry.advisors:
            if any(_bare(wording.text) == name for wording in adviser.name.wordings):
                report.warning(
                    "own-adviser",
                    f"'{recipient.text}' is your own adviser in '{entry.address}'",
                    recipient.location or target.location,
                    help="is the letter for somebody else?",
                )
                return


@functools.lru_cache(maxsize=1024)
def _bare(name: str) -> tuple[str, ...]:
    """The words of a name without titles, in any case."""
    words = (word.casefold() for word in _NAME.findall(name))
    return tuple(word for word in words if word not in _TITLES)
