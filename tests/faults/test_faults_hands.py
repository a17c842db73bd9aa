"""No byte that a person wrote is ever lost, whatever is built, cleaned, renamed, deleted or killed in between."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest import mock

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import appkit
from appkit.diagnostics import AppkitError
from appkit.output import _disk
from nights import NIGHTLY, SEED, tally
from workspaces import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROFILE = """\
basics: {{name: Ada Example, email: ada@example.org}}
work:
  - {{id: lab, name: A Lab, position: Assistant, startDate: 2020-01, summary: This is {version} work.}}
"""
TARGET = """\
extends: phd
documents:
  resume: {{formats: [{formats}], filename: {name}}}
  cover-letter: null
"""
FORMATS = ("md", "md, txt", "txt", "md, txt, html")
NAMES = ("CV", "Other")
TARGETS = ("t", "u")
OUTS = st.sampled_from((None, None, None, "elsewhere"))
# Calls to the disk at which a run is killed; 0 is never. No run of these makes more.
KILLS = st.one_of(st.just(0), st.integers(1, 32))
FIRST = st.sampled_from(
    (
        ["inputs"],
        ["outputs"],
        ["inputs", "outputs"],
        ["inputs", "outputs"],
        ["inputs", "outputs", "records"],
        [],
    )
)
HANDS = (
    "adds",
    "writes",
    "writes",
    "makes",
    "moves",
    "deletes",
    "protects",
    "converts",
    "links",
    "makes a folder of",
)
OWN_NAMES = ("CV.md", "CV.txt", "CV.new.md", "CV.new-2.md", "CV.backup.md", "Other.txt", "notes.md")


class Killed(BaseException):
    """The process has ended: nothing that it does afterwards reaches the disk."""


@contextmanager
def killed_at(number: int) -> Iterator[None]:
    """The process ends at its ``number``-th call to the disk; 0 is never."""
    count = 0

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            nonlocal count
            count += 1
            if number and count >= number:
                raise Killed
            return real(*arguments)

        return call

    names = ("write", "fsync", "replace", "unlink", "mkdir", "rmdir", "probe", "open_new")
    with ExitStack() as patched:
        for name in names:
            patched.enter_context(mock.patch.object(_disk, name, counted(getattr(_disk, name))))
        yield


class Hands(RuleBasedStateMachine):
    """A workspace in which appkit and a person take turns.

    ``mine`` is all that the person has written and not removed; ``touched`` whether anything but appkit has
    changed a file of its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.root = Path(self.folder.name)
        self.mine: set[bytes] = set()
        self.touched = False
        self.number = 0
        self.version, self.formats, self.name, self.target = 0, FORMATS[1], NAMES[0], TARGETS[0]
        self.profile = "ada"
        self._inputs()

    def teardown(self) -> None:
        tally(1, "histories")
        self.folder.cleanup()

    # -- what appkit does --------------------------------------------------------------------------------

    @initialize()
    def builds_first(self) -> None:
        assert appkit.build(self.root).ok

    @rule(
        data=st.data(),
        first=FIRST,
        then=st.sampled_from(("builds", "builds", "forces", "cleans")),
        kill=KILLS,
        out=OUTS,
    )
    def takes_a_turn(
        self, data: st.DataObject, first: list[str], then: str, kill: int, out: str | None
    ) -> None:
        """The person does something or nothing, and then appkit is run."""
        if "inputs" in first:
            self.changes_inputs(data)
        if "outputs" in first and self._outputs():
            self.has_hands_on_outputs(data)
        if "records" in first:
            self.harms_records(data)
        if then == "cleans":
            self.cleans(kill, out)
        else:
            self.builds(kill, out, force=then == "forces")

    def builds(self, kill: int, out: str | None, *, force: bool) -> None:
        folder = self.root / out if out else None
        with killed_at(kill):
            try:
                built = appkit.build(self.root, force=force, out=folder)
            except Killed:
                return
        told = {each.code for each in built.diagnostics}
        assert built.ok or self.touched or not self.target, built.diagnostics
        assert self.touched or "edited-by-hand" not in told, built.diagnostics

    def cleans(self, kill: int, out: str | None) -> None:
        folder = self.root / out if out else None
        with killed_at(kill):
            try:
                appkit.clean(self.root, out=folder)
            except Killed:
                return
            except AppkitError:
                assert self.touched

    # -- what a person does to the inputs ----------------------------------------------------------------

    def changes_inputs(self, data: st.DataObject) -> None:
        """The profile's words or name, a target's formats, file name or own name; "" is no target at all."""
        match data.draw(st.sampled_from(("words", "words", "target", "name of target", "name of profile"))):
            case "words":
                self.version += 1
            case "target":
                self.formats = data.draw(st.sampled_from(FORMATS))
                self.name = data.draw(st.sampled_from(NAMES))
            case "name of target":
                self.target = data.draw(st.sampled_from((*TARGETS, *TARGETS, "")))
            case "name of profile":
                self.profile = data.draw(st.sampled_from(("ada", "ada-2")))
        self._inputs()

    def _inputs(self) -> None:
        for folder in ("profiles", "targets"):
            shutil.rmtree(self.root / folder, ignore_errors=True)
        files = {f"profiles/{self.profile}.yaml": PROFILE.format(version=self.version)}
        if self.target:
            files[f"targets/{self.target}.yaml"] = TARGET.format(formats=self.formats, name=self.name)
        write(self.root, files)

    # -- what a person does to the outputs ---------------------------------------------------------------

    def has_hands_on_outputs(self, data: st.DataObject) -> None:
        file = data.draw(st.sampled_from(self._outputs()))
        content = file.read_bytes()
        self.touched = True
        how = data.draw(st.sampled_from(HANDS))
        match how:
            case "adds":
                self._mine(file, content + self._words())
            case "writes":
                self._mine(file, self._words())
            case "makes":  # where appkit may want to have a file
                place = file.with_name(data.draw(st.sampled_from(OWN_NAMES)))
                if not place.exists() and not place.is_symlink():
                    self._mine(place, self._words())
            case "moves":  # as one does who wants the new rendering under the first name
                place = file.with_name(data.draw(st.sampled_from(OWN_NAMES)))
                if not place.is_dir() and place != file:
                    self._forget(place)
                    file.replace(place)
            case "deletes":
                self._forget(file)
                file.unlink()
            case "protects":
                file.chmod(stat.S_IRUSR)
            case "converts" if content not in self.mine:  # git does
                file.write_bytes(content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
            case "links" | "makes a folder of":
                self._forget(file)
                file.unlink()
                other = self.root / f"my-{self.number}.md" if how == "links" else file / "mine.md"
                other.parent.mkdir(exist_ok=True)
                self._mine(other, self._words())
                if how == "links":
                    file.symlink_to(other)

    def _outputs(self) -> list[Path]:
        """Files that can be seen; what lies in ``.appkit`` is not for people."""
        folders = (self.root / "out", self.root / "elsewhere")
        files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
        return sorted(file for file in files if not file.name.startswith(".") and not file.is_symlink())

    def _words(self) -> bytes:
        self.number += 1
        return f"mine, number {self.number}\n".encode()

    def _mine(self, file: Path, content: bytes) -> None:
        """The person saves ``content``: what they had there is gone by their own hand."""
        self._forget(file)
        if file.exists():
            file.chmod(stat.S_IRUSR | stat.S_IWUSR)
        file.write_bytes(content)
        self.mine.add(content)

    def _forget(self, file: Path) -> None:
        if file.is_file() and not file.is_symlink():
            self.mine.discard(file.read_bytes())

    # -- what happens to the records ---------------------------------------------------------------------

    def harms_records(self, data: st.DataObject) -> None:
        files = sorted(f for f in (self.root / ".appkit").glob("*.json*") if f.suffix != ".lock")
        if not files:
            return
        self.touched = True
        file = data.draw(st.sampled_from(files))
        content = file.read_bytes()
        match data.draw(st.sampled_from(("deleted", "torn", "CRLF", "edited", "all"))):
            case "all":
                shutil.rmtree(self.root / ".appkit")
            case "deleted":
                file.unlink()
            case "torn":
                file.write_bytes(content[: len(content) * data.draw(st.integers(0, 9)) // 10])
            case "CRLF":
                file.write_bytes(content.replace(b"\n", b"\r\n"))
            case "edited":
                file.write_bytes(content.replace(b"CV", b"Other").replace(b'"t"', b'"u"'))

    # -- what must hold ----------------------------------------------------------------------------------

    @invariant()
    def nothing_is_lost(self) -> None:
        found = {file.read_bytes() for file in self.root.rglob("*") if file.is_file()}
        assert self.mine <= found, self.mine - found

    @precondition(lambda self: not self.touched and self.target)
    @rule()
    def builds_the_same_as_ever(self) -> None:
        """Where nobody has meddled, one build leaves what a first build would leave, and what is orphaned."""
        appkit.build(self.root)
        with TemporaryDirectory() as folder:
            other = Path(folder)
            for name in ("profiles", "targets"):
                shutil.copytree(self.root / name, other / name)
            appkit.build(other)
            for file in (other / "out").rglob("*.*"):
                assert (self.root / file.relative_to(other)).read_bytes() == file.read_bytes()
        assert not [path for path in self.root.rglob("*") if ".appkit-new" in path.name]
        assert not list((self.root / ".appkit").glob(f"{self.target}.json.next"))


Hands.TestCase.settings = settings(
    max_examples=150 if NIGHTLY else 8,
    stateful_step_count=40 if NIGHTLY else 10,
    deadline=None,
    derandomize=not NIGHTLY,
    database=None,
    phases=(Phase.generate, *((Phase.shrink,) if os.environ.get("APPKIT_SHRINK") else ())),
    suppress_health_check=list(HealthCheck),
)
TestHands = seed(SEED)(Hands.TestCase) if SEED is not None else Hands.TestCase
