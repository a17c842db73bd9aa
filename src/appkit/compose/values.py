"""What a template is given: values that print as marks, and views whose attributes are spelled out.

A value's characters never pass through Jinja2 or Markdown. ``str(value)`` is a mark, and :class:`Fills`
remembers which inlines the mark stands for.
"""

from __future__ import annotations

import functools
from dataclasses import field
from typing import TYPE_CHECKING, Any

from appkit.compose.faults import TemplateError
from appkit.dataclass import dataclass
from appkit.markup import MARKS, MILD, Fill, Problem, first_origin, mark, parse_rich
from appkit.model.document import Inline, Origin, Prompt, Run, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from appkit.diagnostics import Location, Report
    from appkit.model.text import Value


class Printable:
    """Words a template can print: ``str()`` is the mark that stands for them."""

    __slots__ = ("_fills", "_number", "fill")

    def __init__(self, fills: Fills, fill: Fill) -> None:
        self._fills = fills
        self.fill = fill
        self._number: int | None = None

    def __eq__(self, other: object) -> bool:
        """Not to be asked: `name == "Ada"` would be false whatever the name is."""
        raise TemplateError("a text cannot be compared; test with {% if %} that it is there")

    __hash__ = object.__hash__

    def __str__(self) -> str:
        """The mark. Values are numbered as they are first printed, so that equal shapes get equal marks."""
        if self._number is None:
            self._number = self._fills.remember(self.fill)
        return mark(self._number)

    @property
    def number(self) -> int | None:
        """The number of its mark; None as long as no template has printed it."""
        return self._number


class Later:
    """An attribute that is worked out when a template asks for it, from what it has printed until then."""

    __slots__ = ("answer",)

    def __init__(self, answer: Callable[[], object]) -> None:
        self.answer = answer


@dataclass(slots=True)
class Fills:
    """The values printed into one document, by the number of their mark."""

    report: Report
    _fills: list[Fill] = field(default_factory=list)

    def remember(self, fill: Fill) -> int:
        """The number under which ``fill`` is kept."""
        self._fills.append(fill)
        return len(self._fills) - 1

    def remember_all(self, fills: tuple[Fill, ...]) -> int:
        """The number under which the first of ``fills`` is kept; the others have the next ones."""
        first = len(self._fills)
        self._fills += fills
        return first

    def __getitem__(self, number: int) -> Fill:
        """The paragraphs a mark stands for: none for a number that was never given."""
        return self._fills[number] if number < len(self._fills) else ()

    def printable(self, *inlines: Inline) -> Printable:
        """A value of one paragraph made of ``inlines``."""
        return Printable(self, (tuple(inlines),))

    def words(self, text: str, origin: Origin) -> Printable:
        """A literal text as a value."""
        return self.printable(Run(text, origin))

    def prompt(self, key: str, question: str, origin: Origin) -> Printable:
        """An open question as a value. It belongs to the first value it quotes, else to ``origin``."""
        quoted = [self[int(number)] for number in MARKS.findall(question)]
        words = MARKS.sub(lambda match: " ".join(map(plain, self[int(match[1])])), question)
        first = next((found for fill in quoted if fill and (found := first_origin(fill[0]))), origin)
        return self.printable(Prompt(key, words, first))

    def value(self, value: Value) -> Printable:
        """A chosen wording as a value; rich text is parsed here, and what is wrong with it reported."""
        if not value.rich:
            return Printable(self, _literal(value))
        fill, problems = parse_rich(value.text, value.origin)
        for problem in problems:
            report_rich(problem, value.location, self.report)
        if not fill:
            self.report.error("empty-value", "this text has no words in it", value.location)
            return self.words(value.text, value.origin)
        return Printable(self, fill)


@functools.lru_cache(maxsize=16384)
def _literal(value: Value) -> Fill:
    return ((Run(value.text, value.origin),),)


def report_rich(problem: Problem, location: Location | None, report: Report) -> None:
    """Report a problem in a rich text that stands at ``location``.

    A link without a scheme is shown as its words, which is worth a warning; a scheme that can run a program
    or open a file is an error.
    """
    say = report.warning if problem.code in MILD else report.error
    say(problem.code, problem.message, location, help=problem.help)


class View:
    """A thing of the profile or target as a template sees it: named attributes, nothing else.

    An attribute that is ``known`` and not there is *absent* (false in ``if``, an error when printed); any
    other is a mistake in the template. Views of equal ``key`` say the same. ``kept`` is what has been written
    of such views, ``has_authors`` tells that this one's authors were (see ``parts``).
    """

    __slots__ = ("_build", "_known", "attributes", "has_authors", "kept", "key", "what")
    # What is there by name, and None by the name of what is not.
    attributes: Mapping[str, object]

    def __init__(
        self,
        what: str,
        attributes: Mapping[str, object] | Callable[[], Mapping[str, object]],
        known: frozenset[str] = frozenset(),
        key: Hashable | None = None,
    ) -> None:
        """``attributes`` may be a function, which is called when a template first asks for one of them."""
        self.what = what
        self.key = key
        self.kept: dict[Hashable, Any] | None = None
        self.has_authors = False
        self._known = known
        if callable(attributes):
            self._build = attributes
        else:
            self.attributes = attributes

    def __getattr__(self, name: str) -> Mapping[str, object]:
        """The attributes, asked for the first time: from now on they are there."""
        if name != "attributes":
            raise AttributeError(name)
        self.attributes = self._build()
        return self.attributes

    def knows(self, name: str) -> bool:
        """Whether an attribute of this name could be there."""
        return name in self._known or name in self.attributes

    @property
    def known(self) -> frozenset[str]:
        """The names of what could be there."""
        return self._known.union(self.attributes)
