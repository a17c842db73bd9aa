"""Drafts of profiles to try imports with: nasty texts, everything a profile may say, and much that it may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from appkit.importers.imported import Unsure

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

TEXTS: SearchStrategy[str] = st.one_of(
    st.sampled_from(
        (
            "plain", "two words", "Led: yes", "- dash", "#hash", "a # b", "no", "y", "~", "1e5", "12:30", "2023-07-01", "0o17",
            "'q'", '"q"', "it's", "{x}", "[x]", "*a", "&a", "!t", "%x", "@x", "`c`", "|", ">", "a\nb", "a\n\nb", "a\n", " lead",
            "trail ", "tab\there", "\\n", "中文", "😀 e\u0301", "word " * 40, ("long words " * 20).strip() + "\n\nmore", "key:", "? x",
            "<b>x</b>", "*em* **st** [w](https://example.com)", "...", "--- x", "\u00a0x", "x\r\ny", "123456789012345678901",
        )
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=15),
).filter(str.strip)  # fmt: skip


def maybe_unsure(values: SearchStrategy[object]) -> SearchStrategy[object]:
    return st.one_of(values, st.builds(Unsure, values, st.one_of(st.just("it may be: # another"), TEXTS)))


_dates = st.sampled_from(("2019", 2020, "2021-03", "2022-04-05"))
_highlights = st.lists(
    maybe_unsure(st.one_of(TEXTS, st.fixed_dictionaries({"text": TEXTS}, optional={"tags": st.just(["moe"]), "x-a": TEXTS}))),
    max_size=3,
)  # fmt: skip
_any = st.recursive(
    st.one_of(TEXTS, st.integers(-5, 10**17), st.booleans(), st.none()),
    lambda part: st.one_of(st.lists(part, max_size=3), st.dictionaries(TEXTS, part, max_size=3)),
    max_leaves=6,
)


def entries(headline: str) -> SearchStrategy[list[object]]:
    return st.lists(
        maybe_unsure(
            st.fixed_dictionaries(
                {headline: maybe_unsure(TEXTS)},
                optional={
                    "summary": maybe_unsure(TEXTS), "keywords": st.lists(TEXTS, min_size=1, max_size=3),
                    "highlights": _highlights, "links": st.dictionaries(TEXTS, st.just("https://example.com/a"), max_size=2),
                    "location": TEXTS, "x-own": _any,
                },
            )
        ),
        max_size=3,
    )  # fmt: skip


_jobs = st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from(("Company", "Example University", "Ünï")), "position": st.sampled_from(("A", "B"))},
        optional={"startDate": _dates, "highlights": _highlights, "url": st.just("https://example.com")},
    ),
    max_size=4,
)  # fmt: skip
_papers = st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from(("A Paper on Things That Are", "another paper", "Title"))},
        optional={
            "releaseDate": _dates, "doi": st.sampled_from(("10.1000/a", "10.1000/b")), "status": st.just("preprint"),
            "authors": st.lists(st.sampled_from(("Your Name", "Other Name")), min_size=1, max_size=2), "id": st.sampled_from(("a2019", "b")),
        },
    ),
    max_size=3, unique_by=lambda paper: str(paper.get("id", id(paper))),
)  # fmt: skip

# Drafts that can be profiles as they are.
GOOD: SearchStrategy[dict[str, object]] = st.fixed_dictionaries(
    {"basics": st.fixed_dictionaries(
        {"name": TEXTS},
        optional={
            "label": maybe_unsure(TEXTS), "summary": TEXTS, "location": st.fixed_dictionaries({"city": TEXTS}),
            "profiles": st.lists(st.fixed_dictionaries({"network": TEXTS}, optional={"url": st.just("https://example.com")}), max_size=2),
        },
    )},
    optional={
        "work": _jobs, "publications": _papers, "skills": entries("name"), "awards": entries("title"), "projects": entries("name"),
        "custom": st.fixed_dictionaries({}, optional={"clubs": entries("name"), "extra": st.fixed_dictionaries({"title": TEXTS, "entries": entries("name")})}),
        "tags": st.just({"moe": {"label": "mixture", "aliases": ["MoE"]}}), "meta": st.just({"version": "v1"}),
        "x-foo": _any, "x-unplaced": st.lists(maybe_unsure(TEXTS), min_size=1, max_size=3),
    },
)  # fmt: skip

_wrong = maybe_unsure(
    st.one_of(
        _any,
        st.sampled_from(
            ("2019-13", "now", "javascript:x", "x y", ["nope"], [{"x": 1}], "2001", "[q](javascript:z)")
        ),
    )
)
_odd_entries = st.lists(
    st.one_of(
        _any,
        st.dictionaries(
            st.sampled_from(
                ("name", "id", "startDate", "endDate", "url", "highlights", "authors", "venue", "tags", "variants", "links", "odd", "private")
            ),
            _wrong,
        ),
    ),
    max_size=3,
)  # fmt: skip
# Drafts with everything in them that no profile can hold.
BAD: SearchStrategy[dict[str, object]] = st.fixed_dictionaries(
    {},
    optional={
        "basics": st.one_of(_any, st.dictionaries(st.sampled_from(("name", "label", "url", "profiles", "location", "odd")), _wrong)),
        "language": _any, "tags": _any, "work": st.one_of(_any, _odd_entries), "odd key": _any,
        "custom": st.one_of(_any, st.dictionaries(TEXTS, st.one_of(_any, _odd_entries), max_size=2)),
    },
)  # fmt: skip
