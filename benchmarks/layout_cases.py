"""Documents to lay out: this repository's own, and generated ones of every length, in several styles."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from restylings import RESTYLINGS, in_restyling

from appkit.assemble import assemble
from appkit.diagnostics import Report
from appkit.load import load_target, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appkit.model.document import Document
    from appkit.model.style import Style

ROOT = Path(__file__).parent.parent
LETTER = (612.0, 792.0)


class Case(NamedTuple):
    """A document in a style, and what to call the two together."""

    name: str
    document: Document
    style: Style


def cases() -> list[Case]:
    """All of them, the same in every run."""
    own = list(_assembled(ROOT))
    found = [*own, *(_on_letter(case) for case in own if "complete" in case.name)]
    found += [
        Case(f"{case.name}, {name}", case.document, in_restyling(case.style, name))
        for case in own[:4]
        for name in RESTYLINGS
    ]
    found += [_in_family(case, family) for case in own[:3] for family in ("Times New Roman", "Arial")]
    with TemporaryDirectory() as folder:
        for number, (case, paper) in enumerate(
            (case, paper) for case in _assembled(_workspace(Path(folder))) for paper in ("A4", "Letter")
        ):
            sized = case if paper == "A4" else _on_letter(case)
            family = ("Calibri", "Calibri", "Times New Roman", "Calibri", "Arial")[number % 5]
            found.append(sized if family == "Calibri" else _in_family(sized, family))
    return found


def _assembled(root: Path) -> Iterator[Case]:
    """Every document of every target of a workspace."""
    report = Report()
    workspace = open_workspace(root)
    templates = workspace.templates(report)
    for name in workspace.targets:
        loaded = load_target(workspace, name, report)
        report.raise_if_failed()
        assert loaded is not None
        assembly = assemble(loaded.target, loaded.profile, templates, report, letters=loaded.letters)
        report.raise_if_failed()
        for one in assembly.documents:
            yield Case(f"{name} {one.plan.kind}", one.document, one.style)


def _on_letter(case: Case) -> Case:
    page = replace(case.style.page, width=LETTER[0], height=LETTER[1])
    return Case(f"{case.name}, Letter", case.document, replace(case.style, page=page))


def _in_family(case: Case, family: str) -> Case:
    fonts = replace(case.style.fonts, body=family, heading=family)
    return Case(f"{case.name}, {family}", case.document, replace(case.style, fonts=fonts))


# How much of everything the generated profiles have: about a quarter of a page to six pages.
_SCALES = (0.1, 0.3, 0.5, 0.8, 1.0, 1.3, 1.7, 2.2, 2.8, 3.5, 4.5, 6.0)
_SCRIPTS = ("en", "en", "hard", "en", "zh", "en")


def _workspace(root: Path) -> Path:
    """A workspace of generated profiles, each with a CV of both templates and, some of them, a letter."""
    (root / "profiles").mkdir()
    (root / "targets").mkdir()
    for number, scale in enumerate(_SCALES * 2):
        script = _SCRIPTS[number % len(_SCRIPTS)]
        profile = _Profile(random.Random(number), script).whole(scale)
        (root / "profiles" / f"p{number:02}.yaml").write_text(json.dumps(profile), "utf-8")
        documents: dict[str, Any] = {"resume": {"template": "academic" if number % 2 else "modern"}}
        if number % 6 == 0:
            documents["cover-letter"] = {"template": "academic"}
        target = {
            "profile": f"p{number:02}",
            "organization": "Example University",
            "position": "PhD programme in examples",
            "emphasize": ["examples"],
            "locale": "zh" if script == "zh" else "en",
            "documents": documents,
        }
        (root / "targets" / f"t{number:02}-{script}-{scale}.yaml").write_text(json.dumps(target), "utf-8")
    return root


def _split(text: str) -> list[str]:
    return text.split()


_WORDS = _split("""a an the of for with on to and in by from over under between beyond toward that which our
model models training pre-training data-efficient large language mixture-of-experts experts routing sparse
attention transformer transformers graph neural network networks molecule molecular protein representation
representations learning reinforcement self-supervised contrastive diffusion generation generative evaluation
benchmark benchmarks framework system systems distributed scalable efficient fine-tuning instruction
efficiency affinity fluffy attire shifting committee attention fitting offline traffic 2022 2023 10% 3.91/4.00
GPU/CPU C++ state-of-the-art (e.g. i.e. Python PyTorch, CUDA, improved accuracy by 12.5% and reduced latency
built designed implemented analysed proposed measured published reviewed organised taught supervised
week-long cross-lingual multi-task low-resource end-to-end well-known input/output and/or""")
_HARD = _split("""https://example.org/a/very/long/path/that/nobody/would/type/in/by/hand/index.html?query=1&page=2
Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft naïve façade — – “quoted”
‘single’ l’été Ångström αβγ-secretase β-lactamase Привет → ≤ ≥ ± µm 25°C €1,200 £30 10–20 2019–2023 1/2 #1
{braces} [brackets] (parentheses) a=b x_y_z user@example.org C#/.NET 50%–60% “don’t” … word…word why?yes!no
pneumonoultramicroscopicsilicovolcanoconiosis-pneumonoultramicroscopicsilicovolcanoconiosis""")
_HAN = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "面而方后多定行学法所民得经"
)
_NAMES = _split("""Li Wang Zhang Chen Liu Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Smith
Johnson García Müller Dubois Rossi Nowak Ivanova Yamada Kim Nguyễn O’Brien van-Dijk Sørensen""")
_GIVEN = _split("Ada Bo Chun Dong Eva Fei Gao Hui Ida Jun Kai Lei Mei Nan Olga Ping Qi Rui Sam Tao")
_STATUSES = ("published", "accepted", "under-review", "preprint")


class _Profile:
    """Generates a profile: ``random`` decides, ``script`` says in what words."""

    def __init__(self, source: random.Random, script: str) -> None:
        self._random, self._script = source, script

    def whole(self, scale: float) -> dict[str, Any]:
        """A profile with about ``scale`` pages of text."""
        work, papers, projects, skills = (round(scale * count) for count in (2.2, 4, 1, 4))
        return {
            "basics": {
                "name": "Ada Example", "familyName": "Example", "email": "ada@example.org",
                "phone": "+86 10 1234 5678", "summary": self.text(20, 40 + round(scale * 20)),
            },
            "education": [self._school(i) for i in range(1 + (scale > 2))],
            "work": [self._job(i) for i in range(work)],
            "publications": [self._paper(i) for i in range(papers)],
            "projects": [self._project(i) for i in range(projects)],
            "skills": [
                {"name": self.text(1, 3), "keywords": [self.text(1, 2) for _ in range(8)]}
                for _ in range(min(skills, 5))
            ],
            "tags": {"examples": None},
        }  # fmt: skip

    def _school(self, number: int) -> dict[str, Any]:
        return {
            "id": f"e{number}", "institution": self.text(3, 7), "studyType": "Bachelor of",
            "area": self.text(2, 6), "startDate": f"{2010 + number}-09", "endDate": f"{2014 + number}-07",
            "gpa": "3.91/4.00",
        }  # fmt: skip

    def _project(self, number: int) -> dict[str, Any]:
        return {
            "id": f"r{number}", "name": self.text(3, 12), "startDate": "2021-03", "endDate": "2022-01",
            "highlights": self.highlights(3),
        }  # fmt: skip

    def _job(self, number: int) -> dict[str, Any]:
        year = 2024 - number
        return {
            "id": f"w{number}", "name": self.text(2, 9), "position": self.text(2, 5), "type": "research",
            "startDate": f"{year - 1}-0{self._random.randint(1, 9)}", "endDate": f"{year}-11",
            "highlights": self.highlights(6), "letter": self.text(10, 30), "tags": ["examples"],
        }  # fmt: skip

    def _paper(self, number: int) -> dict[str, Any]:
        names = [
            f"{self._random.choice(_GIVEN)} {self._random.choice(_NAMES)}"
            for _ in range(self._random.choice((2, 4, 6, 9, 25)))
        ]
        names.insert(self._random.randint(0, len(names)), "Ada Example")
        stars = self._random.randint(0, 2)
        authors = ", ".join(f"{name}*" if at < stars else name for at, name in enumerate(names))
        return {
            "id": f"p{number}", "name": self.text(5, 18).title(), "authors": authors,
            "status": self._random.choice(_STATUSES), "releaseDate": str(2024 - number % 5),
            "venue": {"name": self.text(3, 8).title(), "short": "EX 2023"},
            "links": {"Paper": "https://example.org/paper", "Code": "https://example.org/code"},
            "highlights": self.highlights(1) if number % 3 == 0 else [],
        }  # fmt: skip

    def highlights(self, most: int) -> list[str]:
        """Some bullets, with emphasis, strong words and code in them."""
        return [self._marked(self.text(4, 45)) for _ in range(self._random.randint(1, most))]

    def _marked(self, text: str) -> str:
        words = text.split(" ")
        for mark in ("**", "*", "`"):
            at = self._random.randrange(len(words))
            if self._random.random() < 0.3 and words[at].isalnum():
                words[at] = f"{mark}{words[at]}{mark}"
        return " ".join(words)

    def text(self, least: int, most: int) -> str:
        """Words at random, between so and so many."""
        count = self._random.randint(least, most)
        if self._script == "zh":
            return "".join(self._chinese() for _ in range(count))
        words = [self._random.choice(_WORDS) for _ in range(count)]
        if self._script == "hard":
            words = [self._random.choice(_HARD) if self._random.random() < 0.15 else word for word in words]
        return " ".join(words)

    def _chinese(self) -> str:
        if self._random.random() < 0.15:
            return self._random.choice(
                (" GPU ", "Transformer", "2023", "MoE", "3.5%", "“" + "模型" + "”", "（图）")
            )
        end = self._random.choice(("", "", "", "，", "、", "。", "；", "——"))
        return "".join(self._random.choice(_HAN) for _ in range(self._random.randint(1, 4))) + end
