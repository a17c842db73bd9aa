"""BibTeX into entries with positions, by pybtex's parser (extra ``bibtex``).

The text is parted at lines that begin an entry before pybtex sees it, so that a brace that is missing in one
entry costs that entry and no other. What cannot be read is a warning at its place, and kept as it is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pybtex.database.input.bibtex import LowLevelParser, SkipEntry, UndefinedMacro
from pybtex.scanner import PrematureEOF, PybtexSyntaxError

from appkit.importers.bibtex.pieces import Places, pieces
from appkit.source import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.diagnostics import Location, Report
    from appkit.source import Source

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# BibTeX knows no comments but what stands between entries; people and biber know lines with `%`.
_COMMAND = re.compile(r"^[ \t]*%.*|@", re.MULTILINE)

# What stands between entries is a comment, unless it looks like an entry that lost its beginning.
_LOOKS_LIKE_FIELDS = re.compile(r"^(?!\s*%).*\w\s*=\s*[{\"]", re.MULTILINE)

# An entry with an abstract has some 3,000 characters. pybtex takes quadratic time.
_LONGEST_ENTRY = 65_536


class BibEntry(NamedTuple):
    """An entry: its kind in lower case, its key, and its fields by lower-case name.

    The value of a field has its delimiters removed and its macros replaced; LaTeX is as it is written. Of two
    fields of a name the second is called ``name-2``. ``inherited`` fields are those of another entry.
    """

    kind: str
    key: str
    fields: Mapping
    location: Location
    inherited: frozenset[str] = frozenset()


class Remnant(NamedTuple):
    """A piece of the text that is no entry, as it is written."""

    text: str
    location: Location


class Bibliography(NamedTuple):
    """What a BibTeX file holds: its entries, and what could not be read."""

    entries: list[BibEntry]
    remnants: list[Remnant]


def parse_bibtex(source: Source, report: Report) -> Bibliography:
    """The entries of a source in their order; what cannot be read is a warning and a remnant."""
    places = Places(source)
    found = Bibliography([], [])
    macros = {month: month for month in _MONTHS}
    for start, end in pieces(source.text):
        if end - start > _LONGEST_ENTRY:
            message = f"this entry has more than {_LONGEST_ENTRY} characters and is not read"
            report.warning(
                "bibtex-syntax", message, places.at(start), help="a brace before it may be missing"
            )
            found.remnants.append(Remnant(source.text[start:end].strip(), places.at(start)))
        else:
            _Reader(source.text[start:end], start, places, macros, report).read(found)
    return found


class _Field(NamedTuple):
    name: str
    parts: list[str]
    name_at: int
    value_at: int


class _Reader(LowLevelParser):  # type: ignore[misc] # pybtex is not typed
    """pybtex's parser of one piece of a file, which remembers where things stand and goes on after a fault.

    Offsets in the piece become those of the file by adding ``offset``. What is being read stands in
    attributes that pybtex sets.
    """

    text: str
    pos: int
    command_start: int | None
    current_entry_key: str | None
    current_fields: list[_Field]
    current_field_name: str | None
    current_value: list[str]
    macros: dict[str, str]

    def __init__(
        self, text: str, offset: int, places: Places, macros: dict[str, str], report: Report
    ) -> None:
        super().__init__(text, handle_error=self._fault, macros=macros)
        self._offset = offset
        self._places = places
        self._report = report
        self._faults: list[int] = []
        self._field_at = 0
        self._value_at = 0
        self._good_until = 0

    def read(self, found: Bibliography) -> None:
        """Add the entries of this piece to ``found``, and what is left of it."""
        for command, body in self._commands():
            if command.lower() not in {"string", "preamble"}:
                key, fields = body
                place = self._place(self.command_start or 0, len(command) + 1)
                found.entries.append(
                    BibEntry(command.lower(), key or "", self._mapping(fields, place), place)
                )
        left = self.text[self._good_until :].strip()
        if left and (self._faults or _LOOKS_LIKE_FIELDS.search(left)):
            place = self._place(self.text.find(left, self._good_until))
            found.remnants.append(Remnant(left, place))
            if not self._faults:
                message = "this stands between entries and is not read"
                self._report.warning(
                    "bibtex-syntax", message, place, help="an entry is written @kind{key, …}"
                )

    def _commands(self) -> Iterator[tuple[str, tuple[str | None, list[_Field]]]]:
        """The commands of the piece as pybtex reads them, up to the first that it cannot read to its end."""
        while not self._faults and (at := self._next_command()) is not None:
            self.command_start, self.pos = at, at + 1
            try:
                command = self.parse_command()
            except SkipEntry:
                continue
            except PybtexSyntaxError as error:
                self._fault(error)
                return
            self._good_until = min([self.pos, *self._faults])
            yield command

    def _next_command(self) -> int | None:
        """Where the next command begins, on no line that begins with a per cent sign."""
        found = (match for match in _COMMAND.finditer(self.text, self.pos) if match[0] == "@")
        return next((match.start() for match in found), None)

    def parse_entry_body(self, body_end: object) -> None:
        """As pybtex has it, but an entry may lack its key."""
        pattern = self.KEY_PAREN if body_end is self.RPAREN else self.KEY_BRACE
        key = self.optional([pattern])
        self.current_entry_key = key.value if key else ""
        self.parse_entry_fields()

    def parse_entry_fields(self) -> None:
        """As pybtex has it, but with places, and a comma that is missing is only a warning."""
        while True:
            self.current_field_name, self.current_value = None, []
            self.eat_whitespace()
            self._field_at = self.pos
            self.parse_field()
            name: str | None = self.current_field_name
            if name:
                field = _Field(name.lower(), self.current_value, self._field_at, self._value_at)
                self.current_fields.append(field)
            self._field_at = self.pos
            if not self.optional([self.COMMA]) and not self._begins_field():
                return

    def _begins_field(self) -> bool:
        """Whether a field follows without a comma before it; that is told."""
        if not re.compile(r"\s*[A-Za-z][\w+:-]*\s*=").match(self.text, self.pos):
            return False
        self.eat_whitespace()
        self._warn("there is no comma between this field and the one before", self.pos)
        return True

    def parse_value(self) -> None:
        """As pybtex has it; where the value begins is remembered."""
        self.eat_whitespace()
        self._value_at = self.pos
        super().parse_value()

    def substitute_macro(self, name: str) -> str:
        """What a macro stands for; of one that nobody defined, its name."""
        found = self.macros.get(name.lower())
        if found is None:
            message = f"nothing says what '{name}' stands for; it is taken as it is"
            help_ = f"write {{{name}}}, or define it with @string"
            self._warn(message, self.pos - len(name), help=help_, width=len(name))
        return name if found is None else found

    def parse_string_body(self, body_end: object) -> None:
        """As pybtex has it; names of macros are the same in capitals."""
        super().parse_string_body(body_end)
        name = str(self.current_field_name)
        self.macros[name.lower()] = self.macros.pop(name)

    def _fault(self, error: PybtexSyntaxError) -> None:
        """Warn of what pybtex cannot read; what stands from there on is left."""
        if self._faults or isinstance(error, UndefinedMacro):
            return
        message, at = self._explained(error)
        self._warn(message, at)
        self._faults.append(min(self._field_at, at) if self._field_at else self.command_start or 0)

    def _explained(self, error: PybtexSyntaxError) -> tuple[str, int]:
        """What is wrong in our words, and the offset in the piece where."""
        said = str(error.args[0] if error.args else error)
        if isinstance(error, PrematureEOF) or said in {"unbalanced braces", "too many nested braces"}:
            if self.current_field_name and self._value_at > self._field_at:
                name = self.current_field_name
                return f"the value of '{name}' has no end: braces or quotes do not match", self._value_at
            return "this entry has no end: its closing brace is missing", self.command_start or 0
        return f"{said.replace(' expected', '')} should stand here", min(self.pos, max(len(self.text) - 1, 0))

    def _warn(self, message: str, at: int, *, help: str | None = None, width: int = 1) -> None:  # noqa: A002
        self._report.warning("bibtex-syntax", message, self._place(at, width), help=help)

    def _place(self, at: int, width: int = 1) -> Location:
        return self._places.at(self._offset + at, width)

    def _mapping(self, fields: list[_Field], place: Location) -> Mapping:
        """The fields as data with positions."""
        entries: dict[str, Scalar] = {}
        keys: dict[str, Location] = {}
        for field in fields:
            name, number = field.name, 1
            while name in entries:
                number += 1
                name = f"{field.name}-{number}"
            keys[name] = self._place(field.name_at, len(field.name))
            if number > 1:
                message = f"'{field.name}' is said twice; the first counts"
                self._report.warning("duplicate-field", message, keys[name])
            value = "".join(field.parts)
            entries[name] = Scalar(value, value, self._place(field.value_at))
        return Mapping(entries, keys, place)
