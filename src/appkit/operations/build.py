"""Building: targets into files."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from appkit import __version__
from appkit.assemble import Assembled, Assembly, assemble
from appkit.diagnostics import AppkitError, Report
from appkit.fit import Budget
from appkit.load import load_target
from appkit.model.manifest import Artifact, Manifest
from appkit.operations.formats import check_formats, check_installed, with_formats
from appkit.operations.paths import artifact_digest, artifact_paths, input_digests, place_of, unlisted_paths
from appkit.operations.result import Result
from appkit.operations.targets import chosen_targets, opened
from appkit.output import Outcome, Place, State, Written, states, write
from appkit.render import FORMATS

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Mapping, Sequence

    from appkit.fit import Length
    from appkit.load import LoadedTarget, Workspace
    from appkit.model.document import Prompt
    from appkit.model.selection import Selection
    from appkit.model.target import DocumentPlan
    from appkit.model.template import Templates


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """One document of a target: its files, how long it is, and what is still open in it.

    ``files`` are relative to the output folder. ``selection`` is the target's less what the document's budget
    dropped: ``trimmed`` counts those drops. ``evidence`` are the addresses and scores of the items that a
    letter tells of; ``written_by_hand`` is the letter's own file, where someone has written one.
    """

    plan: DocumentPlan
    files: tuple[Written, ...]
    selection: Selection
    length: Length
    trimmed: int = 0
    prompts: tuple[Prompt, ...] = ()
    evidence: tuple[tuple[str, int], ...] = ()
    written_by_hand: str | None = None

    @property
    def kind(self) -> str:
        """What kind of document it is: ``resume``, ``cover-letter``."""
        return self.plan.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltTarget(Result):
    """What became of one target; ``selection`` is None where the target is broken."""

    name: str
    selection: Selection | None = None
    documents: tuple[BuiltDocument, ...] = ()

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        """Every open prompt of every document."""
        return tuple(prompt for document in self.documents for prompt in document.prompts)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult(Result):
    """What became of every target; ``out`` is the output folder as it was asked for."""

    targets: tuple[BuiltTarget, ...]
    out: Path
    dry_run: bool = False

    @property
    def files(self) -> tuple[Written, ...]:
        """Every file of every target."""
        return tuple(file for t in self.targets for document in t.documents for file in document.files)


@dataclass(frozen=True, slots=True)
class _Options:
    formats: frozenset[str] | None
    documents: frozenset[str] | None
    out: Path | None
    dry_run: bool
    final: bool
    force: bool


def build(
    root: str | os.PathLike[str] = ".",
    targets: Sequence[str] | None = None,
    *,
    formats: Collection[str] | None = None,
    documents: Collection[str] | None = None,
    out: str | os.PathLike[str] | None = None,
    dry_run: bool = False,
    final: bool = False,
    force: bool = False,
) -> BuildResult:
    """Build targets of the workspace at or above ``root``: all of them, or those named or globbed.

    ``formats`` are those to write, whether a target lists them or not (None: those it lists); ``documents``
    restrict what is built; ``out`` is another output folder than ``out/``.
    ``dry_run`` writes nothing; ``final`` makes an open prompt an error; ``force`` replaces hand-edited files
    after keeping a backup. A broken target does not stop the others: look at ``ok``, here and on each target.

    Raises AppkitError where there is no workspace, or a format is unknown or not installed.
    """
    report = Report()
    check_formats(formats or (), report)
    report.raise_if_failed()
    workspace = opened(root, report)
    names = _names(workspace, targets, report)
    folder = Path(out) if out is not None else None
    options = _Options(
        frozenset(formats) if formats is not None else None,
        frozenset(documents) if documents is not None else None,
        folder,
        dry_run,
        final,
        force,
    )
    built = tuple(_build(workspace, name, options) for name in names)
    _check_documents(documents, built, report)
    return BuildResult(
        diagnostics=(*report.diagnostics, *(d for target in built for d in target.diagnostics)),
        lines=workspace.files.lines(),
        targets=built,
        out=folder or workspace.out,
        dry_run=dry_run,
    )


def _names(workspace: Workspace, targets: Sequence[str] | None, report: Report) -> tuple[str, ...]:
    """The targets to build: those named or globbed, or all there are."""
    if targets is not None:
        return chosen_targets(workspace, targets, report)
    if not workspace.targets:
        help_ = "make one: appkit new target NAME --extends phd"
        report.error("no-targets", "the workspace has no target to build", help=help_)
    return tuple(sorted(workspace.targets))


def _check_documents(
    documents: Collection[str] | None, built: tuple[BuiltTarget, ...], report: Report
) -> None:
    """A document that was asked for and that no target has is a mistake, not an empty answer."""
    planned = {plan.kind for t in built if t.selection for plan in t.selection.target.documents}
    for kind in documents or ():
        if planned and kind not in planned:
            known = ", ".join(sorted(planned))
            report.error("unknown-document", f"no target has a document '{kind}'", help=f"there are: {known}")


def _build(workspace: Workspace, name: str, options: _Options) -> BuiltTarget:
    """One target, all or nothing."""
    report = Report()
    selection = None
    documents: tuple[BuiltDocument, ...] = ()
    try:
        found = load_target(workspace, name, report)
        loaded = found and with_formats(found, options.formats or (), options.documents)
        templates = workspace.templates(report)
        if loaded is not None:
            check_installed(loaded.target, options.formats, options.documents, report)
        if loaded is not None and not report.failed:
            kinds = options.documents
            assembly = assemble(
                loaded.target, loaded.profile, templates, report, letters=loaded.letters, kinds=kinds
            )
            selection = assembly.selection
            if options.final:
                _check_final(assembly, report)
            documents = _Writer(workspace, loaded, templates, assembly, options).write(report)
    except AppkitError as error:
        report.extend(error.diagnostics)
    return BuiltTarget(
        diagnostics=tuple(report.diagnostics), name=name, selection=selection, documents=documents
    )


def _check_final(assembly: Assembly, report: Report) -> None:
    """What may stand in a draft and must not be sent: open prompts, and a letter over its length."""
    for assembled in assembly.documents:
        if not assembled.fitted.fits and assembled.plan.is_letter:
            excess = Budget.of(assembled.plan).excess(assembled.length)
            message = f"{assembled.plan.kind} is {excess} longer than it may be"
            report.error("too-long", message, assembled.plan.location, help="shorten it")
        for prompt in assembled.composition.prompts:
            report.error(
                "open-prompt",
                f"{assembled.plan.kind} still asks '{prompt.key}': {prompt.question}",
                assembled.plan.location,
                help=f"answer it under `answers: {{{prompt.key}: …}}`, or in the letter (appkit write)",
            )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Renders the documents of one target and hands their bytes to the output stage."""

    workspace: Workspace
    loaded: LoadedTarget
    templates: Templates
    assembly: Assembly
    options: _Options

    def write(self, report: Report) -> tuple[BuiltDocument, ...]:
        """The documents written, or nothing written and errors in ``report``."""
        place = place_of(self.workspace, self.loaded, self.options.out)
        names = artifact_paths(self.workspace, self.loaded, report)
        if report.failed:
            return tuple(self._document(each, ()) for each in self.assembly.documents)
        inputs = {a.plan.kind: self._inputs(a) for a in self.assembly.documents}
        artifacts = self._artifacts(place, names, inputs, report)
        outcome = write(
            place,
            artifacts,
            self._manifest(inputs),
            belongs=tuple(path for by_format in names.values() for path in by_format.values()),
            unlisted=unlisted_paths(names),
            force=self.options.force,
            dry_run=self.options.dry_run,
        )
        report.extend(outcome.diagnostics)
        return tuple(
            self._document(each, _files(outcome, artifacts, each)) for each in self.assembly.documents
        )

    def _document(self, assembled: Assembled, files: tuple[Written, ...]) -> BuiltDocument:
        composition, plan = assembled.composition, assembled.plan
        letter = self.loaded.letters.get(plan.kind)
        # A letter that someone has written tells what they chose to tell.
        evidence = composition.evidence if plan.is_letter and not letter else ()
        return BuiltDocument(
            plan,
            files,
            assembled.selection,
            assembled.length,
            len(assembled.fitted.dropped),
            composition.prompts,
            tuple((each.entry.item.address, each.entry.score) for each in evidence),
            letter.path if letter else None,
        )

    def _formats(self, plan: DocumentPlan) -> tuple[str, ...]:
        wanted = self.options.formats
        return tuple(name for name in plan.formats if wanted is None or name in wanted)

    def _inputs(self, assembled: Assembled) -> dict[str, str]:
        return input_digests(self.workspace, self.loaded, self.templates, assembled.plan)

    def _artifacts(
        self,
        place: Place,
        names: Mapping[str, Mapping[str, str]],
        inputs: Mapping[str, Mapping[str, str]],
        report: Report,
    ) -> list[Artifact]:
        """Every file to be, rendered unless what is there was built from just the same."""
        wanted = [
            (each, name, names[kind][name], artifact_digest(inputs[kind], name, each.plan))
            for kind, each in ((each.plan.kind, each) for each in self.assembly.documents)
            for name in self._formats(each.plan)
        ]
        there = states(place, [(path, made_from) for _, _, path, made_from in wanted], report)
        for each, name, _, _ in wanted:
            for found in FORMATS[name].problems(each.document, each.style):
                report.extend([dataclasses.replace(found, location=each.plan.location)])
        return [
            Artifact(
                path,
                each.plan.kind,
                name,
                made_from,
                None if there[path] is State.FRESH else FORMATS[name].render(each.document, each.style),
            )
            for each, name, path, made_from in wanted
        ]

    def _manifest(self, inputs: Mapping[str, Mapping[str, str]]) -> Manifest:
        return Manifest(
            target=self.loaded.target.name,
            profile=self.loaded.profile.name,
            appkit=__version__,
            inputs=dict(sorted({k: v for each in inputs.values() for k, v in each.items()}.items())),
            artifacts=(),
            decisions={each.plan.kind: decisions_record(each.selection) for each in self.assembly.documents},
        )


def _files(outcome: Outcome, artifacts: list[Artifact], assembled: Assembled) -> tuple[Written, ...]:
    paths = {artifact.path for artifact in artifacts if artifact.document == assembled.plan.kind}
    return tuple(file for file in outcome.files if file.path in paths)


def decisions_record(selection: Selection) -> dict[str, str]:
    """Why each item that is out is out, by address; private items are not even named."""
    return {
        address: f"{decision.out.step}: {decision.out.reason}"
        for address, decision in selection.decisions.items()
        if decision.out and not decision.private
    }
