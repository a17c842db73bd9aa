"""Where every word of a document comes from, checked against what stands there.

An origin is believed only if its address leads to a place in the profile, the target or a template, and the
words are said in that place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appkit.markup import parse_rich
from appkit.model.document import Code, List, Origin, Prompt, Run, inlines_of
from words import inline_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline import Built

    from appkit.assemble import Assembled
    from appkit.model.document import Block, Inline
    from appkit.model.profile import Dates, PartialDate, Profile
    from appkit.model.target import Target
    from appkit.model.template import Templates
    from appkit.model.text import Text, Value


def unexplained(built: Built, assembled: Assembled, templates: Templates) -> list[str]:
    """The words of a document that do not stand where they are said to come from; it should be empty."""
    said = {
        "profile": _profile_words(built.loaded.profile),
        "target": _target_words(built.loaded.target),
        "template": _template_words(assembled, templates),
    }
    dates = _dates(built.loaded.profile, assembled)
    template = {
        word for texts in said["template"].values() for text in texts for word in re.findall(r"\w+", text)
    }
    reader = _Reader(said, dates, _letters_of_dates(said["template"], assembled), template)
    inlines = (inline for block in assembled.document.blocks for inline in inlines_of(block))
    return [
        f"{inline_words(inline)!r} does not stand at {inline.origin}"
        for inline in inlines
        if isinstance(inline, Run | Code | Prompt) and not reader.explains(inline)
    ]


def misplaced(blocks: tuple[Block, ...], profile: Profile) -> list[str]:
    """The addresses of blocks that lead to nothing in the profile; it should be empty."""
    known = {"basics", "basics/summary", "custom", *profile.sections}
    for entry in profile.entries():
        known |= {entry.address, *(highlight.address for highlight in entry.highlights)}
    return [address for address in _block_addresses(blocks) if address is not None and address not in known]


def _block_addresses(blocks: tuple[Block, ...]) -> Iterator[str | None]:
    for block in blocks:
        yield block.address
        if isinstance(block, List):
            for item in block.items:
                yield item.address
                yield from _block_addresses(item.blocks)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Looks words up: ``said`` are the texts by kind of origin and address, ``dates`` the days by address."""

    said: dict[str, dict[str, set[str]]]
    dates: dict[str, set[str]]
    date_words: set[str]
    template_words: set[str]

    def explains(self, inline: Run | Code | Prompt) -> bool:
        words = inline.question if isinstance(inline, Prompt) else inline.text
        kind, address = inline.origin.kind, inline.origin.address
        if address in self.dates:
            return self._is_date(words, self.dates[address])
        if address not in self.said[kind]:
            return False
        texts = self.said[kind][address]
        if isinstance(inline, Prompt) and kind == "profile":
            # A question that quotes a fact: the fact, and then words of the template.
            return any(
                words.startswith(text) and self._is_template(words.removeprefix(text).removeprefix(": "))
                for text in texts
            )
        if kind == "template" and not address.rpartition(":")[0].endswith("labels.yaml"):
            # The line is where the words begin: what else a template writes on one line may stand in another.
            return set(re.findall(r"\w+", words)) <= self.template_words
        bare = words.strip(" ")
        starred = "*" in texts and bare.removesuffix("*") in {"", *texts}
        return bare in texts or words in texts or starred

    def _is_template(self, words: str) -> bool:
        return any(words in texts for texts in self.said["template"].values())

    def _is_date(self, words: str, numbers: set[str]) -> bool:
        digits = {number.lstrip("0") for number in re.findall(r"\d+", words)}
        letters = set(re.findall(r"[^\W\d_]+", words))
        return digits <= numbers and letters <= self.date_words


# -- the profile -----------------------------------------------------------------------------------------------


def _profile_words(profile: Profile) -> dict[str, set[str]]:
    """Everything that the profile says, by address: each text in every wording."""
    said: dict[str, set[str]] = defaultdict(set)
    for text in _texts(profile):
        for wording in text.wordings:
            said[text.address] |= _pieces(wording.text, rich=text.rich)
    for entry in profile.entries():
        if any(author.equal for author in entry.authors):
            said[f"{entry.address}.authors"].add("*")
    for section in profile.sections:
        # A section of the person's own without a title is called by its name.
        said[section].add(section[:1].upper() + section[1:])
    return said


def _texts(profile: Profile) -> Iterator[Text]:
    basics = profile.basics
    yield from (*basics.texts.values(), *basics.place.values(), *profile.custom_titles.values())
    yield from filter(None, (basics.summary, basics.letter))
    for link in (*basics.links, *(link for entry in profile.entries() for link in entry.links)):
        yield from filter(None, (link.label, link.url))
    for entry in profile.entries():
        yield from (*entry.texts.values(), *(text for texts in entry.lists.values() for text in texts))
        for person in (*entry.authors, *entry.advisors):
            yield from filter(None, (person.name, person.role))
        yield from filter(None, (entry.venue and entry.venue.name, entry.venue and entry.venue.short))
        yield from filter(None, (entry.letter,))
        for highlight in entry.highlights:
            yield from filter(None, (highlight.text, highlight.letter))


def _pieces(text: str, *, rich: bool) -> set[str]:
    """What a text may put into one run: all of it, or of a rich one the words of one face."""
    if not rich:
        return {text}
    paragraphs, _ = parse_rich(text, Origin("profile", ""))
    return {words for content in paragraphs for words in _leaves(content)} | {" ".join(map(_all, paragraphs))}


def _all(content: tuple[Inline, ...]) -> str:
    return "".join(map(inline_words, content))


def _leaves(content: tuple[Inline, ...]) -> Iterator[str]:
    for inline in content:
        if isinstance(inline, Run | Code | Prompt):
            yield inline_words(inline).strip(" ")
        else:
            yield from _leaves(inline.content)


def _dates(profile: Profile, assembled: Assembled) -> dict[str, set[str]]:
    """The numbers that the days of a profile and of a document are written with, by address."""
    found = {f"{entry.address}.dates": _numbers(entry.dates) for entry in profile.entries()}
    plan = assembled.plan
    return found | ({f"documents.{plan.kind}.date": _parts(plan.date)} if plan.date else {})


def _numbers(dates: Dates) -> set[str]:
    return {number for date in (dates.start, dates.end) if date for number in _parts(date)}


def _parts(date: PartialDate) -> set[str]:
    return {str(part) for part in date if part is not None}


# -- the target ------------------------------------------------------------------------------------------------


def _target_words(target: Target) -> dict[str, set[str]]:
    """Everything that the target says, by key."""
    said: dict[str, set[str]] = defaultdict(set)
    for value in _values(target):
        said[value.origin.address] |= _pieces(value.text, rich=value.rich)
    for patch in target.patches:
        said[f"patch:{patch.address}"] |= _pieces(patch.text.text, rich=patch.text.rich)
    return said


def _values(target: Target) -> Iterator[Value]:
    recipient = target.recipient
    optional = (target.organization, target.position, target.summary, recipient.name, recipient.salutation)
    yield from filter(None, (*optional, *recipient.address, *(view.title for view in target.views)))
    for plan in target.documents:
        yield from plan.answers.values()


# -- templates -------------------------------------------------------------------------------------------------

_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}", re.DOTALL)
_NAMES = re.compile(r"\{\{(.*?)\}\}")


def _template_words(assembled: Assembled, templates: Templates) -> dict[str, set[str]]:
    """What templates say of themselves: each label by its address, and the words of each line."""
    said: dict[str, set[str]] = defaultdict(set)
    for folder in templates.folders.values():
        for labels in (folder.labels or {}).values():
            for label in labels.values():
                said[label.address] |= {label.text, label.text.strip(" ")}
    for file in {**templates.files, assembled.file.name: assembled.file}.values():
        text = _CODE.sub(lambda match: "\n" * match[0].count("\n"), file.text)
        for number, line in enumerate(text.split("\n"), 1):
            said[f"{file.name}:{number}"].add(_NAMES.sub(_quoted, line))
    return said


def _quoted(match: re.Match[str]) -> str:
    """The words in quotes that an expression says."""
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', match[1])
    return f" {' '.join(quoted)} "


def _letters_of_dates(labels: dict[str, set[str]], assembled: Assembled) -> set[str]:
    """The words a date may be written with: names of months, "Present", and what stands in a pattern."""
    keys = re.compile(r".*labels\.yaml:(?:month-.*|present|date-.*)")
    texts = [text for address, found in labels.items() if keys.fullmatch(address) for text in found]
    texts.append(re.sub(r"YYYY|M+|D+", " ", assembled.style.date_pattern))
    texts += [re.sub(r"YYYY|M+|D+", " ", text) for text in texts]
    return {word for text in texts for word in re.findall(r"[^\W\d_]+", text)}
