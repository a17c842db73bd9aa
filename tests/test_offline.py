"""No command needs the network, nor asks for it: every kind of command, with all that leads there forbidden."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING, NoReturn

import pytest

from appkit.render import FORMATS
from workspaces import Ran, appkit, workspace

if TYPE_CHECKING:
    from pathlib import Path

WAYS = (
    "socket",
    "create_connection",
    "create_server",
    "socketpair",
    "getaddrinfo",
    "gethostbyname",
    "fromfd",
)
PICTURE = "![a portrait](https://example.org/portrait.png)"


@pytest.fixture(autouse=True)
def cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every way to the network fail a command with an exception, which is told as a bug."""

    def refused(*arguments: object, **_: object) -> NoReturn:
        raise AssertionError(f"the network was asked for {arguments}")

    for name in WAYS:
        monkeypatch.setattr(socket, name, refused)
    # The class stays: `ssl`, which may be imported for its errors, has one below it.
    monkeypatch.setattr(socket.socket, "__init__", refused)
    for proxy in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(proxy, "http://192.0.2.1:9")


def done(ran: Ran) -> Ran:
    assert ran.code == 0, ran.err
    return ran


def test_every_format_is_built_and_looked_at(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w")
    formats = [argument for name, each in FORMATS.items() if each.is_available for argument in ("-f", name)]

    done(appkit(root, "build", "--all", *formats))
    done(appkit(root, "build", "--all", *formats))
    for command in ("validate", "list", "explain --target t", "ids", "schema profile", "template list"):
        done(appkit(root, *command.split()))
    assert len([*(root / "out/t").iterdir()]) == len(formats)


def test_profiles_come_and_go(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w")
    for form in ("jsonresume", "rendercv", "bibtex", "csl-json"):
        text = done(appkit(root, "export", "ada", "--to", form)).out
        there = tmp_path / f"there.{'bib' if form == 'bibtex' else 'yaml' if form == 'rendercv' else 'json'}"
        there.write_text(text, encoding="utf-8")
        done(appkit(root, "import", str(there), "--out", f"profiles/{form}.yaml"))
    (tmp_path / "cv.md").write_text(f"# Ada Example\n\n{PICTURE}\n\n## Work\n\n- Counted cells\n")
    done(appkit(root, "import", str(tmp_path / "cv.md"), "--out", "profiles/prose.yaml"))


def test_a_schema_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    """A wrong file: that is when jsonschema is asked, which would fetch what a schema refers to."""
    root = workspace(tmp_path / "w")
    wrong = '{"$schema": "https://example.org/schema.json", "basics": {"name": ["Ada"]}}'
    (tmp_path / "there.json").write_text(wrong)

    assert "wrong-type" in appkit(root, "validate", str(tmp_path / "there.json")).err


def test_an_attempt_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line makes a bug of every exception, also of the one that this file raises."""
    monkeypatch.setattr("appkit.operations.validate.opened", lambda *_: socket.socket())

    ran = appkit(workspace(tmp_path / "w"), "validate")

    assert ran.code == 3
    assert re.search(r"bug in appkit \(AssertionError\)", ran.err)
