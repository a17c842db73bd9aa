"""``appkit init`` at the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import appkit as library
from appkit.diagnostics import Report
from appkit.operations.init import init
from appkit.output import _disk
from appkit.source import parse, plain, source_from_bytes
from effort import examples
from workspaces import PROFILE, appkit, codes, workspace, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILES = [
    ".appkit/schemas/labels.schema.json",
    ".appkit/schemas/profile.schema.json",
    ".appkit/schemas/style.schema.json",
    ".appkit/schemas/tags.schema.json",
    ".appkit/schemas/target.schema.json",
    ".gitignore",
    "profiles/your-name.yaml",
    "targets/example-job.yaml",
    "targets/example-phd.yaml",
]


def contents(root: Path) -> dict[str, str]:
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in found}


def as_json(root: Path, data: object, name: str = "resume.json") -> Path:
    root.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return root / name


def yaml_of(root: Path, name: str) -> object:
    source = source_from_bytes("x.yaml", (root / "profiles" / name).read_bytes(), Report())
    assert source
    node = parse(source, Report())
    assert node
    return plain(node)


def test_makes_a_workspace_that_validates_and_builds(tmp_path: Path) -> None:
    """The commands that are told next work as they stand, without an error and with every id pinned."""
    ran = appkit(tmp_path, "init", "my cv")
    root = tmp_path / "my cv"

    assert (ran.code, ran.err) == (0, "")
    assert sorted(contents(root)) == FILES
    assert "made profiles/your-name.yaml\n" in ran.out
    assert "go there          cd 'my cv'\n" in ran.out
    assert "appkit build --target example-phd\n" in ran.out
    assert appkit(root, "validate").code == 0
    assert appkit(root, "build", "--all").code == 0
    assert len([path for path in contents_bytes(root / "out") if path.endswith(".docx")]) == 4
    assert appkit(root, "ids", "--check").code == 0


def contents_bytes(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_the_starter_shows_what_there_is(tmp_path: Path) -> None:
    """Its files are short, begin with the modeline, and show ids, tags, variants, letter and a rule at work."""
    init(tmp_path)

    for path, text in contents(tmp_path).items():
        if path.endswith(".yaml"):
            kind = path.split("/", maxsplit=1)[0].removesuffix("s")
            modeline = f"# yaml-language-server: $schema=../.appkit/schemas/{kind}.schema.json\n"
            assert text.startswith(modeline)
            assert len(text.splitlines()) <= 70
            assert max(map(len, text.splitlines())) <= 110
    profile = contents(tmp_path)["profiles/your-name.yaml"]
    for word in ("id:", "tags:", "variants:", "letter:", "example.com"):
        assert word in profile
    built = library.build(tmp_path, ["example-phd"])
    selection = built.targets[0].selection
    assert selection
    left_out = [d.address for d in selection.decisions.values() if d.out]
    assert left_out == ["work/company/team"]


def test_runs_in_a_real_process_in_the_current_folder(tmp_path: Path) -> None:
    """Without DIR the workspace is made here."""
    command = [sys.executable, "-m", "appkit", "init"]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment)

    assert (done.returncode, done.stderr) == (0, "")
    assert "cd " not in done.stdout
    assert sorted(contents(tmp_path)) == FILES


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    """Everything is kept, and said so."""
    appkit(tmp_path, "init")
    before = contents(tmp_path)

    ran = appkit(tmp_path, "init")

    assert ran.code == 0
    assert "made" not in ran.out
    assert "kept profiles/your-name.yaml, which was there\n" in ran.out
    assert contents(tmp_path) == before


def test_a_workspace_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    """Beside a profile none is put, as its targets would have to say which they are for; nor examples."""
    root = workspace(tmp_path, **{".gitignore": "mine\n", ".appkit/schemas/tags.schema.json": "{}"})
    before = contents(root)

    ran = appkit(root, "init")

    after = contents(root)
    assert ran.code == 0
    assert {path: after[path] for path in before} == before
    assert set(after) - set(before) == {path for path in FILES if path.startswith(".appkit/")} - set(before)
    assert "kept profiles/ada.yaml, which was there\n" in ran.out
    assert appkit(root, "build", "--all").code == 0


@pytest.mark.parametrize("name", ["example-phd.yml", "Example-PHD.yaml", "mine.yaml"])
def test_beside_targets_no_examples_are_put(tmp_path: Path, name: str) -> None:
    """Two targets of one name, on some system, would break the workspace."""
    write(tmp_path, {f"targets/{name}": "extends: phd\n"})

    ran = appkit(tmp_path, "init")

    assert ran.code == 0
    assert [path for path in contents(tmp_path) if path.startswith("targets/")] == [f"targets/{name}"]
    assert appkit(tmp_path, "validate").code == 0


@pytest.mark.parametrize("blocked", ["cv", "cv/profiles", "cv/targets", "cv/.appkit"])
def test_a_file_where_a_folder_belongs(tmp_path: Path, blocked: str) -> None:
    """Nothing is made, not even what came before it in order."""
    write(tmp_path, {blocked: "mine"})

    ran = appkit(tmp_path, "init", "cv")

    assert (ran.code, codes(ran)) == (1, ["not-a-folder"])
    assert contents(tmp_path) == {blocked: "mine"}
    assert not [path for path in tmp_path.rglob("*") if path.is_dir() and path.name != "cv"]


class FullAt:
    """A disk that is full at the n-th call of ``write``."""

    def __init__(self, call: int) -> None:
        self._left = call
        self._write = _WRITE

    def __call__(self, descriptor: int, data: bytes) -> None:
        if self._left == 0:
            raise OSError(28, "No space left on device")
        self._left -= 1
        self._write(descriptor, data)


_WRITE = _disk.write


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever file cannot be written, the files and folders made before it are removed again."""
    for number in range(9):
        monkeypatch.setattr(_disk, "write", FullAt(number))
        ran = appkit(tmp_path, "init", "a/b")

        assert (ran.code, codes(ran)) == (1, ["cannot-write"])
        assert not list(tmp_path.iterdir())


def test_a_folder_name_that_cannot_be(tmp_path: Path) -> None:
    """A name too long for the system is told, not a bug."""
    assert codes(appkit(tmp_path, "init", "a" * 300)) == ["unreadable-folder"]


def test_a_link_that_leads_nowhere_is_kept(tmp_path: Path) -> None:
    """Nothing is written through it."""
    (tmp_path / "cv").mkdir()
    (tmp_path / "cv" / ".gitignore").symlink_to(tmp_path / "nowhere")

    ran = appkit(tmp_path, "init", "cv")

    assert ran.code == 0
    assert "kept .gitignore" in ran.out
    assert not (tmp_path / "nowhere").exists()


RESUME = {
    "$schema": "https://example.com/schema.json",
    "basics": {
        "name": "Jane Placeholder",
        "label": 'Programmer: "C#"',
        "image": "",
        "summary": ("long words " * 12).strip() + "\n\n" + ("more words " * 12).strip(),
        "location": {"address": "", "postalCode": "0123", "city": "no"},
        "profiles": [{"network": "", "username": None}],
    },
    "work": [
        {
            "name": "Company",
            "website": "https://example.com",
            "startDate": "2013-01-01",
            "highlights": ["Led: yes", "- dash", "no", "multi\nline", "trailing "],
        }
    ],
    "volunteer": [{"organization": "", "highlights": []}],
    "skills": [{"name": "Web", "keywords": ["0x1F", "1e5", "12:30", "#x"]}],
    "projects": [{"name": "P", "score": 3.5, "x-score": "kept", "n": 12, "startDate": "2019"}],
    "meta": {"version": "v1.0.0"},
}


def test_starts_from_a_json_resume(tmp_path: Path) -> None:
    """It validates and builds at once; nothing that the file says is lost, nor its order."""
    as_json(tmp_path, RESUME)

    ran = appkit(tmp_path, "init", "cv", "--from", "resume.json")

    root = tmp_path / "cv"
    assert (ran.code, codes(ran)) == (0, [])
    assert "made profiles/jane-placeholder.yaml\n" in ran.out
    assert "made of resume.json (JSON Resume)\n  read " in ran.out
    assert "\n  look through it   profiles/jane-placeholder.yaml\n" in ran.out
    assert "resume.json:6:12: note[empty-value]: 5 empty values are taken as not there" in ran.err
    made = yaml_of(root, "jane-placeholder.yaml")
    assert isinstance(made, dict)
    expected = {
        "basics": {
            "name": "Jane Placeholder",
            "label": 'Programmer: "C#"',
            "location": {"postalCode": "0123", "city": "no"},
            "summary": RESUME["basics"]["summary"],  # type: ignore[index]
        },
        "work": [
            {
                "id": "company",
                "name": "Company",
                "startDate": "2013-01-01",
                "url": "https://example.com",
                "highlights": ["Led: yes", "- dash", "no", "multi\nline", "trailing "],
            }
        ],
        "skills": [{"id": "web", **RESUME["skills"][0]}],  # type: ignore[index]
        "projects": [
            {"id": "p", "name": "P", "startDate": 2019, "x-score": "3.5", "x-x-score": "kept", "x-n": 12}
        ],
        "meta": {"version": "v1.0.0"},
    }
    assert list(made)[: len(expected)] == list(expected)
    assert all(key.startswith("x-") for key in [*made][len(expected) :])
    for key, value in expected.items():
        if key != "projects":
            assert json.dumps(made[key]) == json.dumps(value)
    assert sorted(map(str, made["projects"][0].values())) == ["12", "2019", "3.5", "P", "kept", "p"]
    text = (root / "profiles" / "jane-placeholder.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../.appkit/schemas/profile.schema.json\n")
    assert appkit(root, "validate").code == 0
    assert appkit(root, "build", "--all").code == 0


@pytest.mark.parametrize(
    ("name", "file", "expected"),
    [
        ("Ünal Ärger", "r.json", "unal-arger"),
        ("董代泽", "My CV.json", "my-cv"),
        ("董代泽", "简历.json", "profile"),
        ("Con", "nul.json", "profile"),
    ],
)
def test_the_profile_is_named_for_the_person(tmp_path: Path, name: str, file: str, expected: str) -> None:
    """Or for the file, where the name has no letters that every system has."""
    as_json(tmp_path, {"basics": {"name": name}}, file)

    ran = appkit(tmp_path, "init", "cv", "--from", file)

    assert ran.code == 0
    assert [path.name for path in (tmp_path / "cv" / "profiles").iterdir()] == [f"{expected}.yaml"]
    assert appkit(tmp_path / "cv", "build", "--all").code == 0


@pytest.mark.parametrize(
    ("content", "place", "code"),
    [
        (b"", "1:1", "empty-file"),
        (b"   \n", "1:1", "empty-file"),
        (b'{"basics": {"name": "\xff"}}', "1:22", "not-utf-8"),
        ('{"basics": {"name": "x"}}'.encode("utf-16"), "1:1", "not-utf-8"),
        (b'{"basics": {"name": "a\\u0000"}}', "1:21", "forbidden-character"),
        (b'{"basics": {"name": "x"},\n}', "2:1", "json-syntax"),
        (b'{"basics": {"name": "x", "name": "y"}}', "1:26", "duplicate-key"),
        (b"[" * 100, "1:66", "too-deep"),
        (b"[]", "1:1", "unknown-kind"),
        (b"{}", "1:1", "unknown-kind"),
    ],
)  # fmt: skip
def test_json_that_is_wrong(tmp_path: Path, content: bytes, place: str, code: str) -> None:
    """Each problem is told at its place in the JSON, and nothing is made."""
    (tmp_path / "r.json").write_bytes(content)

    ran = appkit(tmp_path, "init", "cv", "--from", "r.json")

    assert (ran.code, codes(ran)) == (1, [code])
    assert f"r.json:{place}: error" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["r.json"]


@pytest.mark.parametrize(
    ("resume", "place", "code"),
    [
        ({"basics": {"name": ""}}, "8:3", "missing-name"),
        ({"basics": {"name": "x", "url": "javascript:x"}}, "8:3", "unsafe-link"),
        ({"basics": {"name": "x"}, "work": [{"name": "a", "startDate": "2020", "endDate": "2019"}]}, "13:5", "end-before-start"),
    ],
)  # fmt: skip
def test_what_cannot_be_in_a_profile_is_put_aside(
    tmp_path: Path, resume: object, place: str, code: str
) -> None:
    """It is told at its place in the new file, which validates and builds all the same."""
    as_json(tmp_path, resume)

    ran = appkit(tmp_path, "init", "cv", "--from", "resume.json")

    assert (ran.code, codes(ran)) == (0, [])
    assert f"{place}: warning[{code}]" in ran.err
    assert appkit(tmp_path / "cv", "validate").code == 0
    assert appkit(tmp_path / "cv", "build", "--all").code == 0


def test_a_file_name_with_a_line_break(tmp_path: Path) -> None:
    """It stands in a comment of the profile and cannot end it."""
    as_json(tmp_path, {"basics": {"name": "x"}}, "a\nbasics: 1.json")

    assert appkit(tmp_path, "init", "cv", "--from", "a\nbasics: 1.json").code == 0
    assert yaml_of(tmp_path / "cv", "x.yaml") == {"basics": {"name": "x"}}


@pytest.mark.parametrize(("name", "code"), [("no.json", "missing-file"), ("d.json", "not-a-file")])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, code: str) -> None:
    """What is no file is told before anything is made."""
    (tmp_path / "d.json").mkdir()

    ran = appkit(tmp_path, "init", "cv", "--from", name)

    assert (ran.code, codes(ran)) == (1, [code])
    assert not (tmp_path / "cv").exists()


def test_a_json_resume_beside_a_profile(tmp_path: Path) -> None:
    """A second profile would leave targets undecided, so it is refused and the workspace stays as it is."""
    root = workspace(tmp_path)
    as_json(tmp_path, RESUME)
    before = contents(root)

    ran = appkit(root, "init", "--from", "resume.json")

    assert (ran.code, codes(ran)) == (1, ["profile-exists"])
    assert contents(root) == before


_texts = st.one_of(
    st.text(st.sampled_from("ab:#-'\"\n 0e,.é中😀\t\\{}[]&*!|>%@`"), min_size=1, max_size=30),
    st.sampled_from(("no", "1e5", "12:30", "2023-07-01", "~", "word " * 40)),
).filter(str.strip)
_entries = st.lists(
    st.fixed_dictionaries({"name": _texts}, optional={"highlights": st.lists(_texts, max_size=3), "other": _texts}),
    max_size=3,
)  # fmt: skip
_resumes = st.fixed_dictionaries(
    {"basics": st.fixed_dictionaries({"name": _texts}, optional={"label": _texts, "phone": _texts})},
    optional={"work": _entries, "projects": _entries, "meta": st.dictionaries(_texts, _texts, max_size=3)},
)


@examples(30)
@given(_resumes)
def test_every_text_of_a_json_resume_is_in_the_profile(resume: Mapping[str, Any]) -> None:
    """Any JSON Resume becomes a workspace that validates, and says all its texts."""
    with tempfile.TemporaryDirectory() as folder:
        file = as_json(Path(folder), resume)
        result = init(Path(folder, "cv"), resume=file)
        [path] = [path for path in result.made if path.startswith("profiles/")]
        said = set(_said(yaml_of(Path(folder, "cv"), path.removeprefix("profiles/"))))
    assert result.ok
    assert set(_said(resume)) <= said


def _said(data: object) -> Iterator[str]:
    """Every text of the data; where Markdown could not mean what it says, a backslash is put before it."""
    if isinstance(data, dict | list):
        for inner in data.values() if isinstance(data, dict) else data:
            yield from _said(inner)
    else:
        yield " ".join(str(data).replace("\\", "").split())


def test_library(tmp_path: Path) -> None:
    """The same as a function: what was made and kept comes back."""
    first = init(tmp_path / "cv")
    second = init(tmp_path / "cv")

    assert (first.ok, sorted(first.made), first.kept) == (True, FILES, ())
    assert (second.ok, second.made, set(second.kept)) == (True, (), set(FILES))
    with pytest.raises(library.AppkitError):
        init(workspace(tmp_path / "there", PROFILE), resume=as_json(tmp_path, RESUME))
