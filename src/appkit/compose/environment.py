"""The Jinja2 environment: sandboxed, strict, served from memory, with a short list of filters of our own."""

from __future__ import annotations

import functools
from types import MethodType
from typing import TYPE_CHECKING, Any, ClassVar

import jinja2
import jinja2.meta
import jinja2.nodes
import jinja2.runtime
import jinja2.sandbox
import jinja2.visitor

from appkit.compose import kept as kept_code
from appkit.compose.faults import TemplateError, absent, unknown
from appkit.compose.filters import FILTERS, is_closed, members, printed
from appkit.compose.loader import Memory
from appkit.compose.parts import PARTS, Part, Parts
from appkit.compose.trace import Trace, number_of
from appkit.compose.values import Later, Printable, View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import CodeType

    from appkit.model.template import TemplateFile, Templates

# A long academic CV takes some ten thousand steps (turns of a loop, calls) and prints 60 KB, macros and all
# perhaps ten times that. What needs more than this runs away: Jinja2 has no limit of its own.
_MOST_STEPS = 500_000
_MOST_CHARACTERS = 20_000_000


_MACRO = jinja2.runtime.Macro
# What a loop says of itself; its methods go the longer way.
_LOOP = frozenset({"depth", "first", "index", "index0", "last", "length", "nextitem", "previtem", "revindex"})


class _Limits(jinja2.visitor.NodeTransformer):
    """Leads every loop and every `~` through the environment, which counts them."""

    def visit_For(self, node: jinja2.nodes.For) -> jinja2.nodes.Node:  # noqa: N802 - Jinja2's name
        """A loop over what `counted` gives back."""
        assert isinstance(node.iter, jinja2.nodes.Expr)
        node.iter = _call("counted", node.iter)
        return self.generic_visit(node)

    def visit_Concat(self, node: jinja2.nodes.Concat) -> jinja2.nodes.Node:  # noqa: N802 - Jinja2's name
        """Words put together by `together`."""
        return self.generic_visit(_call("together", *node.nodes))


def _call(name: str, *arguments: jinja2.nodes.Expr) -> jinja2.nodes.Call:
    method = jinja2.nodes.EnvironmentAttribute(name, lineno=arguments[0].lineno)
    return jinja2.nodes.Call(method, list(arguments), [], None, None, lineno=arguments[0].lineno)


def _bound(tree: jinja2.nodes.Template) -> Iterator[str]:
    for node in tree.find_all((jinja2.nodes.Name, jinja2.nodes.Macro, jinja2.nodes.Import)):
        match node:
            case jinja2.nodes.Name(name=name, ctx="store" | "param") | jinja2.nodes.Macro(name=name):
                yield name
            case jinja2.nodes.Import(target=name):
                yield name
    for node in tree.find_all(jinja2.nodes.FromImport):
        yield from (each if isinstance(each, str) else each[1] for each in node.names)


class Environment(jinja2.sandbox.SandboxedEnvironment):
    """A sandbox in which only views, loops and macros have attributes, and nothing goes on for ever."""

    intercepted_binops = frozenset({"*", "**", "%", "+", "-", "/", "//"})
    _opaque: ClassVar = (
        jinja2.runtime.LoopContext,
        jinja2.runtime.TemplateReference,
        jinja2.environment.TemplateModule,
        jinja2.runtime.BlockReference,
    )

    def __init__(self, sources: Callable[[str], tuple[str, str] | None]) -> None:
        self.trace_names: dict[int, str] = {}
        self._references: dict[tuple[str, str], tuple[str | None, ...]] = {}
        self._binds: dict[tuple[str, str], frozenset[str]] = {}
        self._code: dict[tuple[str, str], CodeType] = {}
        self.start()
        super().__init__(
            loader=Memory(sources),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            extensions=[Trace],
            finalize=self._printed,
        )
        self.globals.clear()
        self.filters = {**FILTERS, "join": self._join}
        self.tests = {name: self.tests[name] for name in ("defined", "undefined", "none", "in", "eq", "ne")}
        self.tests["closed"] = is_closed

    # -- limits ----------------------------------------------------------------------------------------

    def start(self, parts: Parts | None = None) -> None:
        """Begin to count for a template that is about to run; ``parts`` keeps what it writes."""
        self._steps = self._characters = 0
        self._parts = parts

    def _step(self, number: int = 1) -> None:
        self._steps += number
        if self._steps > _MOST_STEPS:
            raise TemplateError("loops and macros take more than half a million steps")

    def _printed(self, value: object) -> object:
        """What a template prints, or captures to print it later."""
        if type(value) is Printable:
            return value
        found = printed(value)
        if isinstance(found, str):
            self._characters += len(found)
            if self._characters > _MOST_CHARACTERS:
                raise TemplateError(f"the template writes more than {_MOST_CHARACTERS:,} characters")
        return found

    def counted(self, values: object) -> tuple[object, ...]:
        """The members of a list that is looped over."""
        found = members(values)
        self._step(len(found))
        return found

    def together(self, *values: object) -> object:
        """The values as one text."""
        return self._printed("".join(str(self._printed(value)) for value in values))

    def _join(self, values: object, separator: object = "") -> object:
        found = members(values)
        self._step(len(found))
        return self._printed(str(printed(separator)).join(str(self._printed(value)) for value in found))

    def call(self, context: jinja2.runtime.Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """A macro or function called; those that are known to be safe are not looked at once more."""
        self._step()
        if type(obj) is Part:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return self._written(context, obj, args, kwargs)
        if type(obj) is _MACRO:
            for name in ("_block_vars", "_loop_vars"):  # for what is given the context only
                kwargs.pop(name, None)
            return obj(context.eval_ctx, *args, **kwargs)
        if type(obj) is MethodType and obj.__self__ is self:
            return obj(*args)
        return super().call(context, obj, *args, **kwargs)

    def _written(
        self, context: jinja2.runtime.Context, part: Part, args: tuple[object, ...], kwargs: Mapping[str, Any]
    ) -> Any:  # noqa: ANN401 - what a macro gives back
        """What a part writes, once in all."""
        run = functools.partial(part.macro, context.eval_ctx, *args, **kwargs)
        return run() if kwargs or self._parts is None else self._parts.written(part, args, run)

    # -- syntax ----------------------------------------------------------------------------------------

    def _parse(self, source: str, name: str | None, filename: str | None) -> jinja2.nodes.Template:
        """A template's syntax tree; the templates it names are kept, since parsing is the dear part."""
        tree = super()._parse(source, name, filename)
        self.trace_names[number_of(name or "")] = name or ""
        self._references[name or "", source] = tuple(jinja2.meta.find_referenced_templates(tree))
        self._binds[name or "", source] = frozenset(_bound(tree))
        _Limits().visit(tree)
        return tree

    def loaded(self, name: str, source: str, path: str) -> CodeType:
        """The code of a template of the set, compiled only where it is not kept."""
        code = self._code.pop((name, source), None) or self._kept(name, source, path)
        if code is None:
            code = self.compile(source, name, path)
            kept_code.write(name, path, source, self._references[name, source], code)
        self.trace_names[number_of(name)] = name
        return code

    def references(self, name: str, source: str, path: str) -> tuple[str | None, ...]:
        """The names of the templates that one includes, imports or extends; None for a computed one."""
        if (name, source) not in self._references:
            code = self._kept(name, source, path)
            if code is None:
                self._parse(source, name, None)
            else:  # which is most likely run next
                self._code[name, source] = code
        return self._references[name, source]

    def _kept(self, name: str, source: str, path: str) -> CodeType | None:
        kept = kept_code.read(name, path, source)
        if kept is None:
            return None
        self._references[name, source], code = kept
        return code

    def binds(self, name: str, source: str) -> frozenset[str]:
        """The names that a template gives a meaning to anywhere: variables, macros, what it imports."""
        if (name, source) not in self._binds:
            self._parse(source, name, None)
        return self._binds[name, source]

    # -- attributes ------------------------------------------------------------------------------------

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja2's signature
        """An attribute of a view, a loop or an imported template; nothing else has any."""
        if type(obj) is View:
            return _attribute(obj, attribute)
        if type(obj) is jinja2.runtime.LoopContext and attribute in _LOOP:
            return getattr(obj, attribute)
        if type(obj) is jinja2.environment.TemplateModule and type(obj.__dict__.get(attribute)) is _MACRO:
            macro = obj.__dict__[attribute]
            kept = self._parts is not None and obj.__name__ == PARTS
            return Part(attribute, macro) if kept else macro
        if isinstance(obj, jinja2.Undefined):
            return obj._fail_with_undefined_error()  # noqa: SLF001 - the only way to its own message
        if isinstance(obj, self._opaque) and not attribute.startswith("_"):
            found = super().getattr(obj, attribute)
            is_there = not isinstance(found, jinja2.Undefined)
            return found if is_there else unknown(_kind(obj), attribute, _names(obj))
        return unknown(_kind(obj), attribute, ())

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - Jinja2's signature
        """An element of a list by number, or an attribute of a view by name."""
        if isinstance(obj, View):
            return _attribute(obj, str(argument))
        if isinstance(obj, tuple) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return unknown(_kind(obj), str(argument), ())

    def call_binop(self, _context: object, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Sums and differences of whole numbers; every other operator only serves to exhaust the machine."""
        if isinstance(left, int) and isinstance(right, int) and operator in {"+", "-"}:
            return left + right if operator == "+" else left - right
        raise TemplateError(f"'{operator}' between these is not for templates; join words with `~`")


def _attribute(view: View, name: str) -> object:
    value = view.attributes.get(name)
    if value is None:
        return absent(view.what, name) if view.knows(name) else unknown(view.what, name, view.known)
    return value.answer() if type(value) is Later else value


def _kind(obj: object) -> str:
    kinds = {
        "LoopContext": "a loop",
        "Macro": "a macro",
        "Printable": "a text",
        "TemplateModule": "the imported template",
        "TemplateReference": "this template",
        "int": "a number",
        "list": "a list",
        "str": "a text",
        "tuple": "a list",
    }
    return kinds.get(type(obj).__name__, "this")


def _names(obj: object) -> list[str]:
    """What an imported template defines."""
    return [name for name in vars(obj) if not name.startswith("_")] if hasattr(obj, "__dict__") else []


def environment(templates: Templates) -> Environment:
    """The environment of a set of templates; what it has compiled stays with it."""
    return _environment(tuple(templates.files.items()))


@functools.lru_cache(maxsize=8)
def _environment(files: tuple[tuple[str, TemplateFile], ...]) -> Environment:
    """The environment of templates by name: workspaces with the same templates share one."""
    by_name = dict(files)

    def source(name: str) -> tuple[str, str] | None:
        found = by_name.get(name)
        return (found.text, found.path) if found else None

    return Environment(source)
