"""A CV and a letter as a person would send them, for goldens and for looking at, with two styles."""

from __future__ import annotations

from dataclasses import replace

from appkit.model.document import (
    Block,
    Code,
    Document,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Origin,
    Paragraph,
    Prompt,
    Right,
    Role,
    Run,
    Strong,
)
from appkit.model.style import Fonts, Page, ParagraphStyle, Style

_PROFILE = Origin("profile", "basics")


def run(text: str) -> Run:
    return Run(text, _PROFILE)


def _inlines(*parts: str | Inline) -> tuple[Inline, ...]:
    return tuple(run(part) if isinstance(part, str) else part for part in parts)


def strong(*parts: str | Inline) -> Strong:
    return Strong(_inlines(*parts))


def em(*parts: str | Inline) -> Emphasis:
    return Emphasis(_inlines(*parts))


def link(words: str, url: str) -> Link:
    return Link(_inlines(words), url)


def right(*parts: str | Inline) -> Right:
    return Right(_inlines(*parts))


def heading(level: int, *parts: str | Inline) -> Heading:
    return Heading(level, _inlines(*parts))


def para(*parts: str | Inline, role: Role = "body") -> Paragraph:
    return Paragraph(_inlines(*parts), role)


def bullets(*points: str) -> List:
    return List(tuple(ListItem((para(point),)) for point in points))


def numbered(start: int, *items: tuple[Block, ...]) -> List:
    return List(tuple(ListItem(item) for item in items), start)


CV = Document(
    kind="resume",
    title="Daize Dong, Curriculum Vitae",
    author="Daize Dong",
    language="en",
    keywords=("mixture of experts", "AI for biology"),
    blocks=(
        heading(1, "Daize Dong"),
        para(
            link("dzdong2019@gmail.com", "mailto:dzdong2019@gmail.com"),
            " | ",
            link("Personal Page", "https://example.org/daize_dong"),
            " | Chengdu, China",
            role="contact",
        ),
        heading(2, "Summary"),
        para(
            "Graduate in Computer Science & Mathematics and Applied Mathematics from UESTC, now spending a gap year "
            "at Shanghai AI Lab and Westlake University. My research asks how deep networks represent what they "
            "learn, how their structure can be made sparse (e.g., mixture of experts), and what they can do for "
            "other sciences, such as biology and psychology."
        ),
        heading(2, "Education"),
        heading(
            3, "University of Electronic Science and Technology of China", right("Sep. 2019 – Jul. 2023")
        ),
        para(
            "Bachelor of Computer Science & Mathematics and Applied Mathematics",
            right("GPA: 3.91/4.00"),
            role="detail",
        ),
        heading(2, "Publications"),
        heading(3, "Published"),
        numbered(
            1,
            (
                para(
                    strong("PAD-Net: An Efficient Framework for Dynamic Networks."),
                    " [",
                    link("Paper", "https://aclanthology.org/2023.acl-long.803/"),
                    "]",
                ),
                para("Shwai He, Liang Ding, ", strong("Daize Dong"), ", Boan Liu, Fuqiang Yu, Dacheng Tao."),
                para(em("Proceedings of the 61st Annual Meeting of the ACL"), " (ACL 2023)."),
            ),
            (
                para(strong("SD-Conv: Towards the Parameter-Efficiency of Dynamic Convolution.")),
                para("Shwai He, Chenbo Jiang, ", strong("Daize Dong"), ", Liang Ding."),
                para(em("IEEE/CVF Winter Conference on Applications of Computer Vision"), " (WACV 2023)."),
            ),
        ),
        heading(3, "Under review"),
        numbered(
            3,
            (
                para(strong("A Graph is Worth K Words: Euclideanizing Graph using Pure Transformer.")),
                para(
                    "Zhangyang Gao*, ",
                    strong("Daize Dong"),
                    "*, Cheng Tan, Jun Xia, Bozhen Hu, Stan Z. Li. ",
                    em("Under review."),
                ),
            ),
        ),
        para("* Equal contribution", role="note"),
        heading(2, "Research Experience"),
        heading(3, "OpenGVLab, Shanghai Artificial Intelligence Laboratory", right("Jul. 2023 – Present")),
        para("Research Assistant", role="detail"),
        bullets(
            "Studied the structure of Large Language Models (LLMs) and the efficiency of Mixture of Experts (MoE).",
            "Built MoE structure into pre-trained dense models: experts from neurons, routers trained afterwards, and "
            "a continual pre-training stage that recovers what the conversion costs.",
            "Instructor: Dr. Xiaoye Qu. Supervisor: Prof. Yu Cheng.",
        ),
        heading(
            3,
            "Center for Artificial Intelligence Research and Innovation, Westlake University",
            right("Apr. 2023 – Present"),
        ),
        para("Research Assistant", role="detail"),
        bullets(
            "Explored strategies for 2D and 3D molecular representation learning and generation.",
            "Developed a unified molecular modelling framework with pure transformers.",
        ),
        heading(3, "Data Intelligence Group, UESTC", right("Jul. 2022 – Mar. 2023")),
        para("Research Intern", role="detail"),
        bullets(
            "Worked on theory and algorithms of unsupervised and self-supervised learning.",
            "Designed knowledge transfer for Multi-Target Domain Adaptation (MTDA).",
        ),
        heading(3, "NLP Group, JD Explore Academy", right("Feb. 2022 – Oct. 2022")),
        para("Independent Collaborator", role="detail"),
        bullets(
            "Explored parameter-efficient strategies for downstream fine-tuning.",
            "Studied efficient dynamic neural networks in vision and language.",
        ),
        heading(2, "Projects"),
        heading(
            3,
            "LLaMA-MoE: Building Mixture-of-Experts from LLaMA with Continual Pre-training",
            right("Jul. 2023 – Dec. 2023"),
        ),
        bullets(
            "Wrote the framework that integrates the mixture-of-experts structure into existing LLMs.",
            "Compared ways to initialize the converted model from the parameters of the dense one.",
            "Proposed a random split with output scaling that recovers the model's performance.",
        ),
        heading(2, "Skills"),
        para(strong("Natural languages:"), " English (TOEFL 100), Mandarin (东北话 “说得好”)."),
        para(
            strong("Programming languages:"),
            " Python, C/C++, C#, Java, Matlab; ",
            Code("torch.nn", _PROFILE),
            ".",
        ),
        para(strong("Deep learning tools:"), " PyTorch, Hugging Face Transformers, DeepSpeed."),
        heading(2, "Relevant Courses"),
        para(strong("Deep learning:"), " Machine Learning, Deep Learning for Computer Vision, Data Mining."),
        para(
            strong("Mathematics:"), " Linear Algebra, Probability Theory, Stochastic Process, Graph Theory."
        ),
    ),
)

LETTER = Document(
    kind="cover-letter",
    title="Cover Letter",
    author="Daize Dong",
    language="en",
    blocks=(
        heading(1, "Daize Dong"),
        para(
            link("dzdong2019@gmail.com", "mailto:dzdong2019@gmail.com"), " | Chengdu, China", role="contact"
        ),
        para("1 December 2026", role="date"),
        para("Admissions Committee", role="address"),
        para("Westlake University", role="address"),
        para("Hangzhou, China", role="address"),
        para("Dear members of the committee,"),
        para(
            "I am applying to the PhD programme in AI for life science. ",
            Prompt("why-group", "Why this group, and what would you work on there?", _PROFILE),
        ),
        para(
            "At Westlake University I develop a molecular modelling framework with pure transformers: one model that reads 2D and 3D structure alike, and generates both."
        ),
        para(Prompt("why-now", "Why a PhD, and why now?", _PROFILE)),
        para("Yours sincerely,", role="closing"),
        para("Daize Dong", role="closing"),
    ),
)

LETTER_BODY = ParagraphStyle(size=10.5, space_before=9, line_spacing=1.12)
_INK, _GREY = "1A1A1A", "555555"
_ENTRY = ParagraphStyle(size=10.5, bold=True, color=_INK, space_before=6, keep_next=True)
ACADEMIC = Style(
    name="academic",
    page=Page(),
    fonts=Fonts(),
    looks={
        "name": ParagraphStyle(
            size=22, bold=True, align="center", color=_INK, keep_next=True, heading_font=True
        ),
        "headline": ParagraphStyle(size=11, align="center", color=_GREY, space_before=2),
        "contact": ParagraphStyle(size=10, align="center", color=_GREY, space_before=3, contextual=True),
        "section": ParagraphStyle(
            size=12,
            bold=True,
            caps=True,
            color="1F4E79",
            space_before=13,
            keep_next=True,
            rule=True,
            heading_font=True,
        ),
        "entry": _ENTRY,
        "subentry": ParagraphStyle(size=10.5, italic=True, color=_INK, space_before=4, keep_next=True),
        "body": ParagraphStyle(size=10.5, space_before=4, line_spacing=1.08),
        "detail": ParagraphStyle(size=10.5, italic=True, keep_next=True, space_before=1),
        "note": ParagraphStyle(size=9, color=_GREY, space_before=4),
        "bullet": ParagraphStyle(size=10.5, space_before=2, line_spacing=1.05, indent=14, hanging=12),
        "numbered": ParagraphStyle(size=10.5, space_before=4, line_spacing=1.05, indent=18, hanging=18),
        "address": ParagraphStyle(size=10.5, line_spacing=1.08, space_before=12, contextual=True),
        "date": ParagraphStyle(size=10.5, space_before=18),
        "closing": ParagraphStyle(size=10.5, space_before=12),
    },
)
MODERN = Style(
    name="modern",
    page=Page(top=45, bottom=45, left=50, right=50),
    looks={
        "name": ParagraphStyle(size=24, bold=True, color="1F4E79", keep_next=True),
        "headline": ParagraphStyle(size=11, color=_GREY, space_before=1),
        "contact": ParagraphStyle(size=9.5, color=_GREY, space_before=2),
        "section": ParagraphStyle(
            size=11.5, bold=True, color="1F4E79", space_before=10, keep_next=True, rule=True
        ),
        "entry": ParagraphStyle(size=10, bold=True, color=_INK, space_before=5, keep_next=True),
        "subentry": ParagraphStyle(size=10, italic=True, space_before=3, keep_next=True),
        "body": ParagraphStyle(size=10, space_before=3),
        "detail": ParagraphStyle(size=10, color=_GREY, keep_next=True),
        "note": ParagraphStyle(size=8.5, color=_GREY, space_before=3),
        "bullet": ParagraphStyle(size=10, space_before=1, indent=12, hanging=10),
        "numbered": ParagraphStyle(size=10, space_before=3, indent=16, hanging=16),
        "address": ParagraphStyle(size=10.5),
        "date": ParagraphStyle(size=10.5, space_before=16),
        "closing": ParagraphStyle(size=10.5, space_before=8),
    },
    page_numbers=False,
)
LETTER_STYLE = replace(ACADEMIC, looks={**ACADEMIC.looks, "body": LETTER_BODY})
