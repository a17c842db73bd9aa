"""A template run, its output traced line by line, and what goes wrong in it told by file and line."""

from __future__ import annotations

import functools
import re
import traceback
from typing import TYPE_CHECKING

import jinja2

from appkit.compose.context import VARIABLES
from appkit.compose.environment import environment
from appkit.compose.faults import TemplateError
from appkit.compose.parts import PARTS
from appkit.compose.trace import TRACE
from appkit.dataclass import dataclass
from appkit.diagnostics import Location, Report, did_you_mean, one_of
from appkit.model.document import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from appkit.compose.parts import Parts
    from appkit.model.template import TemplateFile, Templates

# A long academic CV is 60 KB of Markdown with its marks; what is larger than this runs away, unless the
# profile is as large. An item takes some 140 characters, however long its texts: they are marks.
_MAX_CHARACTERS = 2_000_000
_MAX_CHARACTERS_AN_ITEM = 400
# Each of these may begin or end something in CommonMark, and takes a tenth of a millisecond. An item has ten.
_SIGNS = "*_[`<&!\\"
_MAX_SIGNS = 20_000
_MAX_SIGNS_AN_ITEM = 50


@dataclass(frozen=True, slots=True)
class Rendered:
    """A template's output: Markdown with marks, and for each of its lines the template line behind it."""

    markdown: str
    lines: tuple[tuple[str, Location], ...]

    def origin(self, line: int) -> Origin:
        """The template line (``academic/resume.md.j2:12``) that wrote a line of the output."""
        name, location = self._at(line)
        return _origin(name, location.line)

    def location(self, line: int) -> Location:
        """The same, as a place in a file."""
        return self._at(line)[1]

    def _at(self, line: int) -> tuple[str, Location]:
        return self.lines[min(line, len(self.lines) - 1)]


@functools.lru_cache(maxsize=8192)
def _origin(name: str, line: int) -> Origin:
    return Origin("template", f"{name}:{line}")


def run(
    file: TemplateFile,
    templates: Templates,
    variables: Mapping[str, object],
    report: Report,
    *,
    items: int,
    parts: Parts | None = None,
) -> Rendered | None:
    """The output of a template, or None with an error in ``report``.

    ``items`` is how many entries and highlights the profile has: more of them may take more words. ``parts``
    keeps what the parts of built-in templates write.
    """
    try:
        template = _compiled(file, templates)
        environment(templates).start(parts if _shares_parts(file, templates) else None)
        output = _bounded(template.generate(variables), max(_MAX_CHARACTERS, items * _MAX_CHARACTERS_AN_ITEM))
        _check_signs(output, max(_MAX_SIGNS, items * _MAX_SIGNS_AN_ITEM))
    except Exception as error:  # noqa: BLE001 - whatever a template does wrong is the template's error
        _report(error, file, templates, report)
        return None
    return _traced(output, file, templates)


def _bounded(parts: Iterable[str], most: int) -> str:
    """The parts put together, as long as they have no more characters than a document can have."""
    kept: list[str] = []
    size = 0
    for part in parts:
        kept.append(part)
        size += len(part)
        if size > most:
            raise TemplateError(f"the template writes more than {most:,} characters")
    return "".join(kept)


def _check_signs(output: str, most: int) -> None:
    if sum(map(output.count, _SIGNS)) > most:
        raise TemplateError(f"the template writes more than {most:,} signs of markup")


def _compiled(file: TemplateFile, templates: Templates) -> jinja2.Template:
    """A template of the set, or a letter that someone has written, which no other template may include."""
    where = environment(templates)
    if file.name in templates.files:
        return where.get_template(file.name)
    code = where.compile(file.text, file.name, file.path)
    return jinja2.Template.from_code(where, code, where.globals)


_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def _traced(output: str, file: TemplateFile, templates: Templates) -> Rendered:
    names = environment(templates).trace_names
    markdown: list[str] = []
    lines: list[tuple[str, Location]] = []
    here = (file.name, Location(file.path))
    # An escape in a text of the template may write a carriage return; to Markdown it is a line's end as well.
    for line in _LINE_BREAK.split(output):
        found = TRACE.search(line)
        if found:
            name = names.get(int(found[1]), file.name)
            here = _place(name, templates.files.get(name, file).path, int(found[2]))
        markdown.append((TRACE.sub("", line) if found else line).rstrip(" \t"))
        lines.append(here)
    return Rendered("\n".join(markdown), tuple(lines))


@functools.lru_cache(maxsize=8192)
def _place(name: str, path: str, line: int) -> tuple[str, Location]:
    return name, Location(path, line)


def referenced(file: TemplateFile, templates: Templates) -> tuple[TemplateFile, ...]:
    """The file and every template it leads to; all there are where a name is computed."""
    found: dict[str, TemplateFile] = {}
    waiting = [file]
    while waiting:
        each = waiting.pop()
        if each.name in found:
            continue
        found[each.name] = each
        try:
            names = environment(templates).references(each.name, each.text, each.path)
        except jinja2.TemplateSyntaxError:
            continue  # told where it is composed
        for name in names:
            if name is None:
                return tuple({**templates.files, **found}.values())
            if name in templates.files:
                waiting.append(templates.files[name])
    return tuple(found.values())


@functools.lru_cache(maxsize=64)
def _shares_parts(file: TemplateFile, templates: Templates) -> bool:
    """Whether the parts that a document uses are the built-in ones, with the labels that they ask for."""
    where = environment(templates)
    try:
        return all(
            _is_built_in(each) or (each.name != PARTS and "label" not in where.binds(each.name, each.text))
            for each in referenced(file, templates)
        )
    except (jinja2.TemplateSyntaxError, RecursionError):
        return False  # told where it is composed


def _is_built_in(file: TemplateFile) -> bool:
    return file.path == f"{file.name} (built in)"


def check_syntax(templates: Templates, report: Report) -> None:
    """Compile every template, reporting each that does not compile."""
    for file in templates.files.values():
        try:
            environment(templates).get_template(file.name)
        except (jinja2.TemplateError, RecursionError) as error:
            _report(error, file, templates, report)


def _report(error: Exception, file: TemplateFile, templates: Templates, report: Report) -> None:
    location = _location(error, file, templates)
    match error:
        case jinja2.TemplatesNotFound() | jinja2.TemplateNotFound():
            name = str(error.name or "")
            report.error(
                "unknown-template",
                f"no template '{name}'",
                location,
                help=did_you_mean(name, templates.files) or f"there are: {one_of(templates.files)}",
            )
        case jinja2.TemplateSyntaxError():
            message = f"this template does not compile: {error.message}"
            report.error("template-syntax", message, location, help=_advice(error, templates))
        case jinja2.UndefinedError():
            message = error.message or "a value is undefined"
            report.error("undefined-value", message, location, help=_advice(error, templates))
        case RecursionError():
            report.error("template-error", "templates or macros call each other without end", location)
        case _:
            message = _plainly(str(error)) or type(error).__name__
            report.error(
                "template-error", f"the template fails: {message}", location, help=_advice(error, templates)
            )


_NAMED = re.compile(
    r"^(?:No (?P<kind>filter|test) named |Encountered unknown (?P<tag>tag) )?'(?P<name>[^']+)'"
)
_TAGS = (
    *("block", "call", "else", "elif", "endblock", "endcall", "endfilter", "endfor", "endif", "endmacro"),
    *("endset", "endwith", "extends", "filter", "for", "from", "if", "import", "include", "macro", "set"),
    "with",
)


def _advice(error: Exception, templates: Templates) -> str | None:
    """What to write instead of a name that Jinja2 does not know."""
    match = _NAMED.match(str(error))
    if match is None:
        return None
    where = environment(templates)
    if match["kind"]:
        known = where.filters if match["kind"] == "filter" else where.tests
        return did_you_mean(match["name"], known) or f"there are: {one_of(known)}"
    if match["tag"]:
        return did_you_mean(match["name"], set(_TAGS) - {match["name"]})
    if not isinstance(error, jinja2.UndefinedError):
        return None
    return did_you_mean(match["name"], VARIABLES) or f"there are: {one_of(VARIABLES)}, and what is set here"


# Names of ours that Python's own messages have.
_PLAIN = (
    (re.compile(r"'Printable' object"), "a text"),
    (re.compile(r"instances of 'Printable'"), "a text"),
    (re.compile(r"of type 'Printable'"), "that is a text"),
    (re.compile(r"'Printable'"), "a text"),
    (re.compile(r"Context\.(label|prompt)\(\)"), r"\1()"),
)


def _plainly(message: str) -> str:
    for pattern, words in _PLAIN:
        message = pattern.sub(words, message)
    return message


def _location(error: Exception, file: TemplateFile, templates: Templates) -> Location:
    """The template line that raised: from the error itself, or from the innermost template frame."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        # Of what is never closed, Jinja2's lexer gives the path where the name should be.
        return Location(error.filename or error.name or file.path, error.lineno)
    paths = {file.path, *(each.path for each in templates.files.values())}
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if frame.filename in paths and frame.lineno]
    return Location(inside[-1].filename, inside[-1].lineno or 1) if inside else Location(file.path)
