"""Files changed at random are read, checked and built without a surprise: 2,000 here, 100,000 in a night.

The same mutants in every run of the suite; a night has its own, which the seed that it prints makes again:
``APPKIT_NIGHTLY=SEED python -m pytest -n0 -m "nightly or not nightly" tests/fuzzing``.
"""

from __future__ import annotations

import os
import sys

import pytest
from changes import CHANGES, HOSTILE, Change, mutant
from fuzz import Tally, judge, run, run_apart
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from in_memory import specimens

from nights import NIGHTLY, SEED, tally

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has no timers of processor time")

# Each in a process of its own under xdist: together they are 2,000.
PARTS = 8
IN_A_PART = 200
BY_HYPOTHESIS = 400
IN_A_NIGHT = 90_000


@pytest.mark.parametrize("part", range(PARTS))
def test_mutants(part: int) -> None:
    done = Tally()

    found = list(
        run(0, range(part * IN_A_PART, (part + 1) * IN_A_PART), done, builds=20, templates=part == 0)
    )

    assert not found, "\n\n".join(map(str, found[:5]))
    assert done.mutants == IN_A_PART
    # Were nothing right, or all of it, the changes would not be worth making.
    assert 0 < done.valid < IN_A_PART


@pytest.mark.nightly
def test_mutants_of_a_night() -> None:
    assert SEED is not None

    done, found = run_apart(SEED, IN_A_NIGHT, builds=4, workers=os.cpu_count() or 1)

    tally(done.mutants, "mutants")
    tally(done.valid, "right")
    tally(done.built, "built")
    assert not found, f"seed {SEED}: {len(found)}\n\n" + "\n\n".join(map(str, found[:20]))


_fractions = st.floats(0, 1, exclude_max=True)
_changes = st.lists(
    st.builds(Change, st.sampled_from(sorted(CHANGES)), _fractions, _fractions, st.sampled_from(HOSTILE) | st.binary(max_size=4)),
    min_size=1,
    max_size=4,
)  # fmt: skip
# Templates take Jinja2 the most of the time; chance has them.
_quick = [number for number, each in enumerate(specimens()) if not each.path.startswith("templates/")]


@settings(
    max_examples=10_000 if NIGHTLY else BY_HYPOTHESIS,
    derandomize=not NIGHTLY,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.sampled_from(_quick), _changes)
def test_mutants_that_hypothesis_thinks_of(specimen: int, changes: list[Change]) -> None:
    """As by chance; what goes wrong is told in the fewest and simplest changes."""
    content = mutant(specimens()[specimen].content, changes)

    assert judge(specimen, content, Tally(), build=False) == []
    tally(1, "mutants by Hypothesis")


def test_what_is_changed_was_right() -> None:
    """Each specimen passes its own oracle, has no error, and is built."""
    for number, specimen in enumerate(specimens()):
        done = Tally()
        assert judge(number, specimen.content, done, build=True) == []
        assert (done.valid, done.built) == (1, 1), specimen.path


@pytest.mark.parametrize("how", CHANGES)
def test_a_change_of_any_file(how: str) -> None:
    """Every kind of change takes files of no length, and of one character, at both ends."""
    for content in (b"", b"a", b"a\n", b"\xff\n\n"):
        for at in (0.0, 0.999):
            assert isinstance(mutant(content, [Change(how, at, at, b"x")]), bytes)
