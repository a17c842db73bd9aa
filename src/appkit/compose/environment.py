"""The Jinja2 environment: sandboxed, strict, served from memory, with a short list of filters of our own."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, ClassVar, Never

import jinja2
import jinja2.ext
import jinja2.lexer
import jinja2.meta
import jinja2.nodes
import jinja2.runtime
import jinja2.sandbox

from appkit.compose.values import Printable, View
from appkit.diagnostics import did_you_mean
from appkit.model.document import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from appkit.model.template import Templates

# Two more noncharacters: they bracket "template:line" in the output, so that each line of it can be traced
# to the line of the template that wrote it. They are taken out before Markdown is parsed.
_TRACE_START, _TRACE_END = "\ufdd2", "\ufdd3"
TRACE = re.compile(f"{_TRACE_START}([0-9]+):([0-9]+){_TRACE_END}")

_LINE_WITH_WORDS = re.compile(r"(?m)^([ \t]*)(?=\S)")


class TemplateError(Exception):
    """A template asked for something it cannot have; the message says what."""


class _Absent(jinja2.StrictUndefined):
    """A value that a profile may have and this one has not: false in ``if``, an error when printed."""

    __slots__ = ()

    def __bool__(self) -> bool:  # type: ignore[override]  # Jinja2 types the raising one
        return False


def absent(what: str, name: str) -> _Absent:
    """The value of an attribute that exists in the vocabulary but not in this profile or target."""
    return _Absent(hint=f"{what} has no '{name}' here; test it with {{% if %}} before printing it")


def unknown(what: str, name: str, known: Iterable[str]) -> jinja2.StrictUndefined:
    """The value of an attribute that nothing of this kind ever has."""
    near = did_you_mean(name, known)
    return jinja2.StrictUndefined(hint=f"{what} has no '{name}'" + (f"; {near}" if near else ""))


class _Trace(jinja2.ext.Extension):
    """Puts a trace mark before the words of each template line and before each value that is printed."""

    def filter_stream(self, stream: jinja2.lexer.TokenStream) -> Iterator[jinja2.lexer.Token]:
        """The tokens with trace marks in between."""
        names: list[str] = self.environment.trace_names  # type: ignore[attr-defined]
        names.append(stream.name or "")
        number = len(names) - 1
        for token in stream:
            if token.type == "data":
                yield jinja2.lexer.Token(token.lineno, "data", _traced(token.value, number, token.lineno))
                continue
            if token.type == "variable_begin":
                yield jinja2.lexer.Token(token.lineno, "data", _mark(number, token.lineno))
            yield token


def _mark(template: int, line: int) -> str:
    return f"{_TRACE_START}{template}:{line}{_TRACE_END}"


def _traced(text: str, template: int, line: int) -> str:
    def before_words(match: re.Match[str]) -> str:
        return match[1] + _mark(template, line + text.count("\n", 0, match.start()))

    return _LINE_WITH_WORDS.sub(before_words, text)


class Environment(jinja2.sandbox.SandboxedEnvironment):
    """A sandbox in which only views, loops and macros have attributes."""

    intercepted_binops = frozenset({"*", "**", "%", "+", "-", "/", "//"})
    _opaque: ClassVar = (
        jinja2.runtime.LoopContext,
        jinja2.runtime.TemplateReference,
        jinja2.environment.TemplateModule,
        jinja2.runtime.BlockReference,
    )

    def __init__(self, sources: Callable[[str], tuple[str, str] | None]) -> None:
        self.trace_names: list[str] = []
        self._references: dict[str, tuple[str | None, ...]] = {}
        super().__init__(
            loader=_Memory(sources),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            extensions=[_Trace],
            finalize=_printed,
        )
        self.globals.clear()
        self.filters = dict(_FILTERS)
        self.tests = {name: self.tests[name] for name in ("defined", "undefined", "none", "in", "eq", "ne")}
        self.tests["closed"] = _is_closed

    def _parse(self, source: str, name: str | None, filename: str | None) -> jinja2.nodes.Template:
        """A template's syntax tree; the templates it names are kept, since parsing is the dear part."""
        tree = super()._parse(source, name, filename)
        self._references[name or ""] = tuple(jinja2.meta.find_referenced_templates(tree))
        return tree

    def references(self, name: str, source: str) -> tuple[str | None, ...]:
        """The names of the templates that one includes, imports or extends; None for a computed one."""
        if name not in self._references:
            self._parse(source, name, None)
        return self._references[name]

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja2's signature
        """An attribute of a view, a loop or an imported template; nothing else has any."""
        if isinstance(obj, View):
            return _attribute(obj, attribute)
        if isinstance(obj, jinja2.Undefined):
            return obj._fail_with_undefined_error()  # noqa: SLF001 - the only way to its own message
        if isinstance(obj, self._opaque):
            return super().getattr(obj, attribute)
        return unknown(f"a {_kind(obj)}", attribute, ())

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - Jinja2's signature
        """An element of a list by number, or an attribute of a view by name."""
        if isinstance(obj, View):
            return _attribute(obj, str(argument))
        if isinstance(obj, tuple) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return unknown(f"a {_kind(obj)}", str(argument), ())

    def call_binop(self, _context: object, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Sums and differences of whole numbers; every other operator only serves to exhaust the machine."""
        if isinstance(left, int) and isinstance(right, int) and operator in {"+", "-"}:
            return left + right if operator == "+" else left - right
        raise TemplateError(f"'{operator}' between these is not for templates; join words with `~`")


def _attribute(view: View, name: str) -> object:
    if name in view.attributes:
        return view.attributes[name]
    return absent(view.what, name) if name in view.known else unknown(view.what, name, view.known)


def _kind(obj: object) -> str:
    return {"str": "text", "int": "number", "tuple": "list"}.get(type(obj).__name__, "value")


def _printed(value: object) -> object:
    if isinstance(value, View):
        raise TemplateError(f"{value.what} cannot be printed as a whole; print one of its fields")
    if isinstance(value, tuple | bool) or value is None:
        raise TemplateError("a list or a yes/no cannot be printed; loop over it or use `join`")
    return value


class _Memory(jinja2.BaseLoader):
    """Templates by name, from memory: no name leads to a file."""

    def __init__(self, sources: Callable[[str], tuple[str, str] | None]) -> None:
        self._sources = sources

    def get_source(
        self,
        environment: jinja2.Environment,  # noqa: ARG002 - Jinja2's signature
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template, and the path that tracebacks show for it."""
        found = self._sources(template)
        if found is None:
            raise jinja2.TemplateNotFound(template)
        text, path = found
        return text, path, lambda: True


def _join(values: Iterable[object], separator: str = "") -> str:
    return separator.join(str(_printed(value)) for value in values)


def _present(values: Iterable[object]) -> tuple[object, ...]:
    """The values without those that are absent."""
    return tuple(value for value in values if not isinstance(value, jinja2.Undefined))


def _first(values: tuple[object, ...]) -> object:
    return values[0] if values else absent("an empty list", "first")


def _last(values: tuple[object, ...]) -> object:
    return values[-1] if values else absent("an empty list", "last")


def _default(value: object, otherwise: object = "") -> object:
    return otherwise if isinstance(value, jinja2.Undefined) else value


# What ends a sentence, in the scripts that have a sign for it.
_STOPS = (".", "?", "!", "…", "。", "？", "！", "؟", "।")


def _is_closed(value: object) -> bool:
    """Whether words end in a full stop or another sign that ends a sentence."""
    return isinstance(value, Printable) and plain(value.fill[-1]).endswith(_STOPS)


def _trim(text: object) -> str:
    return str(text).strip()


_FILTERS: dict[str, Callable[..., Any]] = {
    "join": _join, "first": _first, "last": _last, "default": _default, "length": len,
    "present": _present, "trim": _trim,
}  # fmt: skip


@functools.lru_cache(maxsize=8)
def environment(templates: Templates) -> Environment:
    """The environment of a set of templates; what it has compiled stays with it."""

    def source(name: str) -> tuple[str, str] | None:
        found = templates.files.get(name)
        return (found.text, found.path) if found else None

    return Environment(source)


def fail(message: str) -> Never:
    """Stop a template with a message of ours."""
    raise TemplateError(message)
