"""The summary of a build: what was done, what was left out by which rule, what is open, what to do next."""

from __future__ import annotations

import itertools
import os
import re
from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from appkit.cli.console import count
from appkit.diagnostics import Severity, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.fit import Length
    from appkit.model.document import Prompt
    from appkit.model.selection import Decision, Selection
    from appkit.model.target import DocumentPlan
    from appkit.operations.build import BuildResult, BuiltDocument, BuiltTarget
    from appkit.output import Written

_DOCUMENT, _LABEL = 14, 13
# More lines than this of one kind, and the rest is a number.
_MOST = 6


def summary_lines(target: BuiltTarget, result: BuildResult) -> Iterator[str]:
    """What became of one target."""
    yield f"{target.name}: {title(target)}"
    yield ""
    if not target.ok:
        errors = sum(d.severity is Severity.ERROR for d in target.diagnostics)
        yield f"  not built: {count(errors, 'error')} below"
        yield ""
        return
    for number, document in enumerate(target.documents):
        yield from _document_lines(document, result, first=number == 0)
        yield ""


def title(target: BuiltTarget) -> str:
    """What a target is for, as far as it says."""
    if target.selection is None:
        return "broken"
    of = target.selection.target
    said = [value.text for value in (of.position, of.organization) if value]
    return printable(", ".join(said)) or "no position or organization named"


def _document_lines(document: BuiltDocument, result: BuildResult, *, first: bool) -> Iterator[str]:
    is_letter = document.plan.is_letter
    state = _letter_state(document) if is_letter else _items_state(document)
    yield f"  {document.kind:<{_DOCUMENT}} {said_length(document.plan, document.length):<18}  {state}"
    for label, text in _file_lines(document, result):
        yield _line(label, text)
    if first and not is_letter:
        yield from _selection_lines(document.selection)
    if document.trimmed:
        yield from _trimmed_lines(document)
    if is_letter:
        yield from _letter_lines(document)
    else:
        yield from _prompt_lines(document.prompts)


def said_length(plan: DocumentPlan, length: Length) -> str:
    """How long a document is, of what it may be: ``1.6 of 2 pages``."""
    parts = []
    if plan.pages is not None or not any((plan.lines, plan.words, plan.characters)):
        parts.append(_of(f"{length.pages:.1f}", plan.pages, "page"))
    if plan.lines is not None:
        parts.append(_of(str(length.layout.lines), plan.lines, "line"))
    if plan.words is not None:
        parts.append(_of(str(length.words), plan.words, "word"))
    if plan.characters is not None:
        parts.append(_of(str(length.characters), plan.characters, "character"))
    return ", ".join(parts)


def _of(have: str, limit: int | None, noun: str) -> str:
    if limit is None:
        return f"{have} {noun}s"
    return f"{have} of {count(limit, noun)}"


def _trimmed_lines(document: BuiltDocument) -> Iterator[str]:
    """What went for space, the best of it first."""
    gone = [d for d in document.selection.decisions.values() if d.out and d.out.step == "fit"]
    ranked = sorted(gone, key=lambda decision: -_step(decision))
    width = max(len(decision.address) for decision in ranked[:_MOST])
    for number, decision in enumerate(ranked[:_MOST]):
        reason = decision.out.reason if decision.out else ""
        yield _line("" if number else "trimmed", f"{decision.address:<{width}}   {reason}")
    if len(ranked) > _MOST:
        yield _line("", f"and {len(ranked) - _MOST} more: see appkit explain")


def _line(label: str, text: str) -> str:
    return f"    {label:<{_LABEL}} {printable(text)}"


def _step(decision: Decision) -> int:
    """At which step of the dropping order an item went: the later, the better it was."""
    found = re.match(r"step (\d+)", decision.out.reason if decision.out else "")
    return int(found[1]) if found else 0


def _items_state(document: BuiltDocument) -> str:
    known = [decision for decision in document.selection.decisions.values() if not decision.private]
    shown = sum(decision.out is None for decision in known)
    gone = sum(d.out is not None and d.out.step == "fit" for d in known)
    space = f"{gone} trimmed for space" if gone else "nothing trimmed for space"
    return f"{shown} of {count(len(known), 'item')}, {space}"


def _letter_state(document: BuiltDocument) -> str:
    if document.prompts:
        return f"SKELETON: {count(len(document.prompts), 'prompt')} open"
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


def _selection_lines(selection: Selection) -> Iterator[str]:
    yield from _left_out(selection)
    for label, move in zip(
        itertools.chain(["moved up"], itertools.repeat("")), selection.moves, strict=False
    ):
        yield _line(label, f"{move.before} before {move.after} ({move.reason})")
    reworded = _reworded(selection)
    if reworded:
        yield _line("reworded", "; ".join(reworded))
    hidden = [entry for entry in selection.entries() if entry.venue_hidden]
    if hidden:
        target = selection.target
        where = target.locations.get("submissions", target.location).path
        source = f", from preset {where.removesuffix(' (built in)')}" if where != target.path else ""
        policy = f"(submissions: {target.submissions}{source})"
        yield _line("venue hidden", f"{count(len(hidden), 'item')} under review {policy}")


def _left_out(selection: Selection) -> Iterator[str]:
    untold = ("entry-out", "fit")
    gone = [d for d in selection.decisions.values() if d.out and d.out.step not in untold and not d.private]
    width = max((len(decision.address) for decision in gone[:_MOST]), default=0)
    for number, decision in enumerate(gone[:_MOST]):
        yield _line("" if number else "left out", f"{decision.address:<{width}}   {_reason(decision)}")
    if len(gone) > _MOST:
        yield _line("", f"and {len(gone) - _MOST} more")


def _reason(decision: Decision) -> str:
    assert decision.out is not None
    reason = decision.out.reason
    return f"rule {reason}" if reason.startswith('"') else reason


def _reworded(selection: Selection) -> list[str]:
    by_variant: dict[str, list[str]] = defaultdict(list)
    if selection.summary and selection.summary.variant:
        by_variant[selection.summary.variant].append("basics/summary")
    for decision in selection.decisions.values():
        if decision.variant and decision.out is None:
            by_variant[decision.variant].append(decision.address)
    return [f"{', '.join(addresses)} (variant {tag})" for tag, addresses in by_variant.items()]


def _letter_lines(document: BuiltDocument) -> Iterator[str]:
    if document.written_by_hand:
        yield _line("source", document.written_by_hand)
    if document.evidence:
        told = ", ".join(f"{address} ({score})" for address, score in document.evidence)
        yield _line("evidence", told)
    yield from _prompt_lines(document.prompts)


def _prompt_lines(prompts: tuple[Prompt, ...]) -> Iterator[str]:
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
    broken = [target.name for target in result.targets if not target.ok]
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
    open_letters = [d for d in target.documents if d.prompts and not d.written_by_hand]
    for document in open_letters:
        yield f"  write the letter       appkit write {target.name} {document.kind}"
    if target.prompts:
        yield f"  check before sending   appkit build --target {target.name} --final"
