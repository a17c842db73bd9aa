"""Ids are pinned in any profile, however its YAML is written."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from appkit.diagnostics import Report
from appkit.load import open_workspace
from appkit.model.text import Wording
from appkit.operations.ids import ids
from effort import examples
from yaml_styles import without, written

_words = st.one_of(
    st.sampled_from(("one", "two words", "no", "12:30", "a: b", "- x", "#c", "{x}", "x, y", "中文", "😀 e\u0301", "it's", '"q"')),
    st.lists(st.sampled_from(("long", "words", "\n", "\n\n", "  ", " - ", "- ", ": ", "# ")), min_size=1, max_size=30).map(" ".join),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=12),
).filter(str.strip)  # fmt: skip
_highlights = st.one_of(
    _words,
    st.fixed_dictionaries({"text": _words}, optional={"id": st.from_regex("[a-z]{6}", fullmatch=True), "tags": st.just([])}),
    st.dictionaries(st.sampled_from(("en", "zh", "de")), _words, min_size=1),
)  # fmt: skip
_entries = st.lists(
    st.fixed_dictionaries({"name": _words}, optional={"highlights": st.lists(_highlights, max_size=4), "summary": _words}),
    max_size=3,
)  # fmt: skip
_profiles = st.fixed_dictionaries(
    {"basics": st.just({"name": "Ada"})},
    optional={
        "work": _entries,
        "projects": _entries,
        "custom": st.fixed_dictionaries({"clubs": _entries}),
        "x-mine": st.lists(st.one_of(_words, st.dictionaries(st.sampled_from(("a", "b")), _words))),
    },
)


def facts(value: object) -> object:
    """A decoded value without the places it stands at, and without the mark of a derived id."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        skipped = {"location", "field_locations", "tag_locations", "derived_id"}
        return {
            f.name: facts(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name not in skipped
        }
    if isinstance(value, Wording):
        return value.tag, value.language, value.text
    if isinstance(value, tuple):
        return [facts(item) for item in value]
    return {key: facts(item) for key, item in value.items()} if isinstance(value, dict) else value


@examples(25)
@given(_profiles, st.data())
def test_any_profile_says_the_same_with_its_ids_pinned(data: dict[str, object], draw: st.DataObject) -> None:
    """Every item has the id it had, all else is as it was, and no character of the file is lost."""
    content = written(data, draw)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "profiles", "ada.yaml")
        file.parent.mkdir()
        file.write_bytes(content)
        report = Report()
        before = open_workspace(Path(folder)).profile("ada", report)
        # Ids may stand twice, and the emitters write what no parser reads.
        assume(before is not None)

        result = ids(folder, write=True)

        assert result.ok, (result.diagnostics, content.decode())
        after = open_workspace(Path(folder)).profile("ada", report)
        assert facts(after) == facts(before)
        assert ids(folder).items == ()
        assert without(file.read_bytes().decode(), content.decode())
