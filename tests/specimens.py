"""Documents that outputs are tried on: real ones in every template, one that says everything, and unfriendly ones.

Nothing here depends on where it runs; each specimen has a name, a tree and a style, and any writer can write it.
"""

from __future__ import annotations

import functools
import json
import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from appkit.assemble import assemble
from appkit.diagnostics import Report
from appkit.load import load_target, open_workspace
from appkit.model.document import (
    ROLES,
    Code,
    Document,
    Emphasis,
    Heading,
    Link,
    List,
    ListItem,
    Origin,
    Paragraph,
    Prompt,
    Right,
    Run,
    Strong,
)
from documents import HOSTILE, URLS
from page_lines import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from appkit.model.document import Block, Inline
    from appkit.model.style import Style

REPOSITORY = Path(__file__).parent.parent
KINDS = ("resume", "cover-letter")


class Specimen(NamedTuple):
    """A document in a style; ``template`` is the folder both come from."""

    name: str
    template: str
    document: Document
    style: Style


@functools.cache
def specimens() -> tuple[Specimen, ...]:
    """All of them: every target of this repository in every template, the example, and the unfriendly ones."""
    return (*_of_workspace(REPOSITORY), *examples(), *unfriendly())


@functools.cache
def representative() -> tuple[Specimen, ...]:
    """The example as each kind of document in each template, and the unfriendly ones: every branch of a writer."""
    return (*examples(), *unfriendly())


def chosen() -> tuple[Specimen, ...]:
    """What slow tools are given: all where tests are to be thorough (``APPKIT_THOROUGH=1``), as in CI."""
    return specimens() if os.environ.get("APPKIT_THOROUGH") else representative()


@functools.cache
def examples() -> tuple[Specimen, ...]:
    """A profile that says everything an entry can say, in every template."""
    with TemporaryDirectory() as folder:
        for path, data in (("profiles/ada.yaml", EXAMPLE), ("targets/example.yaml", EXAMPLE_TARGET)):
            (Path(folder) / path).parent.mkdir()
            # JSON is YAML in which every text is quoted: what is written is what is meant.
            (Path(folder) / path).write_text(json.dumps(data), encoding="utf-8")
        return tuple(_of_workspace(Path(folder)))


def _of_workspace(root: Path) -> Iterator[Specimen]:
    """Every document of every target, as it is planned, and in every other template without a limit."""
    report = Report()
    workspace = open_workspace(root)
    templates = workspace.templates(report)
    for name in workspace.targets:
        loaded = load_target(workspace, name, report)
        assert loaded is not None, report.diagnostics
        for template in sorted(templates.folders):
            plans = [
                plan if plan.template == template else replace(plan, template=template, pages=None)
                for plan in loaded.target.documents
                if templates.file_for(template, plan.kind)
            ]
            target = replace(loaded.target, documents=tuple(plans))
            for one in assemble(target, loaded.profile, templates, report, letters={}).documents:
                yield Specimen(f"{name}-{one.plan.kind}-{template}", template, one.document, one.style)
    assert not report.failed, report.diagnostics


# -- a profile that says everything ------------------------------------------------------------------------------

EXAMPLE: Mapping[str, Any] = {
    "language": "en",
    "basics": {
        "name": "Ada Marie Example-Übel",
        "familyName": "Example-Übel",
        "nativeName": "例子",
        "label": "Researcher in examples",
        "email": "ada.example@example.org",
        "phone": "+49 30 1234567",
        "url": "https://example.org/~ada",
        "location": {"city": "Łódź", "region": "Łódź Voivodeship", "countryCode": "PL"},
        "profiles": [{"network": "GitHub", "username": "ada", "url": "https://example.org/ada"}],
        "summary": "I study *how* examples are **made**, with `code` and [papers](https://example.org/papers).",
        "letter": "I have studied examples for ten years.",
    },
    "work": [
        {
            "id": "lab",
            "name": "Laboratory for Examples, Exemplary University",
            "position": "Research Assistant",
            "location": "Kraków",
            "startDate": "2021-04",
            "advisors": [{"name": "Prof. J. R. Ångström", "role": "Supervisor"}],
            "keywords": ["examples", "counter-examples"],
            "highlights": [
                "Designed twelve experiments; the state-of-the-art fell by 3.5 %.",
                {"id": "arabic", "text": "Translated the examples into Arabic (أمثلة) and Chinese (“例子”)."},
                "Efficient offline affiliations: ffi, fl, ff, tt and AT&T <label> remain what they are.",
            ],
            "letter": "At the Laboratory for Examples I designed twelve experiments.",
        },
        {
            "id": "office",
            "name": "Office of Instances",
            "position": "Software Engineer",
            "startDate": "2018-01",
            "endDate": "2021-03",
            "highlights": ["Wrote C++ and C# that counts instances.", "Kept 99.9 % of them."],
        },
    ],
    "volunteer": [
        {
            "id": "club",
            "organization": "Club of Samples",
            "position": "Treasurer",
            "startDate": "2016-01",
            "endDate": "2017-12",
            "highlights": ["Counted the samples."],
        }
    ],
    "education": [
        {
            "id": "university",
            "institution": "Exemplary University",
            "studyType": "Master of Science",
            "area": "Exemplification",
            "startDate": "2013-10",
            "endDate": "2017-09",
            "gpa": "3.90/4.00",
            "thesis": "On the Example",
            "courses": ["Examples I", "Examples II"],
        }
    ],
    "publications": [
        {
            "id": "first",
            "name": "What Examples Exemplify: A Study",
            "authors": [
                {"name": "A. M. Example-Übel", "self": True, "equal": True},
                {"name": "B. C. D. Other", "equal": True},
                "E. van der Third",
            ],
            "status": "published",
            "releaseDate": "2022-05-03",
            "venue": {"name": "Journal of Examples", "short": "JoE"},
            "links": {"Paper": "https://example.org/first", "Code": "https://example.org/code"},
        },
        {
            "id": "second",
            "name": "Counting Examples",
            "authors": ["B. C. D. Other", {"name": "Ada Marie Example-Übel", "self": True}],
            "status": "under-review",
            "releaseDate": "2023",
            "venue": {"name": "Conference on Examples", "short": "CoE"},
        },
    ],
    "projects": [
        {
            "id": "tool",
            "name": "exampler",
            "startDate": "2020-02",
            "endDate": "2020-11",
            "url": "https://example.org/exampler",
            "description": "A tool that makes examples.",
            "highlights": ["Written in an afternoon."],
        }
    ],
    "talks": [{"id": "talk", "name": "Examples for All", "event": "Day of Examples", "date": "2022-09-01"}],
    "teaching": [
        {
            "id": "examples",
            "name": "Examples I",
            "institution": "Exemplary University",
            "position": "Tutor",
            "startDate": "2015-10",
            "endDate": "2016-03",
        }
    ],
    "awards": [{"id": "prize", "title": "Prize for Examples", "awarder": "Academy", "date": "2019-06"}],
    "certificates": [{"id": "paper", "name": "Certified Exemplifier", "issuer": "Board", "date": "2018"}],
    "skills": [{"id": "programming", "name": "Programming", "keywords": ["Python", "C/C++", "R"]}],
    "languages": [{"id": "polish", "language": "Polish", "fluency": "native"}],
    "interests": [{"id": "music", "name": "Music", "keywords": ["viola"]}],
    "references": [{"id": "other", "name": "B. C. D. Other", "reference": "A good example."}],
}

EXAMPLE_TARGET: Mapping[str, Any] = {
    "organization": "University of Instances",
    "position": "PhD programme in examples",
    "recipient": {"name": "Prof. Other", "address": ["1 Example Street", "Exampleville"]},
    "documents": {
        "resume": {"template": "academic"},
        "cover-letter": {"template": "academic", "date": "2026-12-01"},
    },
}

# -- unfriendly documents ----------------------------------------------------------------------------------------

_ORIGIN = Origin("profile", "basics.summary")


@functools.cache
def unfriendly() -> tuple[Specimen, ...]:
    """Documents that no template makes: markup as words, lists in lists, links in bold in italics, every script."""
    first = examples()[0]
    trees = {
        "markup-as-words": _markup_as_words(),
        "lists": tuple(_lists()),
        "lists-in-lists": _lists_in_lists(),
        "links-and-faces": _links_and_faces(),
        "scripts": _scripts(),
        "one-word": (_heading(1, "Name"),),
        "long-words": _long_words(),
    }
    return tuple(
        Specimen(
            f"unfriendly-{name}",
            first.template,
            Document(
                kind="resume",
                title=f'{name} & <title> "quoted"' + " long" * 80,
                author="Zoë O'Neil & Söhne <x>",
                language=language,
                blocks=blocks,
                keywords=("a&b", "<c>", *(f"keyword {number}" for number in range(40))),
                surname="O'Neil & <Söhne>",
            ),
            first.style,
        )
        for (name, blocks), language in zip(
            trees.items(), ("en", "de", "en", "zh", "ar", "ja", "he"), strict=True
        )
    )


def _run(text: str) -> Run:
    return Run(text, _ORIGIN)


def _paragraph(text: str, *more: Inline) -> Paragraph:
    return Paragraph((_run(text), *more))


def _heading(level: int, text: str, *more: Inline) -> Heading:
    return Heading(level, (_run(text), *more))


def _markup_as_words() -> tuple[Block, ...]:
    # Texts that show nothing make no line; the others stand as heading, as prose, and with a date behind them.
    texts = [text for text in HOSTILE if folded(text)]
    return tuple(
        block
        for text in texts
        for block in (
            _heading(2, text),
            _heading(3, text, Right((_run("Jul. 2023 – Present"),))),
            _paragraph(f"before {text} after"),
        )
    )


def _lists() -> Iterator[Block]:
    """Bullets in bullets, and lists that count from 0, 1 and 2, as a CV may have them."""
    inner = List((ListItem((_paragraph("Inner point."),)), ListItem((_paragraph("Next inner point."),))))
    yield List((ListItem((_paragraph("Outer point."), inner)), ListItem((_paragraph("Next outer point."),))))
    for start in range(3):
        yield List(tuple(ListItem((_paragraph(f"Point {n} from {start}."),)) for n in range(3)), start)
        yield _paragraph("Between lists.")


def _lists_in_lists() -> tuple[Block, ...]:
    """Numbers in bullets in numbers, deeper than styles have looks, with more paragraphs below points."""
    deep: tuple[Block, ...] = (_paragraph("The deepest point."),)
    for depth in range(5):
        start = 7 if depth % 2 else None
        deep = (
            _paragraph(f"Depth {depth}."),
            List((ListItem(deep), ListItem((_paragraph("Next."), _paragraph("More of it.")))), start),
        )
    return (*deep, _paragraph("After all lists."))


def _links_and_faces() -> tuple[Block, ...]:
    words = (_run("words"), Code("code", _ORIGIN), Prompt("why", "Why & how <much>?", _ORIGIN))
    faces: list[tuple[Inline, ...]] = [
        words,
        (Strong(words),),
        (Emphasis((Strong(words),)),),
        *((Link(words, url),) for url in URLS),
        (Strong((Link((Emphasis(words),), URLS[0]),)),),
    ]
    return (
        *(Heading(level, inlines) for level in range(1, 6) for inlines in faces[:3]),
        *(Paragraph((*inlines, _run(" and more"))) for inlines in faces),
        *(Paragraph((*inlines, Right(inlines)), role) for role in ROLES for inlines in faces[:4]),
    )


def _scripts() -> tuple[Block, ...]:
    texts = (
        "Zażółć gęślą jaźń; Ærøskøbing; Đặng Thái Sơn; e\u0301 and é",
        "Пример на русском языке; Παράδειγμα; მაგალითი; օրինակ",
        "باحثة في الأمثلة 2023 (PhD)",
        "חוקרת דוגמאות 2023 (PhD)",
        "人工智能研究员，“例子” 2023 年",
        "例の研究者です。カタカナ、ﾊﾝｶｸ",
        "예시 연구원",
        "उदाहरण शोधकर्ता; ตัวอย่าง",
        "\U0001f600 👩‍🔬 𝔸𝕕𝕒 \U00020bb7",
    )
    return tuple(
        block
        for text in texts
        for block in (
            _heading(2, text),
            _heading(3, text, Right((_run("2019 – 2023"),))),
            _paragraph(f"English before {text} and behind."),
            List((ListItem((_paragraph(text),)),)),
        )
    )


def _long_words() -> tuple[Block, ...]:
    return (
        _heading(1, "N" * 200),
        # In one of these lengths the date has no room beside the last line.
        *(_heading(3, "University " * n, Right((_run("September 2019 – July 2023"),))) for n in range(6, 16)),
        _paragraph("x" * 2000),
        Paragraph(
            (Link((_run("https://example.org/" + "path/" * 60),), "https://example.org/" + "p/" * 900),)
        ),
        Paragraph((Right((_run("2023"),)),)),
    )
