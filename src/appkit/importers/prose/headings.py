"""Headings: which words name which section of a profile.

The words are those that English, German, French and Chinese CVs use, and those of our own templates.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Named(NamedTuple):
    """A section of a profile, and the ``type`` that its heading gives its entries (``research``)."""

    section: str
    type: str | None = None


# Words each of which names a section, whatever stands beside it; the first in a heading decides.
_SECTION_OF = {
    "summary": "summary objective profile about zusammenfassung profil résumé profilo 简介 个人简介 自我评价",
    "education": "education academics studies bildung ausbildung studium bildungsweg formation études "
    "教育背景 教育经历",
    "teaching": "teaching lehre lehrtätigkeit enseignement 教学经历",
    "volunteer": "volunteer volunteering voluntary community leadership extracurricular extracurriculars "
    "ehrenamt engagement bénévolat 志愿服务 志愿者经历",
    "projects": "project projects projekte projets 项目经历 项目经验",
    "publications": "publication publications papers preprints articles publikationen veröffentlichungen "
    "manuscripts 学术论文 论文发表 发表论文",
    "awards": "award awards honors honours honor honour prizes scholarships fellowships achievements "
    "distinctions auszeichnungen preise stipendien distinctions 获奖情况 荣誉奖项 获奖经历",
    "certificates": "certificate certificates certification certifications licenses licences zertifikate "
    "certificats 证书",
    "talks": "talks presentations presentation lectures vorträge conférences 学术报告",
    "service": "service services reviewing reviewer memberships 学术服务",
    "grants": "grants funding drittmittel 科研基金",
    "courses": "courses coursework course kurse cours 主要课程",
    "tests": "test tests scores 考试成绩",
    "skills": "skill skills competencies competences competencies expertise technologies tools "
    "proficiencies fähigkeiten kenntnisse fertigkeiten kompetenzen compétences 专业技能 技能",
    "languages": "language languages sprachen sprachkenntnisse langues 语言能力",
    "interests": "interests interest hobbies interessen intérêts loisirs centres 兴趣爱好 研究兴趣",
    "references": "references referees referenzen références 推荐人",
}
_SPECIFIC = {word: section for section, words in _SECTION_OF.items() for word in words.split()}
# Words that name one only where no other does.
_GENERAL_WORDS = (
    "experience experiences employment work career positions appointments internships internship history "
    "berufserfahrung berufspraxis werdegang erfahrung praktika expérience expériences 工作经历 实习经历 "
    "科研经历 研究经历"
)
_GENERAL = dict.fromkeys(_GENERAL_WORDS.split(), "work")
_GENERAL["research"] = _GENERAL["forschung"] = _GENERAL["recherche"] = "work"
_RESEARCH = {"research", "forschung", "recherche", "forschungserfahrung", "科研经历", "研究经历"}
_INDUSTRY = {"industry", "industrial"}
# Words that say nothing about which section it is.
_FILLER_WORDS = (
    "and of the in my a an & professional academic selected recent relevant technical other additional key "
    "core personal industry industrial background training activities activity list peer reviewed refereed "
    "conference journal invited areas area scientific university graduate undergraduate programming computer "
    "career standardized standardised working papers main select natural und de des et la le les l d der die "
    "das meine berufliche berufliches akademische wissenschaftliche professionnelle professionnelles "
    "professionnel qualifications certifications info executive statement employment contributions history "
    "section involvement student strengths proficiency ability ehrenamtliches informatiques linguistiques "
    "d'intérêt me"
)
_FILLERS = frozenset(_FILLER_WORDS.split())
# Headings that are not the sum of their words.
_PHRASES = {
    "about": "summary",
    "about me": "summary",
    "career objective": "summary",
    "professional profile": "summary",
    "research statement": "summary",
    "research interest": "interests",
    "research interests": "interests",
    "areas of interest": "interests",
    "technical strengths": "skills",
    "languages and tools": "skills",
    "tools and languages": "skills",
    "programming languages": "skills",
    "computer skills": "skills",
    "language skills": "languages",
    "work history": "work",
    "lehrerfahrung": "teaching",
    "forschungserfahrung": "work",
    "centres d'intérêt": "interests",
    "teaching assistantships": "teaching",
    "professional memberships": "service",
    "leadership experience": "volunteer",
}
_NUMBERING = re.compile(r"^(?:\d{1,2}|[IVX]{1,4}|[A-Z])[.)]\s+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
# More words make a title or a sentence.
_MOST_WORDS = 7
_LONGEST = 80

# What a heading inside a list of publications says of those below it.
_STATUSES = {
    "published": "published",
    "published papers": "published",
    "accepted": "accepted",
    "accepted papers": "accepted",
    "in press": "accepted",
    "under review": "under-review",
    "submitted": "under-review",
    "in submission": "under-review",
    "papers under review": "under-review",
    "preprint": "preprint",
    "preprints": "preprint",
    "working papers": "in-preparation",
    "in preparation": "in-preparation",
    "work in progress": "in-preparation",
    "已发表": "published",
    "已录用": "accepted",
    "审稿中": "under-review",
    "预印本": "preprint",
    "撰写中": "in-preparation",
}


def section_named(text: str) -> Named | None:
    """The section that a heading names, if all its words are words of headings."""
    words = heading_words(text)
    if not words:
        return None
    phrase = " ".join(words)
    if phrase in _PHRASES:
        return Named(_PHRASES[phrase], _type_of(words, _PHRASES[phrase]))
    if not all(word in _SPECIFIC or word in _GENERAL or word in _FILLERS for word in words):
        return None
    for table in (_SPECIFIC, _GENERAL):
        for word in words:
            if word in table:
                return Named(table[word], _type_of(words, table[word]))
    return None


def heading_words(text: str) -> list[str]:
    """The words of what may be a heading, as they are compared; none where it is too long for one."""
    if len(text) > _LONGEST:
        return []
    words = _WORD.findall(_NUMBERING.sub("", text.strip()).casefold().replace("’", "'"))
    words = ["and" if word == "&" else word for word in words]
    return words if len(words) <= _MOST_WORDS else []


def _type_of(words: list[str], section: str) -> str | None:
    if section != "work":
        return None
    if _RESEARCH.intersection(words):
        return "research"
    return "industry" if _INDUSTRY.intersection(words) else None


def status_named(text: str) -> str | None:
    """The status that a heading gives the publications below it."""
    return _STATUSES.get(" ".join(heading_words(text)))
