"""No byte that a person wrote is ever lost, whatever is built, cleaned, renamed, deleted or killed in between."""

from __future__ import annotations

import shutil
import stat
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest import mock

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

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
OUTS = (None, None, "elsewhere")
# Enough for the longest run: a call with a higher number is never made.
CALLS = 40


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

    @rule(
        kill=st.sampled_from((0, 0, 0, 1)),
        at=st.integers(1, CALLS),
        force=st.sampled_from((False, False, True)),
        out=st.sampled_from(OUTS),
    )
    def build(self, kill: int, at: int, force: bool, out: str | None) -> None:
        folder = self.root / out if out else None
        with killed_at(at * kill):
            try:
                built = appkit.build(self.root, force=force, out=folder)
            except Killed:
                return
        told = {each.code for each in built.diagnostics}
        assert built.ok or self.touched or not self.target, built.diagnostics
        assert self.touched or "edited-by-hand" not in told, built.diagnostics

    @rule(kill=st.sampled_from((0, 0, 1)), at=st.integers(1, CALLS // 2), out=st.sampled_from(OUTS))
    def clean(self, kill: int, at: int, out: str | None) -> None:
        folder = self.root / out if out else None
        with killed_at(at * kill):
            try:
                appkit.clean(self.root, out=folder)
            except Killed:
                return
            except AppkitError:
                assert self.touched

    # -- what a person does to the inputs ----------------------------------------------------------------

    @rule(version=st.integers(0, 3))
    def changes_profile(self, version: int) -> None:
        self.version = version
        self._inputs()

    @rule(formats=st.sampled_from(FORMATS), name=st.sampled_from(NAMES))
    def changes_target(self, formats: str, name: str) -> None:
        self.formats, self.name = formats, name
        self._inputs()

    @rule(name=st.sampled_from((*TARGETS, "")))
    def renames_target(self, name: str) -> None:
        """No target at all is one that was removed."""
        self.target = name
        self._inputs()

    @rule(profile=st.sampled_from(("ada", "ada-2")))
    def renames_profile(self, profile: str) -> None:
        self.profile = profile
        self._inputs()

    def _inputs(self) -> None:
        for folder in ("profiles", "targets"):
            shutil.rmtree(self.root / folder, ignore_errors=True)
        files = {f"profiles/{self.profile}.yaml": PROFILE.format(version=self.version)}
        if self.target:
            files[f"targets/{self.target}.yaml"] = TARGET.format(formats=self.formats, name=self.name)
        write(self.root, files)

    # -- what a person does to the outputs ---------------------------------------------------------------

    @precondition(lambda self: self._outputs())
    @rule(data=st.data(), adding=st.booleans())
    def edits(self, data: st.DataObject, adding: bool) -> None:
        file = self._one(data)
        old = file.read_bytes()
        self._mine(file, old + self._words() if adding else self._words())

    @rule(
        folder=st.sampled_from(("out/t", "out/u", "elsewhere/t")),
        name=st.sampled_from(
            ("CV.md", "CV.txt", "CV.new.md", "CV.new-2.md", "CV.backup.md", "Other.txt", "notes.md")
        ),
    )
    def writes(self, folder: str, name: str) -> None:
        """A file of their own, where appkit may want to have one."""
        file = self.root / folder / name
        if file.parent.is_dir() and not file.exists() and not file.is_symlink():
            self._mine(file, self._words())

    @precondition(lambda self: self._outputs())
    @rule(data=st.data(), to=st.sampled_from(("CV.md", "CV.txt", "CV.new.md", "kept.md")))
    def moves(self, data: st.DataObject, to: str) -> None:
        """One output over another, as one does who wants the new rendering under the first name."""
        file = self._one(data)
        place = file.with_name(to)
        if not place.is_dir() and place != file:
            self._forget(place)
            self.touched = True
            file.replace(place)

    @precondition(lambda self: self._outputs())
    @rule(data=st.data())
    def deletes(self, data: st.DataObject) -> None:
        file = self._one(data)
        self._forget(file)
        self.touched = True
        file.unlink()

    @precondition(lambda self: self._outputs())
    @rule(data=st.data(), how=st.sampled_from(("link", "folder", "read-only", "CRLF")))
    def replaces(self, data: st.DataObject, how: str) -> None:
        """By something else of their own; line ends are git's work."""
        file = self._one(data)
        content = file.read_bytes()
        self.touched = True
        if how == "read-only":
            file.chmod(stat.S_IRUSR)
        elif how == "CRLF":
            if content in self.mine:
                return
            file.write_bytes(content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        else:
            self._forget(file)
            file.unlink()
            other = self.root / f"my-{self.number}.md" if how == "link" else file / "mine.md"
            other.parent.mkdir(exist_ok=True)
            self._mine(other, self._words())
            if how == "link":
                file.symlink_to(other)

    def _outputs(self) -> list[Path]:
        """Files that can be seen; what lies in ``.appkit`` is not for people."""
        folders = (self.root / "out", self.root / "elsewhere")
        files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
        return sorted(file for file in files if not file.name.startswith(".") and not file.is_symlink())

    def _one(self, data: st.DataObject) -> Path:
        return data.draw(st.sampled_from(self._outputs()))

    def _words(self) -> bytes:
        self.number += 1
        return f"mine, number {self.number}\n".encode()

    def _mine(self, file: Path, content: bytes) -> None:
        """The person saves ``content``: what they had there is gone by their own hand."""
        self._forget(file)
        self.touched = True
        if file.exists():
            file.chmod(stat.S_IRUSR | stat.S_IWUSR)
        file.write_bytes(content)
        self.mine.add(content)

    def _forget(self, file: Path) -> None:
        if file.is_file() and not file.is_symlink():
            self.mine.discard(file.read_bytes())

    # -- what happens to the records ---------------------------------------------------------------------

    @rule(data=st.data(), how=st.sampled_from(("deleted", "torn", "CRLF", "edited", "all")))
    def harms_records(self, data: st.DataObject, how: str) -> None:
        files = sorted(f for f in (self.root / ".appkit").glob("*.json*") if f.suffix != ".lock")
        if not files:
            return
        self.touched = True
        file = data.draw(st.sampled_from(files))
        content = file.read_bytes()
        match how:
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
    max_examples=800 if NIGHTLY else 12,
    stateful_step_count=40 if NIGHTLY else 15,
    deadline=None,
    derandomize=not NIGHTLY,
    database=None,
    phases=(Phase.generate, Phase.shrink) if NIGHTLY else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
TestHands = seed(SEED)(Hands.TestCase) if SEED is not None else Hands.TestCase
