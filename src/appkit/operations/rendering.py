"""The pure half of a build: one target into bytes, with all that writing them needs."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from appkit import __version__
from appkit.assemble import Assembled, Assembly, assemble
from appkit.assemble.audit import added_in
from appkit.dataclass import dataclass
from appkit.diagnostics import AppkitError
from appkit.fit import Budget
from appkit.lint import texts_added
from appkit.load import load_target
from appkit.model.manifest import Artifact, Manifest
from appkit.operations.formats import check_installed, with_formats
from appkit.operations.fresh import proof
from appkit.operations.paths import artifact_digest, artifact_paths, input_digests, place_of, unlisted_paths
from appkit.operations.rendered import Rendered, Rendering
from appkit.operations.summarizing import summary_of
from appkit.output import State, states_of
from appkit.render import FORMATS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from appkit.diagnostics import Report
    from appkit.load import LoadedTarget, Workspace
    from appkit.model.manifest import Evidence
    from appkit.model.selection import Selection
    from appkit.model.summary import TargetSummary
    from appkit.model.target import DocumentPlan
    from appkit.model.template import Templates
    from appkit.operations.rendered import BuildOptions
    from appkit.output import Place


def render_target(
    workspace: Workspace, name: str, profile: str | None, options: BuildOptions, report: Report
) -> Rendering:
    """A target for a profile (None: its own) as bytes; only files that are not there as they would be.

    Nothing is written. Raises OtherProfileError where the target is for another profile.
    """
    workspace.surroundings()  # as they are before anything is read
    rendering = Rendering(profile)
    found = load_target(workspace, name, report, profile=profile)
    loaded = found and with_formats(found, options.formats or (), options.documents)
    templates = workspace.templates(report)
    if loaded is not None:
        rendering.profile = loaded.profile.name
        check_installed(loaded.target, options.formats, options.documents, report)
    if loaded is None or report.failed:
        return rendering
    kinds = options.documents
    try:
        assembly = assemble(
            loaded.target,
            loaded.profile,
            templates,
            report,
            letters=loaded.letters,
            kinds=kinds,
            others=workspace.others() if len(workspace.profiles) > 1 else None,
        )
        rendering.selection = assembly.selection
        if options.final:
            _check_final(assembly, loaded, report)
        rendering.rendered = _Renderer(workspace, loaded, templates, assembly, options, profile).rendered(
            report
        )
    except AppkitError as error:
        report.extend(error.diagnostics)
    return rendering


def _check_final(assembly: Assembly, loaded: LoadedTarget, report: Report) -> None:
    """What may stand in a draft and must not be sent: open prompts, and a letter over its length."""
    target = loaded.target
    for assembled in assembly.documents:
        kind = assembled.plan.kind
        if not assembled.fitted.fits and assembled.plan.is_letter:
            excess = Budget.of(assembled.plan).excess(assembled.length)
            message = f"{kind} is {excess} longer than it may be"
            report.error("too-long", message, assembled.plan.location, help="shorten it")
        for prompt in assembled.composition.prompts:
            report.error(
                "open-prompt",
                f"{kind} still asks '{prompt.key}': {prompt.question}",
                assembled.plan.location,
                help=f"answer it in {target.path}, under `answers: {{{prompt.key}: …}}`, or in the letter"
                f" (appkit write {target.name} {kind})",
            )


@dataclass(frozen=True, slots=True)
class _Renderer:
    """The documents of one target, and everything that their bytes depend on."""

    workspace: Workspace
    loaded: LoadedTarget
    templates: Templates
    assembly: Assembly
    options: BuildOptions
    profile: str | None
    "The one that was asked for."

    def rendered(self, report: Report) -> Rendered:
        """The target as bytes, or as documents only where errors are in ``report``."""
        place = place_of(self.workspace, self.loaded, self.options.out)
        names = artifact_paths(self.workspace, self.loaded, report)
        belongs = tuple(path for by_format in names.values() for path in by_format.values())
        summary = summary_of(self.loaded, self.assembly)
        inputs: dict[str, dict[str, str]] = {}
        artifacts: tuple[Artifact, ...] = ()
        if not report.failed:
            inputs = {each.plan.kind: self._inputs(each) for each in self.assembly.documents}
            artifacts = self._artifacts(place, names, inputs, report)
        evidence = self._proof(artifacts, summary, belongs, report)
        manifest = dataclasses.replace(self._manifest(inputs), evidence=evidence)
        return Rendered(place, artifacts, manifest, belongs, unlisted_paths(names), summary)

    def _proof(
        self, artifacts: Sequence[Artifact], summary: TargetSummary, belongs: Collection[str], report: Report
    ) -> Evidence | None:
        return proof(
            self.workspace,
            self.loaded,
            artifacts,
            summary,
            report,
            belongs=belongs,
            formats=self.options.formats,
            documents=self.options.documents,
            profile=self.profile,
            added=self._added(),
        )

    def _added(self) -> str:
        """What stands in the documents, or may, and is not the profile's."""
        texts = [texts_added(self.loaded.target, self.loaded.profile, self.loaded.letters)]
        if len(self.workspace.profiles) > 1:
            texts += [added_in(each.document) for each in self.assembly.documents]
        return "\n\n".join(filter(None, texts))

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
    ) -> tuple[Artifact, ...]:
        """Every file to be, rendered unless what is there was built from just the same."""
        wanted = [
            (each, name, names[kind][name], artifact_digest(inputs[kind], name, each.plan))
            for kind, each in ((each.plan.kind, each) for each in self.assembly.documents)
            for name in self._formats(each.plan)
        ]
        there = states_of(place, [(path, made_from) for _, _, path, made_from in wanted], report)
        for each, name, _, _ in wanted:
            for found in FORMATS[name].problems(each.document, each.style):
                report.extend([dataclasses.replace(found, location=each.plan.location)])
        return tuple(
            Artifact(
                path,
                each.plan.kind,
                name,
                made_from,
                None if there[path] is State.FRESH else FORMATS[name].render(each.document, each.style),
            )
            for each, name, path, made_from in wanted
        )

    def _manifest(self, inputs: Mapping[str, Mapping[str, str]]) -> Manifest:
        return Manifest(
            target=self.loaded.target.name,
            profile=self.loaded.profile.name,
            appkit=__version__,
            inputs=dict(sorted({k: v for each in inputs.values() for k, v in each.items()}.items())),
            artifacts=(),
            decisions={each.plan.kind: decisions_record(each.selection) for each in self.assembly.documents},
        )


def decisions_record(selection: Selection) -> dict[str, str]:
    """Why each item that is out is out, by address; private items are not even named."""
    return {
        address: f"{decision.out.step}: {decision.out.reason}"
        for address, decision in selection.decisions.items()
        if decision.out and not decision.private
    }
