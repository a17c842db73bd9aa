"""``appkit schema`` at the command line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import appkit as library
from appkit.check import NAMES, schema_text
from appkit.operations.schema import modeline, schema, write_schemas
from workspaces import appkit, codes, workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", NAMES)
def test_prints_a_schema(tmp_path: Path, name: str) -> None:
    """Nothing but the schema is printed, so that it can be redirected into a file; no workspace is needed."""
    ran = appkit(tmp_path, "schema", name)

    assert (ran.code, ran.out, ran.err) == (0, schema_text(name), "")
    assert json.loads(ran.out)["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_prints_bytes_of_utf_8_in_a_real_process() -> None:
    """What arrives in a pipe is the schema file."""
    command = [sys.executable, "-m", "appkit", "schema", "target"]
    done = subprocess.run(command, capture_output=True, check=False, env={"PYTHONUTF8": "1"})

    assert (done.returncode, done.stdout) == (0, schema_text("target").encode())


def test_writes_schemas_where_modelines_point(tmp_path: Path) -> None:
    """The path in a modeline, seen from the file it stands in, is a schema that was written."""
    root = workspace(tmp_path)

    ran = appkit(root, "schema", "--write")

    assert ran.code == 0
    for name in NAMES:
        assert f"wrote .appkit/schemas/{name}.schema.json\n" in ran.out
        match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)\n", modeline(name))
        assert match
        assert (root / "targets" / match[1]).read_text(encoding="utf-8") == schema_text(name)


def test_writes_only_what_is_out_of_date(tmp_path: Path) -> None:
    """A second run writes nothing; an old schema is replaced, and nothing is left beside it."""
    root = workspace(tmp_path)
    appkit(root, "schema", "--write")
    assert "up to date" in appkit(root, "schema", "--write").out
    old = root / ".appkit" / "schemas" / "tags.schema.json"
    old.write_text("{}")

    ran = appkit(root, "schema", "--write")

    assert ran.out == "wrote .appkit/schemas/tags.schema.json\n"
    assert old.read_text(encoding="utf-8") == schema_text("tags")
    assert len(list(old.parent.iterdir())) == len(NAMES)


@pytest.mark.parametrize("arguments", [(), ("profile", "--write"), ("profil",)])
def test_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """A name or --write, and only a name there is."""
    assert appkit(tmp_path, "schema", *arguments).code == 2


def test_write_needs_a_workspace(tmp_path: Path) -> None:
    """Schemas are written into a workspace, not into whatever folder one is in."""
    ran = appkit(tmp_path, "schema", "--write")

    assert (ran.code, codes(ran)) == (1, ["no-workspace"])
    assert not list(tmp_path.iterdir())


def test_a_file_in_the_way(tmp_path: Path) -> None:
    """Where .appkit is a file, that is said once, and the file stays."""
    root = workspace(tmp_path, **{".appkit": "mine"})

    ran = appkit(root, "schema", "--write")

    assert (ran.code, codes(ran)) == (1, ["cannot-write"])
    assert (root / ".appkit").read_text() == "mine"


def test_a_link_in_the_way(tmp_path: Path) -> None:
    """A link in the place of .appkit is not followed out of the workspace."""
    root = workspace(tmp_path / "ws")
    (tmp_path / "elsewhere").mkdir()
    (root / ".appkit").symlink_to(tmp_path / "elsewhere")

    ran = appkit(root, "schema", "--write")

    assert (ran.code, codes(ran)) == (1, ["outside-workspace"])
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_folder_in_the_place_of_a_schema(tmp_path: Path) -> None:
    """What cannot be replaced is told; nothing is left beside it."""
    root = workspace(tmp_path)
    (root / ".appkit" / "schemas" / "profile.schema.json").mkdir(parents=True)

    ran = appkit(root, "schema", "--write")

    assert (ran.code, codes(ran)) == (1, ["cannot-write"])
    assert [p.name for p in (root / ".appkit" / "schemas").iterdir()] == ["profile.schema.json"]


def test_library(tmp_path: Path) -> None:
    """The same as functions: text and paths come back, what is wrong is raised with a hint."""
    root = workspace(tmp_path)

    assert schema("style").text == schema_text("style")
    assert len(write_schemas(root).written) == len(NAMES)
    assert len(write_schemas(root / "targets").unchanged) == len(NAMES)
    with pytest.raises(library.AppkitError) as caught:
        schema("profiles")
    assert caught.value.diagnostics[0].help == "did you mean 'profile'?"
