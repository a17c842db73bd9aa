"""Writing a letter: the skeleton as a Markdown file of the user's own, which is the source from then on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.assemble import assemble
from appkit.dataclass import dataclass
from appkit.diagnostics import AppkitError, Location, Report, did_you_mean, one_of
from appkit.load import letter_file
from appkit.markup import MARKS, mark
from appkit.model.document import (
    Code,
    Document,
    Emphasis,
    Heading,
    Link,
    List,
    ListItem,
    Origin,
    Paragraph,
    Prompt,
    Right,
    Run,
    Strong,
)
from appkit.model.vocabulary import BASICS_LITERAL
from appkit.operations.result import Result
from appkit.operations.targets import chosen_target, loaded_target, opened
from appkit.output import create_text
from appkit.render import FORMATS

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from appkit.assemble import Assembled
    from appkit.load import LoadedTarget, Workspace
    from appkit.model.document import Block, Inline
    from appkit.model.style import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLetter(Result):
    """The file that was written, as diagnostics name it, and the prompts that are open in it."""

    path: str
    prompts: tuple[Prompt, ...]


def write(root: str | os.PathLike[str], target: str, kind: str) -> WrittenLetter:
    """Write the skeleton of a document to ``targets/TARGET.KIND.md``, to be edited from then on.

    The target's and the person's own values stay values (``{{ target.organization }}``), so that they follow
    the profile; everything else is text. An existing file is never overwritten.

    Raises AppkitError where the target or document is not there or broken, or the file exists.
    """
    report = Report()
    workspace = opened(root, report)
    name = chosen_target(workspace, target, report)
    file = letter_file(workspace, name, kind)
    path = workspace.files.path_of(file)
    if file.exists() or file.is_symlink():
        help_ = "edit it, or move it away"
        report.error("file-exists", "this letter is already there", Location(path), help=help_)
        report.raise_if_failed()
    loaded = loaded_target(workspace, name, report)
    assembled = _skeleton(workspace, loaded, kind, report)
    create_text(file, letter_text(assembled, loaded), report, path)
    report.raise_if_failed()
    return WrittenLetter(
        diagnostics=tuple(report.diagnostics),
        lines=workspace.files.lines(),
        path=path,
        prompts=assembled.composition.prompts,
    )


def _skeleton(workspace: Workspace, loaded: LoadedTarget, kind: str, report: Report) -> Assembled:
    """The document as its template makes it. Raises AppkitError where there is none, or a broken one."""
    kinds = [plan.kind for plan in loaded.target.documents]
    if kind not in kinds:
        help_ = did_you_mean(kind, kinds) or f"there are: {one_of(kinds)}"
        message = f"target '{loaded.target.name}' has no document '{kind}'"
        report.error("unknown-document", message, help=help_)
        report.raise_if_failed()
    if not next(plan for plan in loaded.target.documents if plan.kind == kind).is_letter:
        help_ = "what a résumé says is chosen anew at every build: write variants, rules or a template"
        report.error(
            "not-a-letter", f"'{kind}' is no letter: a written copy would stop following you", help=help_
        )
        report.raise_if_failed()
    templates = workspace.templates(report)
    assembly = assemble(loaded.target, loaded.profile, templates, report, letters={}, kinds={kind})
    if report.failed or not assembly.documents:
        raise AppkitError(report.diagnostics, workspace.files.lines())
    return assembly.documents[0]


_HEADER = """\
{{# The {kind} of `{target}`. This file is its source from now on: `appkit build` makes every format from it.
   Write between the lines, delete what you do not want, and replace each prompt by your own words.
   What stands in double braces is filled in from the profile and the target. #}}

"""


def letter_text(assembled: Assembled, loaded: LoadedTarget) -> str:
    """The Jinja2 Markdown that composes to the same document."""
    writer = _Letter(assembled.style)
    blocks = [writer.block(block, assembled.document) for block in assembled.document.blocks]
    header = _HEADER.format(kind=assembled.plan.kind, target=loaded.target.name)
    return header + "\n\n".join(blocks) + "\n"


# What templates have beyond CommonMark (spans in brackets with a class in braces, Jinja2's braces), and what
# would act on the bracket of a link behind it.
_ACTIVE = re.compile(r"\{[%#]|[\\\[\]{}]|!\Z")
# What Jinja2 would act on in code, where Markdown knows no escapes.
_BRACES = re.compile(r"\{(?=[{%#])|[%#}](?=\})")


# Addresses that need no brackets, and what needs escaping within them.
_PLAIN_URL = re.compile(r"[A-Za-z0-9:/.?=_~%#+@,;-]*")
_ACTIVE_IN_URL = re.compile(r"\{[%#]|[\\<>&{}]")

# Marks come from no place of their own.
_NOWHERE = Origin("template", "")


@dataclass(slots=True)
class _Letter:
    """Writes blocks with our own Markdown writer; expressions are marks until it is done."""

    style: Style
    _expressions: list[str]

    def __init__(self, style: Style) -> None:
        self.style = style
        self._expressions = []

    def block(self, block: Block, document: Document) -> str:
        """One block as Markdown, with its role."""
        one = replace(document, blocks=(_without_role(self._marked(block)),))
        text = FORMATS["md"].render(one, self.style).decode().strip("\n")
        text = _BRACES.sub(lambda match: f"{{{{ '{match[0]}' }}}}", text)
        # The paragraphs of one list item: our Markdown keeps them together, a template has them apart.
        text = text.replace("\\\n ", "\n\n ")
        text = MARKS.sub(lambda match: self._expressions[int(match[1])], text)
        role = block.role if isinstance(block, Paragraph) else "body"
        return text if role == "body" else f"[{text}]{{.{role}}}"

    def _marked(self, block: Block) -> Block:
        match block:
            case Heading() | Paragraph():
                return replace(block, content=self._all(block.content))
            case List():
                items = [
                    ListItem(tuple(self._marked(child) for child in item.blocks), item.address)
                    for item in block.items
                ]
                return replace(block, items=tuple(items))

    def _all(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(each for inline in content for each in self._inline(inline))

    def _inline(self, inline: Inline) -> Iterator[Inline]:
        match inline:
            case Run() | Code() if expression := expression_for(inline.origin):
                yield replace(inline, text=self._mark(f"{{{{ {expression} }}}}"))
            case Run():
                text = _ACTIVE.sub(lambda match: self._mark(_escaped(match[0])), inline.text)
                yield replace(inline, text=text)
            case Code():
                yield inline
            case Prompt():
                call = f"{{{{ prompt({_quoted(inline.key)}, {_quoted(inline.question)}) }}}}"
                yield Run(self._mark(call), inline.origin)
            case Link():
                yield Run(self._mark("["), _NOWHERE)
                yield from self._all(inline.content)
                yield Run(self._mark(f"]({self._url(inline)})"), _NOWHERE)
            case Emphasis() | Strong():
                yield replace(inline, content=self._all(inline.content))
            case Right():
                yield Run(f" {self._mark('[')}", _NOWHERE)
                yield from self._all(inline.content)
                yield Run(self._mark("]{.right}"), _NOWHERE)

    def _url(self, link: Link) -> str:
        """The address, with the part of it that is the words of the link as the same expression."""
        text, value = link.url, ""
        words = link.content[0] if len(link.content) == 1 else None
        if isinstance(words, Run) and link.url.endswith(words.text):
            expression = expression_for(words.origin)
            if expression:
                text, value = link.url.removesuffix(words.text), f"{{{{ {expression} }}}}"
        if _PLAIN_URL.fullmatch(text):
            return text + value
        return f"<{_ACTIVE_IN_URL.sub(lambda match: _escaped(match[0]), text)}{value}>"

    def _mark(self, expression: str) -> str:
        self._expressions.append(expression)
        return mark(len(self._expressions) - 1)


def _escaped(active: str) -> str:
    """Characters that would begin something, so that they stand for themselves in Markdown and in Jinja2."""
    return f"\\{active}" if len(active) == 1 else f"\\{{{{ '{active[0]}' }}}}{active[1]}"


def _quoted(text: str) -> str:
    """The text as a string of a template."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _without_role(block: Block) -> Block:
    return replace(block, role="body") if isinstance(block, Paragraph) else block


_TARGET_KEYS = frozenset({"organization", "position", "recipient.name", "recipient.salutation"})


def expression_for(origin: Origin) -> str | None:
    """The Jinja2 expression for words that follow the profile or target, or None for what is told once.

    Only single values about the person and the application: sentences about work are for the user to edit.
    """
    if origin.kind == "profile" and origin.address.startswith("basics."):
        key = origin.address.removeprefix("basics.")
        return f"basics.{key}" if key in BASICS_LITERAL else None
    if origin.kind == "target" and origin.address in _TARGET_KEYS:
        return f"target.{origin.address}"
    if origin.kind == "target" and re.fullmatch(r"documents\.[a-z-]+\.date", origin.address):
        return "document.date"
    return None
