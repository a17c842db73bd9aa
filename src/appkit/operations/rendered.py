"""What a build is asked for, and what it comes to before its files are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from appkit.model.manifest import Artifact, Manifest, Written
    from appkit.model.selection import Selection
    from appkit.model.summary import DocumentSummary, Extent, OpenPrompt, TargetSummary
    from appkit.output import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """How to build, whichever target: see :func:`appkit.operations.build.build`."""

    formats: frozenset[str] | None = None
    documents: frozenset[str] | None = None
    out: Path | None = None
    dry_run: bool = False
    final: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """One document of a target: what is told of it, and what became of its files.

    ``files`` are relative to the output folder.
    """

    summary: DocumentSummary
    files: tuple[Written, ...] = ()

    @property
    def kind(self) -> str:
        """What kind of document it is: ``resume``, ``cover-letter``."""
        return self.summary.kind

    @property
    def length(self) -> Extent:
        """How long it is."""
        return self.summary.extent

    @property
    def prompts(self) -> tuple[OpenPrompt, ...]:
        """The questions that are still open in it."""
        return self.summary.prompts

    @property
    def trimmed(self) -> int:
        """How many items were dropped for space."""
        return self.summary.trimmed.number


@dataclass(frozen=True, slots=True)
class Rendered:
    """One target as bytes: what :func:`appkit.output.write` takes, and the documents without their files.

    ``belongs`` are the paths of all artifacts of the target, ``unlisted`` those in formats it does not list.
    """

    place: Place
    artifacts: tuple[Artifact, ...]
    manifest: Manifest
    belongs: tuple[str, ...]
    unlisted: frozenset[str]
    summary: TargetSummary

    @property
    def documents(self) -> tuple[BuiltDocument, ...]:
        """The documents without their files."""
        return tuple(map(BuiltDocument, self.summary.documents))


@dataclass(slots=True)
class Rendering:
    """What rendering one target has come to: either may be None where ``report`` has errors."""

    profile: str | None = None
    selection: Selection | None = None
    rendered: Rendered | None = None
