"""No path, user, host or clock is in a file that is built, in what is kept of it, or in an export."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
import zlib
from datetime import date
from typing import TYPE_CHECKING

from workspaces import workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What a machine might tell: each word would stand out wherever it came to.
MACHINE = {
    "HOME": "/srv/quagga-home",
    "USER": "quagga-user",
    "LOGNAME": "quagga-user",
    "USERNAME": "quagga-user",
    "HOSTNAME": "quagga-host",
    "EMAIL": "quagga@example.org",
    "TMPDIR": "",
}
SCRIPT = """\
import os, platform, socket, sys
socket.gethostname = platform.node = lambda: "quagga-host"
import appkit.cli
sys.exit(appkit.cli.run(sys.argv[1:]))
"""
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def inside(content: bytes) -> Iterator[bytes]:
    """The bytes of a file, and what is packed in it."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                yield entry.filename.encode()
                yield archive.read(entry)
                assert entry.date_time[0] == 1980
    for stream in _STREAM.findall(content):
        try:
            yield zlib.decompress(stream)
        except zlib.error:
            continue


def test_nothing_of_the_machine_is_in_any_file(tmp_path: Path) -> None:
    root = workspace(tmp_path / "quagga-folder", **{"targets/t.cover-letter.md": "Dear reader,\n"})
    temporary = tmp_path / "quagga-temporary"
    temporary.mkdir()
    environment = {**os.environ, **MACHINE, "TMPDIR": str(temporary)}
    formats = [argument for name in ("docx", "html", "md", "pdf", "txt") for argument in ("-f", name)]
    for arguments in (
        ["build", "--all", *formats],
        ["export", "--to", "jsonresume", "-o", str(root / "out/me.json")],
    ):
        subprocess.run(
            [sys.executable, "-c", SCRIPT, "-C", str(root), *arguments],
            env=environment, check=True, capture_output=True,
        )  # fmt: skip

    files = [file for folder in ("out", ".appkit") for file in (root / folder).rglob("*") if file.is_file()]
    assert {file.suffix for file in files} >= {".docx", ".html", ".md", ".pdf", ".txt", ".json"}
    today = date.today().isoformat()  # noqa: DTZ011 - what a program on this machine would write
    for file in files:
        assert "quagga" not in file.name
        for content in inside(file.read_bytes()):
            assert b"quagga" not in content, file.name
            assert today.encode() not in content, file.name
            assert today.replace("-", "").encode() not in content, file.name
