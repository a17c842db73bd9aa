"""Compiled templates kept beside the built-in ones: used when they are right, and never otherwise."""

from __future__ import annotations

import hashlib
import marshal
import sys
from typing import TYPE_CHECKING, Any

import jinja2
import pytest

from appkit.compose import kept
from appkit.compose.environment import Environment

if TYPE_CHECKING:
    from pathlib import Path

NAME, PATH = "house/resume.md.j2", "house/resume.md.j2 (built in)"
SOURCE = "{% import 'house/parts.md.j2' as parts %}\nHello\n{{ parts.name() }}\n"
PARTS = "{% macro name() %}you{% endmacro %}"
# What somebody else's code would look like: it does what no template may do.
FOREIGN = compile("raise SystemExit('code that is not ours ran')", "x", "exec")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where built-in templates lie, and Python keeps bytecode."""
    monkeypatch.setattr(kept, "_TEMPLATES", tmp_path / "templates")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return tmp_path / "templates"


def environment(source: str = SOURCE, path: str = PATH) -> Environment:
    texts = {NAME: (source, path), "house/parts.md.j2": (PARTS, "house/parts.md.j2")}
    return Environment(texts.get)


def run(where: Environment) -> str:
    return where.get_template(NAME).render()


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled from now on."""
    seen: list[str] = []
    really: Any = jinja2.Environment.compile

    def compile_(self: jinja2.Environment, source: str, name: str, *rest: str) -> object:
        seen.append(name)
        return really(self, source, name, *rest)

    monkeypatch.setattr(jinja2.Environment, "compile", compile_)
    return seen


def kept_file(folder: Path) -> Path:
    (file,) = folder.rglob("*.pyc")
    return file


def test_what_is_kept_does_what_compiling_did(monkeypatch: pytest.MonkeyPatch) -> None:
    """Output, marks for lines and the templates referred to are the same; only the workspace's is compiled."""
    first = environment()
    text, references = run(first), first.references(NAME, SOURCE, PATH)
    seen = compiled(monkeypatch)

    second = environment()

    assert run(second) == text
    assert "Hello" in text
    assert seen == ["house/parts.md.j2"]
    assert second.references(NAME, SOURCE, PATH) == references == ("house/parts.md.j2",)
    assert NAME in second.trace_names.values()


def test_templates_of_a_workspace_are_not_kept(folder: Path) -> None:
    run(environment(path="templates/house/resume.md.j2"))

    assert not list(folder.parent.rglob("*.pyc"))


@pytest.mark.parametrize("path", ["templates/x (built in)/resume.md.j2", f"x/{PATH}", f"built-in/{PATH}"])
def test_a_path_that_only_looks_built_in_is_not(folder: Path, path: str) -> None:
    run(environment(path=path))

    assert not list(folder.parent.rglob("*.pyc"))


@pytest.mark.parametrize("what", ["text", "Jinja2", "compiler"])
def test_another_edition_is_compiled_anew(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run(environment())
    seen = compiled(monkeypatch)

    if what == "Jinja2":
        monkeypatch.setattr(jinja2, "__version__", "4.0")
    if what == "compiler":
        monkeypatch.setattr(kept, "_compilers", lambda: ("another",))
    source = SOURCE.replace("Hello", "Goodbye") if what == "text" else SOURCE
    text = run(environment(source))

    assert NAME in seen
    assert ("Goodbye" in text) == (what == "text")
    seen.clear()
    run(environment(source))
    assert NAME not in seen


def test_a_torn_or_foreign_file_is_compiled_anew(folder: Path) -> None:
    """Half a file, a changed byte, code under no seal, and code under a seal that is of another template."""
    text = run(environment())
    file = kept_file(folder)
    good = file.read_bytes()
    payload = marshal.dumps(((), FOREIGN))
    other = hashlib.sha256(b"other").digest()
    seal = hashlib.sha256(other + payload).digest()

    for bad in (
        b"",
        good[:40],
        good[:-9],
        good[:80] + b"\xff" + good[81:],
        good[:64] + payload,
        seal + other + payload,
    ):
        file.write_bytes(bad)
        assert run(environment()) == text
        assert file.read_bytes() == good


def test_nothing_is_kept_where_python_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    run(environment())

    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_no_trouble(folder: Path) -> None:
    folder.mkdir()
    (folder / "house").write_text("a file where a folder should be")

    assert "Hello" in run(environment())


def test_nothing_is_left_beside_what_is_kept(folder: Path) -> None:
    run(environment())

    assert [file.name for file in kept_file(folder).parent.iterdir()] == [kept_file(folder).name]


def test_a_template_that_does_not_compile_is_not_kept(folder: Path) -> None:
    with pytest.raises(jinja2.TemplateSyntaxError):
        run(environment("{% if %}"))

    assert not folder.exists()
