"""Labelled lines: skills with their keywords, courses by group, languages, test scores, interests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from appkit.importers.imported import Unsure
from appkit.importers.prose.labels import general_label, listed, without_and_so_on
from appkit.importers.prose.line import Words, divided, literal, plain
from appkit.importers.prose.parts import APART
from appkit.importers.prose.tongues import (
    is_tongue,
    is_tongue_label,
    is_tongues,
    languages_in,
    scored,
    tests_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.importers.imported import Drafted
    from appkit.importers.prose.ledger import Ledger
    from appkit.importers.prose.line import Line

_TEST_LABEL = re.compile(
    r"^(?:standardi[sz]ed )?(?:tests?|test scores?|exams?|examinations?)$|^考试成绩$", re.IGNORECASE
)


def lists_of(lines: Sequence[Line], section: str, title: str, ledger: Ledger) -> dict[str, list[Drafted]]:
    """What the labelled lines of a section say, by the section of the profile that it belongs to."""
    groups = _Groups(section, title, ledger)
    for line in lines:
        ledger.speak(line.marker)
        for words in _sides(line):
            groups.line(words)
    return groups.out


def _sides(line: Line) -> Iterator[Words]:
    """A line with a label, whole, though a gap or tab stands behind the label; else what gaps part."""
    sides = list(divided(line.words, APART))
    if len(sides) == 2 and not any(general_label(side) for side in sides):
        yield (*sides[0], *plain(": "), *sides[1])
    elif len(sides) > 1 and not all(general_label(side) for side in sides):
        yield tuple(span for side in sides for span in (*side, *plain(" ")))
    else:
        yield from sides


class _Groups:
    """What the lines of one section say, in the making."""

    def __init__(self, section: str, title: str, ledger: Ledger) -> None:
        self.out: dict[str, list[Drafted]] = {}
        self._section = section
        self._title = title
        self._ledger = ledger

    def line(self, words: Words) -> None:
        """Put a line where it belongs: the label may say that it is of another section."""
        label, said = general_label(words) or ("", words)
        text, tail = without_and_so_on(literal(said).strip(" ;"))
        self._ledger.speak(tail)
        pieces = list(listed(text)) if text else []
        if pieces and (joint := _AND.match(pieces[-1])):
            self._ledger.speak(joint[0])
            pieces[-1] = pieces[-1][joint.end() :]
        if self._section == "courses":
            self._group("courses", label, pieces)
        elif not self._tongues_or_tests(label, text, pieces):
            if self._section == "interests" and not label:
                self._add("interests", [{"name": piece} for piece in pieces])
            else:
                self._group("keywords", label, pieces)

    def _tongues_or_tests(self, label: str, text: str, pieces: list[str]) -> bool:
        """Whether the line is of languages or test scores, wherever it stands; they are added."""
        if _TEST_LABEL.match(label) or (self._section == "tests" and not label):
            self._ledger.speak(label)
            self._add("tests", [test for piece in pieces for test in tests_in(piece, self._ledger)])
        elif self._section == "tests":
            self._add("tests", [scored(label, text)])
        elif self._section == "languages" or (is_tongues(pieces) and (is_tongue_label(label) or not label)):
            for key, items in languages_in(label, pieces, self._ledger).items():
                self._add(key, items)
        elif is_tongue(label) and len(pieces) == 1 and text.count(" ") < _FEW:
            self._add("languages", [{"language": label, "fluency": text}])
        else:
            return False
        return True

    def _add(self, section: str, items: list[Drafted]) -> None:
        self.out.setdefault(section, []).extend(items)

    def _group(self, field: str, label: str, pieces: list[str]) -> None:
        """A group with its label; what has none joins the one above, or is a group named for its heading."""
        groups = self.out.setdefault(self._section, [])
        last = groups[-1] if groups else None
        if label:
            groups.append({"name": label, **({field: cast("Drafted", pieces)} if pieces else {})})
        elif _is_open(last):
            told = cast("dict[str, Drafted]", last).setdefault(field, [])
            cast("list[Drafted]", told).extend(pieces)
        elif self._section == "skills" and len(pieces) == 1 and pieces[0].count(" ") < _FEW:
            groups.append({"name": pieces[0]})
        else:
            name = Unsure(self._title, "the file names no group; this is the heading")
            groups.append({"name": name, field: cast("Drafted", pieces)})


_AND = re.compile(r"(?:and|und|et|&)\s+(?=\S)")
# A skill or a fluency has no more words.
_FEW = 5


def _is_open(group: Drafted) -> bool:
    """Whether a group has no label of its own, so that more may belong to it."""
    return isinstance(group, dict) and isinstance(group["name"], Unsure)
