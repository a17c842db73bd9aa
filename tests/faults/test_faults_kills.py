"""A build that is killed, by a real SIGKILL in a real process, leaves one whole set after the next run.

``tests/output/test_output_crash.py`` asks the same of the output layer alone, at every call that it makes; here
it is asked of the command, at every call that the process makes, whoever makes it.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from disk_faults import Fault
from fault_runs import KILLED, Runner, contents
from fault_scenes import BUILD, USER, Scene, Scenes, assert_clean, assert_not_torn, inputs, some

from nights import NIGHTLY, SEED, tally

if TYPE_CHECKING:
    from pathlib import Path

nightly = pytest.mark.nightly
EDITED = "warning[edited-by-hand]"


def killed(run: Runner, scenes: Scenes, scene: Scene, at: int) -> Path:
    """A workspace in which the scene's command was killed at its ``at``-th call."""
    root = scenes.copy(scene)
    ended = run(root, *scene.command, fault=Fault(at))
    assert ended.code in KILLED, (at, ended.said)
    assert_not_torn(root, scene)
    return root


def positions(run: Runner, scenes: Scenes, scene: Scene) -> list[int]:
    whole = run(scenes.copy(scene), *scene.command)
    assert whole.code == 0, whole.said
    assert "stream" not in {call.partition(" ")[0] for call in whole.calls}
    return list(range(1, len(whole.calls) + 1)) if NIGHTLY else some(whole.calls)


@pytest.mark.parametrize(
    "name", ["rebuild", *(pytest.param(each, marks=nightly) for each in ("first", "edited", "force"))]
)
def test_killed_then_built_again(name: str, run: Runner, scenes: Scenes) -> None:
    """The whole new set and nothing else; what a person wrote is there all the time."""
    scene = scenes.scene(name)
    mine = {USER} & set(scene.before.values())
    for at in positions(run, scenes, scene):
        root = killed(run, scenes, scene, at)
        assert mine <= set(contents(root / "out").values()), at
        again = run(root, *scene.command, watched=False)

        assert again.code == 0, (at, again.said)
        assert contents(root / "out") == scene.after, (at, again.said)
        assert (EDITED in again.err) == (name == "edited"), (at, again.said)
        assert_clean(root)
        tally(1, "kills")


@pytest.mark.parametrize("name", [pytest.param(n, marks=nightly) for n in ("first", "rebuild", "edited")])
def test_killed_then_other_inputs(name: str, run: Runner, scenes: Scenes) -> None:
    """Inputs that went back to what they were give the whole old set: nothing half-new counts as an edit."""
    scene = scenes.scene(name)
    for at in positions(run, scenes, scene):
        root = killed(run, scenes, scene, at)
        inputs(root, "old", scenes.formats)
        again = run(root, *BUILD, watched=False)

        assert contents(root / "out") == scene.back, (at, again.said)
        assert (EDITED in again.err) == (name == "edited"), (at, again.said)
        assert_clean(root)
        tally(1, "kills")


@nightly
@pytest.mark.parametrize("name", ["first", "rebuild", "edited"])
def test_killed_then_cleaned(name: str, run: Runner, scenes: Scenes) -> None:
    """``clean`` is a next run too: it leaves the old set or the new one, and nothing that waits."""
    scene = scenes.scene(name)
    seen = []
    for at in positions(run, scenes, scene):
        root = killed(run, scenes, scene, at)
        again = run(root, "clean", watched=False)
        found = contents(root / "out")

        assert again.code == 0, (at, again.said)
        assert found in (scene.before, scene.after), (at, again.said)
        assert not [path for path in contents(root) if path.endswith((".appkit-new", ".next"))], at
        seen.append(found)
        tally(1, "kills")
    assert scene.before in seen
    assert scene.after in seen


@nightly
@pytest.mark.parametrize("name", ["first", "rebuild"])
def test_killed_twice(name: str, run: Runner, scenes: Scenes) -> None:
    """A run that completes another may be killed too."""
    scene = scenes.scene(name)
    chance = random.Random(SEED)
    every = positions(run, scenes, scene)
    for _ in range(60):
        first, second = chance.choice(every), chance.choice(every)
        root = killed(run, scenes, scene, first)
        run(root, *BUILD, fault=Fault(second))
        assert_not_torn(root, scene)
        again = run(root, *BUILD, watched=False)

        assert contents(root / "out") == scene.after, (first, second, again.said)
        assert EDITED not in again.err, (first, second, again.said)
        assert_clean(root)
        tally(2, "kills")


@nightly
@pytest.mark.parametrize("name", ["rebuild", "edited"])
def test_killed_at_a_moment(name: str, run: Runner, scenes: Scenes) -> None:
    """By the clock: nothing is laid over the process, and fsync takes as long as it does."""
    scene = scenes.scene(name)
    chance = random.Random(SEED)
    longest = max(run(scenes.copy(scene), *BUILD, watched=False).seconds for _ in range(3))
    ended = 0
    for _ in range(100):
        after = chance.uniform(0, longest * 1.1)
        root = scenes.copy(scene)
        ended += run(root, *BUILD, watched=False, killed_after=after).code in KILLED
        assert_not_torn(root, scene)
        again = run(root, *BUILD, watched=False)

        assert contents(root / "out") == scene.after, (after, again.said)
        assert (EDITED in again.err) == (name == "edited"), (after, again.said)
        assert_clean(root)
        tally(1, "kills at random moments")
    assert ended > 50
