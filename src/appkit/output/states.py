"""What is on the disk at one place, compared with what was recorded there."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.output import _disk, manifests, names, places
from appkit.output.digests import identify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from appkit.diagnostics import Report
    from appkit.model.manifest import ArtifactRecord
    from appkit.output.manifests import Record
    from appkit.output.places import Place


class State(enum.Enum):
    """How a file on the disk stands to what would be written there."""

    FRESH = "fresh"
    STALE = "stale"
    EDITED = "edited"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class View:
    """The records of a place: of the last whole set, and of one whose run was interrupted (else None)."""

    place: Place
    whole: Record | None
    interrupted: Record | None

    @property
    def records(self) -> Mapping[str, ArtifactRecord]:
        """What is recorded of each path, the newer record first."""
        both = [record for record in (self.whole, self.interrupted) if record]
        return {artifact.path: artifact for record in both for artifact in record.manifest.artifacts}

    @property
    def _all(self) -> Iterable[ArtifactRecord]:
        for record in (self.whole, self.interrupted):
            yield from record.manifest.artifacts if record else ()

    @property
    def _lasting(self) -> Iterable[ArtifactRecord]:
        """What will be recorded when an interrupted run has been completed.

        Where both records know a file by the same digest, the older is forgotten then, and with it what the
        file was built from at that time.
        """
        newer = self.interrupted.manifest.artifacts if self.interrupted else ()
        same = {(artifact.path, artifact.digest) for artifact in newer}
        yield from newer
        for artifact in self.whole.manifest.artifacts if self.whole else ():
            if (artifact.path, artifact.digest) not in same:
                yield artifact

    @property
    def ours(self) -> frozenset[str]:
        """The digests of what appkit wrote: a file with another one is the user's."""
        return frozenset(artifact.digest for artifact in self._all)

    def seen(self, path: str, *more: str) -> str | None:
        """The digest of a file as it is on the disk, None where nothing is.

        One of ``ours`` or ``more`` is also found where only line ends differ. Raises OSError where the file
        cannot be read, or is not a file.
        """
        data = _disk.read(self.place.at(path))
        return None if data is None else identify(data, self.ours.union(more))

    def fresh(self, path: str, built_from: str) -> bool:
        """Whether a file is there that was built from exactly ``built_from``. Raises OSError as ``seen``."""
        found = self.seen(path)
        return any(a.digest == found and a.built_from == built_from for a in self._lasting)

    def is_ours(self, path: str) -> bool:
        """Whether the file at ``path`` is as appkit wrote it; not what cannot be read or is no file."""
        try:
            return self.seen(path) in self.ours
        except OSError:
            return False

    def apart(self, path: str, others: Iterable[str]) -> bool:
        """Whether a file of its own is at ``path``, not merely another spelling of one of ``others``."""
        file = self.place.at(path)
        same = (self.place.at(other) for other in others if names.folded(other) == names.folded(path))
        return file.is_file() and not any(other.is_file() and file.samefile(other) for other in same)

    def waiting(self, path: str) -> bool:
        """Whether an interrupted run has left the new file beside its place."""
        return self.interrupted is not None and places.staged(self.place.at(path)).exists()

    def state(self, path: str, built_from: str) -> State:
        """How the file at ``path`` stands to one built from ``built_from``; never raises OSError."""
        try:
            found = self.seen(path)
            if found is None:
                return State.MISSING
            if found not in self.ours:
                return State.EDITED
            # What waits will take the place of what is there, whatever that was built from.
            return State.FRESH if self.fresh(path, built_from) and not self.waiting(path) else State.STALE
        except OSError:
            return State.EDITED


def look(place: Place, report: Report) -> View:
    """The records of ``place``; one that cannot be read is a warning and counts as none."""
    # In this order: a run that ends in between leaves the newer record under the other name.
    interrupted = manifests.read(place, place.next, report)
    return View(place, manifests.read(place, place.manifest, report), interrupted)


def states_of(place: Place, wanted: Iterable[tuple[str, str]], report: Report) -> dict[str, State]:
    """The state of each ``(path, built_from)``; nothing is written and no lock is taken.

    ``FRESH`` files need no rendering: an Artifact without content stands for them in ``write``. ``EDITED`` is
    also what cannot be read or is no file.
    """
    view = look(place, report)
    return {path: view.state(path, built_from) for path, built_from in wanted}
