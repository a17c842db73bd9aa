"""The summary of a build: what was done, what was left out by which rule, what is open, what to do next."""

from __future__ import annotations

import itertools
import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from appkit.cli.console import count
from appkit.diagnostics import Severity, printable
from appkit.model.summary import Extent, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.fit import Length
    from appkit.model.manifest import Written
    from appkit.model.summary import ChoiceSummary, DocumentSummary, Named, OpenPrompt
    from appkit.model.target import DocumentPlan
    from appkit.operations.build import BuildResult, BuiltDocument, BuiltTarget

_DOCUMENT, _LABEL = 14, 13


def summary_lines(target: BuiltTarget, result: BuildResult, *, alone: bool) -> Iterator[str]:
    """What became of one target; of one of several, with which there was nothing to do, only that."""
    if target.fresh and not alone:
        yield _unchanged_line(target)
        return
    yield f"{target.label}: {title(target)}"
    yield ""
    if not target.ok:
        errors = sum(d.severity is Severity.ERROR for d in target.diagnostics)
        yield f"  not built: {count(errors, 'error')} below"
        yield ""
        return
    for number, document in enumerate(target.documents):
        choice = target.summary.choice if target.summary and number == 0 else None
        yield from _document_lines(document, choice, result)
        yield ""


def title(target: BuiltTarget) -> str:
    """What a target is for, as far as it says."""
    if target.summary is None:
        return "broken"
    said = filter(None, (target.summary.position, target.summary.organization))
    return printable(", ".join(said)) or "no position or organization named"


def _unchanged_line(target: BuiltTarget) -> str:
    """All that is told of a target of several with which there was nothing to do."""
    files = sum(len(document.files) for document in target.documents)
    prompts = len(target.prompts)
    still = f", {count(prompts, 'prompt')} open" if prompts else ""
    return f"{target.label}: nothing to do, {count(files, 'file')} unchanged{still}"


def _document_lines(
    document: BuiltDocument, choice: ChoiceSummary | None, result: BuildResult
) -> Iterator[str]:
    told = document.summary
    state = _letter_state(told) if told.is_letter else _items_state(told)
    yield f"  {told.kind:<{_DOCUMENT}} {said_extent(told.extent, told.limits):<18}  {state}"
    for label, text in _file_lines(document, result):
        yield _line(label, text)
    if choice:
        yield from _choice_lines(choice)
    if told.trimmed.items:
        yield from _named_lines("trimmed", told.trimmed, "and {} more: see appkit explain")
    if told.is_letter:
        yield from _letter_lines(told)
    else:
        yield from _prompt_lines(told.prompts)


def said_length(plan: DocumentPlan, length: Length) -> str:
    """How long a document is, of what its plan allows, see :func:`said_extent`."""
    extent = Extent(length.pages, length.layout.lines, length.words, length.characters)
    return said_extent(extent, Limits(plan.pages, plan.lines, plan.words, plan.characters))


def said_extent(extent: Extent, limits: Limits) -> str:
    """How long a document is, of what it may be: ``1.6 of 2 pages``."""
    parts = []
    if limits.pages is not None or not any(limits):
        parts.append(_of(f"{extent.pages:.1f}", limits.pages, "page"))
    for noun in ("line", "word", "character"):
        limit = getattr(limits, f"{noun}s")
        if limit is not None:
            parts.append(_of(str(getattr(extent, f"{noun}s")), limit, noun))
    return ", ".join(parts)


def _of(have: str, limit: int | None, noun: str) -> str:
    if limit is None:
        return f"{have} {noun}s"
    return f"{have} of {count(limit, noun)}"


def _named_lines(label: str, named: Named, more: str) -> Iterator[str]:
    width = max((len(address) for address, _ in named.items), default=0)
    for number, (address, reason) in enumerate(named.items):
        said = f"rule {reason}" if reason.startswith('"') else reason
        yield _line("" if number else label, f"{address:<{width}}   {said}")
    if named.more:
        yield _line("", more.format(named.more))


def _line(label: str, text: str) -> str:
    return f"    {label:<{_LABEL}} {printable(text)}"


def _items_state(told: DocumentSummary) -> str:
    gone = told.trimmed.number
    space = f"{gone} trimmed for space" if gone else "nothing trimmed for space"
    return f"{told.shown} of {count(told.items, 'item')}, {space}"


def _letter_state(told: DocumentSummary) -> str:
    if told.prompts:
        return f"SKELETON: {count(len(told.prompts), 'prompt')} open"
    return "no prompt open"


def _file_lines(document: BuiltDocument, result: BuildResult) -> Iterator[tuple[str, str]]:
    words = {"wrote": "would write" if result.dry_run else "wrote", "unchanged": "unchanged"}
    for action, files in itertools.groupby(document.files, key=lambda file: file.action):
        if action in words:
            yield words[action], _together(list(files), result.out)
            continue
        for file in files:
            beside = _shown(result.out, file.beside or "")
            if action == "kept":
                yield "kept yours", f"{_shown(result.out, file.path)}, new beside it: {beside}"
            else:
                yield "replaced", f"{_shown(result.out, file.path)}, yours kept as {beside}"


def _together(files: list[Written], out: Path) -> str:
    """Files of one name with their endings: ``out/t/Dong_CV.docx, .md, .txt``."""
    parts: list[str] = []
    stem = None
    for file in files:
        path = PurePosixPath(file.path)
        if stem == path.with_suffix(""):
            parts.append(path.suffix)
        else:
            parts.append(_shown(out, file.path))
        stem = path.with_suffix("")
    return ", ".join(parts)


def _shown(out: Path, path: str) -> str:
    """A file of the output folder as the user would name it from here."""
    full = out / path
    try:
        return Path(os.path.relpath(full)).as_posix() if full.is_absolute() else full.as_posix()
    except ValueError:  # another drive on Windows
        return full.as_posix()


def _choice_lines(choice: ChoiceSummary) -> Iterator[str]:
    yield from _named_lines("left out", choice.left_out, "and {} more")
    for number, (before, after, reason) in enumerate(choice.moves):
        yield _line("" if number else "moved up", f"{before} before {after} ({reason})")
    if choice.reworded:
        said = (f"{', '.join(addresses)} (variant {variant})" for variant, addresses in choice.reworded)
        yield _line("reworded", "; ".join(said))
    if choice.venues_hidden:
        hidden = count(choice.venues_hidden, "item")
        yield _line("venue hidden", f"{hidden} under review ({choice.venue_policy})")


def _letter_lines(told: DocumentSummary) -> Iterator[str]:
    if told.written_by_hand:
        yield _line("source", told.written_by_hand)
    if told.evidence:
        yield _line("evidence", ", ".join(f"{address} ({score})" for address, score in told.evidence))
    yield from _prompt_lines(told.prompts)


def _prompt_lines(prompts: tuple[OpenPrompt, ...]) -> Iterator[str]:
    width = max((len(prompt.key) for prompt in prompts), default=0)
    for number, prompt in enumerate(prompts):
        yield _line("" if number else "prompts", f"{prompt.key:<{width}}   {prompt.question}")


def verdict_lines(result: BuildResult, seconds: float) -> Iterator[str]:
    """Whether the documents can be sent, and the commands that help."""
    written = sum(file.action != "unchanged" for file in result.files)
    unchanged = len(result.files) - written
    verb = "would be written" if result.dry_run else "written"
    done = f"{count(written, 'file')} {verb}" + (f", {unchanged} unchanged" if unchanged else "")
    prompts = sum(len(target.prompts) for target in result.targets)
    broken = [target.label for target in result.targets if not target.ok]
    if broken:
        ready = f"no, {', '.join(broken)} {'is' if len(broken) == 1 else 'are'} not built"
    elif not result.ok:
        ready = "no, see the errors above"
    else:
        ready = f"no, {count(prompts, 'prompt')} open" if prompts else "yes"
    yield f"{done} in {seconds:.1f} s. Ready to send: {ready}."
    good = [target for target in result.targets if target.ok]
    if len(result.targets) == 1 and good:
        yield from _next_steps(good[0])


def _next_steps(target: BuiltTarget) -> Iterator[str]:
    yield f"  see why                appkit explain --target {target.name}"
    open_letters = [d for d in target.documents if d.prompts and not d.summary.written_by_hand]
    for document in open_letters:
        yield f"  write the letter       appkit write {target.name} {document.kind}"
    if target.prompts:
        yield f"  check before sending   appkit build --target {target.name} --final"
