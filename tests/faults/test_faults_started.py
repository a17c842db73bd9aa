"""What ``init`` and ``template export`` make, killed at any call: the same command, run again, leaves all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from disk_faults import Fault
from fault_runs import KILLED, Runner, contents, copied
from fault_scenes import Scenes, some

from nights import NIGHTLY, tally

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

nightly = pytest.mark.nightly
CV = "# Your Name\n\nyou@example.org\n\n## Skills\n\n- Programming: Language, Library\n"


def empty(scenes: Scenes) -> Path:
    root = scenes.folder / "empty"
    root.mkdir(exist_ok=True)
    return root


def with_a_cv(scenes: Scenes) -> Path:
    root = scenes.folder / "with-a-cv"
    root.mkdir(exist_ok=True)
    (root / "cv.md").write_text(CV, "utf-8")
    return root


def plain(scenes: Scenes) -> Path:
    return scenes.workspace("plain", "new")


# A command, the folder that it is run in, and the folder it makes as a whole.
JOBS: dict[str, tuple[tuple[str, ...], Callable[[Scenes], Path], str | None]] = {
    "init": (("init",), empty, None),
    "init --from": (("init", "--from", "cv.md"), with_a_cv, None),
    "export": (("template", "export", "academic"), plain, "templates/academic/"),
    "export --as": (("template", "export", "academic", "--as", "mine"), plain, "templates/mine/"),
}


def positions(calls: tuple[str, ...]) -> list[int]:
    """In the suite also the call by which each file gets its name."""
    if NIGHTLY:
        return list(range(1, len(calls) + 1))
    links = [at for at, call in enumerate(calls, 1) if call.startswith("link ")]
    return sorted({*some(calls), *links})


@pytest.mark.parametrize(
    "name", [n if n in ("init", "export") else pytest.param(n, marks=nightly) for n in JOBS]
)
def test_killed_then_run_again(name: str, run: Runner, scenes: Scenes) -> None:
    """All files, whole, and nothing beside them; a template is there as a whole at once."""
    command, begin, folder = JOBS[name]
    start = begin(scenes)
    done = copied(start, scenes.folder / "copy")
    whole = run(done, *command)
    assert whole.code == 0, whole.said
    before, after = contents(start), contents(done)
    for at in positions(whole.calls):
        root = copied(start, scenes.folder / "copy")
        assert run(root, *command, fault=Fault(at)).code in KILLED, at
        found = {path: data for path, data in contents(root).items() if ".appkit-new" not in path}
        if folder:
            assert found in (before, after), at
        assert found.items() <= after.items(), at
        again = run(root, *command, watched=False)

        assert again.code == 0 or found == after, (at, again.said)
        # Where there is nothing left to write, what waits hidden is for `clean` to remove.
        assert run(root, "clean", watched=False).code == 0
        assert contents(root) == after, (at, again.said)
        tally(1, "kills")
