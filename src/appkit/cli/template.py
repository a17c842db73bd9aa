"""``appkit template``."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

import appkit
from appkit.cli import completion, console
from appkit.diagnostics import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.operations.template import ListedTemplate, ShownTemplate

_FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.group("template")
def command() -> None:
    """List, show or copy templates: what documents are made of, and how they look."""


@command.command("list", short_help="List the templates.")
@_FORMAT
@click.pass_obj
def list_(directory: str, form: str) -> int:
    """List the templates: where each comes from, what it extends and makes, its page and main font."""
    result = appkit.list_templates(directory)
    if form == "json":
        data = [asdict(template) for template in result.templates]
        console.say(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for line in _table(result.templates):
            console.say(printable(line))
    console.show(result.diagnostics, result.lines)
    return 0 if result.ok else 1


def _table(templates: Sequence[ListedTemplate]) -> Iterator[str]:
    head = ("TEMPLATE", "FROM", "EXTENDS", "DOCUMENTS", "PAGE", "FONT")
    rows = [head, *map(_row, templates)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head) - 1)]
    for row in rows:
        yield "  ".join([*(c.ljust(w) for c, w in zip(row, widths, strict=False)), row[-1]])


def _row(template: ListedTemplate) -> tuple[str, ...]:
    return (
        template.name,
        _origin(template),
        template.extends or "-",
        ", ".join(template.documents) or "-",
        _sheet(template.page),
        template.font,
    )


def _origin(template: ListedTemplate) -> str:
    if template.path is None:
        return "built in"
    return template.path if template.standing == "own" else f"{template.path}, {template.standing}"


def _sheet(page: str) -> str:
    return page.strip("{}").replace("width: ", "").replace(", height: ", " × ") + (
        " pt" if "{" in page else ""
    )


@command.command("show", short_help="Show what a template consists of.")
@click.argument("name", shell_complete=completion.templates)
@_FORMAT
@click.pass_obj
def show(directory: str, name: str, form: str) -> int:
    """Show what the template NAME consists of: its files, its style in effect, its labels.

    The style is what a style.yaml would say, with everything that is inherited; lengths are points.
    """
    result = appkit.show_template(directory, name)
    if form == "json":
        template = asdict(result.template)
        files = [asdict(part) for part in result.files]
        data = {**template, "files": files, "style": result.style, "labels": result.labels}
        console.say(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for line in _shown(result):
            console.say(printable(line))
    console.show(result.diagnostics, result.lines)
    return 0 if result.ok else 1


def _shown(result: ShownTemplate) -> Iterator[str]:
    template = result.template
    extends = f"; extends {template.extends}" if template.extends else ""
    yield f"{template.name}: {_origin(template)}{extends}"
    yield f"makes {', '.join(template.documents) or 'no document by itself'}"
    yield ""
    yield "files"
    width = max((len(part.name) for part in result.files), default=0)
    for part in result.files:
        inherited = "" if part.folder == template.name else f"  (inherited from {part.folder})"
        yield f"  {part.name.ljust(width)}  {part.path}{inherited}"
    yield ""
    yield "labels"
    counts = [f"{locale} {number}" for locale, number in result.labels.items()]
    yield f"  {', '.join(counts) or 'none'}"
    yield ""
    yield "style"
    if template.reference:
        yield f"  # {template.reference} decides; what only it can say (space after, exact lines) is not here"
    yield from (f"  {line}" for line in result.style.splitlines())


@command.command("export", short_help="Copy a template, to be changed.")
@click.argument("name", shell_complete=completion.templates)
@click.option("--as", "new_name", metavar="NEW", help="Call the copy NEW.")
@click.pass_obj
def export(directory: str, name: str, new_name: str | None) -> int:
    """Copy the template NAME to templates/, to be changed. Nothing is overwritten.

    Under its own name the copy takes the place of the built-in template. Change reference.docx in a word
    processor, its styles and its page set-up: from then on what you changed wins over style.yaml.
    """
    result = appkit.export_template(directory, name, new_name=new_name)
    for path in result.made:
        console.say(f"made {path}")
    console.show(result.diagnostics, result.lines)
    folder = f"templates/{result.name}"
    console.say("next")
    console.say(f"  restyle it   change the styles in {folder}/reference.docx, or {folder}/style.yaml")
    if result.name != result.original:
        console.say(f"  use it       documents: {{resume: {{template: {result.name}}}}} in a target")
    console.say(f"  look at it   appkit template show {result.name}")
    return 0 if result.ok else 1
