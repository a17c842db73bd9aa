"""A style as the YAML that a ``style.yaml`` says it with: lengths in points, nothing left to be inherited."""

from __future__ import annotations

import dataclasses
import operator
from typing import TYPE_CHECKING, Any, Final

from appkit.model.style import SHEETS, ParagraphStyle
from appkit.source.write import flow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from appkit.model.style import Page, Style
    from appkit.model.template import TemplateFolder, Templates

_WIDTH: Final = 100
# What a look always says: where it does not, it has them from `body`.
_ALWAYS: Final = ("size", "color", "line_spacing")
# What only a reference.docx can say.
_UNSAID: Final = frozenset(
    ("font", "space_after", "line_exactly", "line_at_least", "rule_above", "rule_below")
)
_SIDES: Final = ("top", "right", "bottom", "left")
_GENERAL: Final = ("bullet", "link_color", "prompt_color", "text_width", "date_pattern", "page_numbers")


def style_text(folder: str, templates: Templates) -> str:
    """The style in effect in a template folder, as a ``style.yaml`` for one that extends the same folder."""
    own, *above = templates.chain(folder)
    looks = own.style.looks
    # `body` first: the others begin with what it says.
    names = sorted(looks, key=lambda name: name != "body")
    kinds = sorted({kind for each in (own, *above) for kind in each.styles})
    special = [line for kind in kinds for line in _special(kind, own, above)]
    lines = [
        *([f"extends: {own.extends}"] if own.extends else []),
        f"page: {_map(_page(own.style.page, ('width', *_SIDES)))}",
        f"fonts: {_map(_fields(own.style.fonts))}",
        *(_general(own.style, field) for field in _GENERAL),
        "looks:",
        *(line for name in names for line in _look(name, own, above)),
        *(["documents:", *special] if special else []),
    ]
    return "\n".join(lines) + "\n"


def sheet(page: Page) -> str:
    """The name of a sheet, or its width and height."""
    names = (str(name) for name, size in SHEETS.items() if size == (page.width, page.height))
    return next(names, f"{{width: {_value(page.width)}, height: {_value(page.height)}}}")


def _page(page: Page, fields: Iterable[str]) -> dict[str, str]:
    said = {each: _value(getattr(page, each)) for each in _SIDES if each in fields}
    return {"size": sheet(page), **said} if {"width", "height"} & {*fields} else said


def _look(name: str, own: TemplateFolder, above: Sequence[TemplateFolder]) -> Iterator[str]:
    """A look, but for what nobody in the chain says of it."""
    looks = [each.style.look(name) for each in (own, *above)]
    said = [
        field.name
        for field in dataclasses.fields(ParagraphStyle)
        if field.name in _ALWAYS or any(getattr(look, field.name) != field.default for look in looks)
    ]
    yield from _wrapped(f"  {name}: ", _fields(looks[0], said))


def _special(kind: str, own: TemplateFolder, above: Sequence[TemplateFolder]) -> Iterator[str]:
    """What is different in one kind of document, here or in a folder that is extended."""
    style = own.styles.get(kind, own.style)

    def different(part: Callable[[Style], Any]) -> list[str]:
        pairs = [(part(each.style), part(each.styles.get(kind, each.style))) for each in (own, *above)]
        names = [field.name for field in dataclasses.fields(pairs[0][0])]
        return [name for name in names if any(getattr(a, name) != getattr(b, name) for a, b in pairs)]

    lines = [f"    {_general(style, each)}" for each in different(lambda style: style) if each in _GENERAL]
    if fields := different(lambda style: style.page):
        lines.append(f"    page: {_map(_page(style.page, fields))}")
    if fields := different(lambda style: style.fonts):
        lines.append(f"    fonts: {_map(_fields(style.fonts, fields))}")
    looks: list[str] = []
    for name in style.looks:
        if said := _fields(style.look(name), different(operator.methodcaller("look", name))):
            looks += _wrapped(f"      {name}: ", said)
    lines += ["    looks:", *looks] if looks else []
    yield from (f"  {kind}:", *lines) if lines else ()


def _general(style: Style, field: str) -> str:
    value = getattr(style, field)
    return (
        f"text: {{width: {value or 'null'}}}" if field == "text_width" else f"{_key(field)}: {_value(value)}"
    )


def _fields(values: object, names: Iterable[str] | None = None) -> dict[str, str]:
    """Fields of a dataclass, all or those named, as YAML by their keys."""
    every = [field.name for field in dataclasses.fields(values)]  # type: ignore[arg-type]
    chosen = every if names is None else [name for name in every if name in {*names}]
    return {_key(name): _value(getattr(values, name)) for name in chosen if name not in _UNSAID}


def _key(field: str) -> str:
    return field.replace("_", "-")


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case float() | int():
            # A style.yaml knows no negative lengths; a reference.docx does.
            return f"{max(value, 0):.4f}".rstrip("0").rstrip(".")
        case _:
            return flow([str(value)])[1:-1]


def _map(said: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{key}: {value}' for key, value in said.items())}}}"


def _wrapped(start: str, said: Mapping[str, str]) -> Iterator[str]:
    """A mapping on one line, or where it is too long on two or more below its key."""
    if len(start) + len(_map(said)) <= _WIDTH:
        yield start + _map(said)
        return
    yield start.rstrip()
    indent = " " * (len(start) - len(start.lstrip()) + 2)
    line = "{"
    for number, (key, value) in enumerate(said.items(), 1):
        piece = f"{key}: {value}{'}' if number == len(said) else ','}"
        if len(indent) + len(line) + len(piece) > _WIDTH:
            yield indent + line.rstrip()
            line = " "
        line += f"{piece} "
    yield indent + line.rstrip()
