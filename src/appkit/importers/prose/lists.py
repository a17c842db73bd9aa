"""Labelled lines: skills with their keywords, courses by group, languages, test scores, interests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.importers.imported import Unsure
from appkit.importers.prose.dates import entry_date, widened
from appkit.importers.prose.labels import general_label, listed, without_and_so_on
from appkit.importers.prose.line import Words, divided, literal, plain
from appkit.importers.prose.parts import APART

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.importers.imported import Drafted
    from appkit.importers.prose.ledger import Ledger
    from appkit.importers.prose.line import Line

_TONGUES = frozenset(
    "english mandarin mandarian chinese cantonese french german spanish italian portuguese russian japanese "
    "korean arabic hindi urdu bengali punjabi tamil telugu marathi gujarati persian farsi turkish polish "
    "ukrainian czech slovak hungarian romanian bulgarian greek hebrew dutch flemish danish swedish norwegian "
    "finnish estonian latvian lithuanian croatian serbian bosnian slovenian albanian catalan basque galician "
    "irish welsh latin vietnamese thai indonesian malay tagalog filipino swahili amharic afrikaans esperanto "
    "tibetan mongolian kazakh uzbek nepali deutsch englisch französisch spanisch italienisch russisch "
    "chinesisch japanisch türkisch polnisch latein arabisch français anglais allemand espagnol italien "
    "portugais russe chinois japonais arabe 英语 汉语 普通话 中文 粤语 法语 德语 "
    "日语 韩语 西班牙语 俄语".split()
)
_TONGUE_LABEL = re.compile(
    r"^(?:natural |spoken |foreign |human )?(?:languages?|sprachen|sprachkenntnisse|langues)(?: skills)?$|"
    r"^语言(?:能力)?$",
    re.IGNORECASE,
)
_TEST_LABEL = re.compile(
    r"^(?:standardi[sz]ed )?(?:tests?|test scores?|exams?|examinations?)$|^考试成绩$", re.IGNORECASE
)
_TEST = re.compile(
    r"\b(?P<name>TOEFL(?: iBT)?|IELTS(?: Academic)?|GRE(?: General)?|GMAT|SAT|ACT|LSAT|MCAT|CET-?[46]|HSK "
    r"?\d?|JLPT|TOEIC|TestDaF|DSH|DELF|DALF|DELE|TEF|Cambridge (?:CAE|CPE|FCE)|PTE)\b\s*(?::|：|-|"
    r"–)?\s*(?P<score>[A-Z]?\d[\w./+ ]*)?",
)
_SCORED = re.compile(r"^(?P<name>.*?[^\s:：])[\s:：]+(?P<score>\d[\w./]*)$")


def lists_of(lines: Sequence[Line], section: str, title: str, ledger: Ledger) -> dict[str, list[Drafted]]:
    """What the labelled lines of a section say, by the section of the profile that it belongs to."""
    out: dict[str, list[Drafted]] = {}
    for line in lines:
        ledger.speak(line.marker)
        for words in _sides(line):
            _line(words, section, title, ledger, out)
    return out


def _sides(line: Line) -> Iterator[Words]:
    """A line with a label, whole, though a gap or tab stands behind the label; else what gaps part."""
    sides = list(divided(line.words, APART))
    if len(sides) == 2 and not any(general_label(side) for side in sides):  # noqa: PLR2004 - a label and its words
        yield (*sides[0], *plain(": "), *sides[1])
    elif len(sides) > 1 and not all(general_label(side) for side in sides):
        yield tuple(span for side in sides for span in (*side, *plain(" ")))
    else:
        yield from sides


def _line(words: Words, section: str, title: str, ledger: Ledger, out: dict[str, list[Drafted]]) -> None:
    label, said = general_label(words) or ("", words)
    text, tail = without_and_so_on(literal(said).strip(" ;"))
    ledger.speak(tail)
    pieces = list(listed(text)) if text else []
    if section in ("skills", "interests", "languages", "tests"):
        if _TEST_LABEL.match(label) or (section == "tests" and not label):
            ledger.speak(label)
            out.setdefault("tests", []).extend(test for piece in pieces for test in _tests(piece, ledger))
            return
        if section == "tests":
            out.setdefault("tests", []).append(_scored(label, text))
            return
        if section == "languages" or (_is_tongues(pieces) and (_TONGUE_LABEL.match(label) or not label)):
            _languages(label, pieces, ledger, out)
            return
        if label.casefold() in _TONGUES and _is_few(pieces):
            out.setdefault("languages", []).append({"language": label, "fluency": text})
            return
    if section == "courses":
        _put(out, "courses", label, "courses", pieces, title)
    elif section == "interests" and not label:
        out.setdefault("interests", []).extend({"name": piece} for piece in pieces)
    else:
        _put(out, section, label, "keywords", pieces, title)


def _is_few(pieces: Sequence[str]) -> bool:
    return len(pieces) == 1 and len(pieces[0].split()) <= _FEW


_FEW = 5


def _put(
    out: dict[str, list[Drafted]], section: str, label: str, field: str, pieces: list[str], title: str
) -> None:
    """A group with its label; what has none joins the one above, or is a group named for its heading."""
    groups = out.setdefault(section, [])
    last = groups[-1] if groups else None
    if label:
        groups.append({"name": label, **({field: list(pieces)} if pieces else {})})
    elif section == "skills" and len(pieces) == 1 and len(pieces[0].split()) <= _FEW and not _is_open(last):
        groups.append({"name": pieces[0]})
    elif _is_open(last):
        assert isinstance(last, dict)
        told = last.setdefault(field, [])
        assert isinstance(told, list)
        told.extend(pieces)
    else:
        why = "the file names no group; this is the heading"
        groups.append({"name": Unsure(title or section, why), field: list(pieces)})


def _is_open(group: Drafted) -> bool:
    """Whether a group has no label of its own, so that more may belong to it."""
    return isinstance(group, dict) and isinstance(group["name"], Unsure)


def _is_tongues(pieces: Sequence[str]) -> bool:
    found = sum(1 for piece in pieces if set(re.findall(r"[^\W\d_]+", piece.casefold())) & _TONGUES)
    return found > 0 and found * 2 >= len(pieces)


_PAREN = re.compile(r"^(?P<name>[^()（]+?)\s*[(（](?P<inside>[^()）]*)[)）]?\s*(?P<after>.*)$")
_LEVEL = re.compile(r"^(?P<name>[^\W\d_]+(?: [^\W\d_]+)?)\s*(?::|：|–|—|-|,)\s*(?P<level>.+)$")
_BARE_LEVEL = re.compile(
    r"^(?P<level>native|fluent|proficient|basic|conversational|advanced|intermediate|beginner|"
    r"professional)(?: in)?\s+"
    r"(?P<name>[^\W\d_]+)$|^(?P<name2>[^\W\d_]+)\s+(?P<level2>native|fluent|basic|[ABC][12]|advanced|"
    r"intermediate|Muttersprache|"
    r"fließend|verhandlungssicher|courant)$",
    re.IGNORECASE,
)


def _languages(label: str, pieces: Sequence[str], ledger: Ledger, out: dict[str, list[Drafted]]) -> None:
    if label.casefold() in _TONGUES:
        pieces = [f"{label}: {', '.join(pieces)}"]
    elif _TONGUE_LABEL.match(label):
        ledger.speak(label)
    elif label:
        pieces = [f"{label}: {', '.join(pieces)}"]
    for piece in pieces:
        data: dict[str, Drafted] = {}
        name, level = _with_level(piece, ledger)
        if level and (match := _TEST.search(level)):
            out.setdefault("tests", []).extend(_tests(level, ledger))
            level = (level[: match.start()] + level[match.end() :]).strip(" ,;:")
        elif not level and _TEST.match(piece):
            out.setdefault("tests", []).extend(_tests(piece, ledger))
            continue
        data["language"] = name
        if level:
            data["fluency"] = level
        out.setdefault("languages", []).append(data)


def _with_level(piece: str, ledger: Ledger) -> tuple[str, str]:
    """A language, and how well it is spoken."""
    if match := _PAREN.match(piece):
        return match["name"], " ".join(filter(None, (match["inside"].strip(), match["after"].strip(" :–-"))))
    if match := _LEVEL.match(piece):
        return match["name"], match["level"]
    if match := _BARE_LEVEL.match(piece):
        if re.search(r"\bin\b", piece):
            ledger.speak("in")
        return match["name"] or match["name2"], match["level"] or match["level2"]
    return piece, ""


def _tests(text: str, ledger: Ledger) -> Iterator[Drafted]:
    """The test scores in a piece of a line; what else it says stays with the first."""
    match = _TEST.search(text)
    date = entry_date(text)
    when: dict[str, Drafted] = {}
    if date and not date.is_range and date.end:
        ledger.speak(text[date.begin : date.stop])
        begin, stop = widened(text, date)
        text = text[:begin] + text[stop:]
        when["date"] = date.end
        match = _TEST.search(text)
    if match is None:
        yield {**_scored("", text), **when} if text.strip() else {"name": text}
        return
    rest = (text[: match.start()] + " " + text[match.end() :]).strip(" ,;:()")
    data: dict[str, Drafted] = {"name": match["name"].strip()}
    if match["score"]:
        data["score"] = match["score"].strip(" .")
    if rest:
        data["description"] = Unsure(ledger.rich(plain(rest)), "it stands beside the score")
    yield data | when


def _scored(label: str, text: str) -> dict[str, Drafted]:
    """A test and its score."""
    if label:
        return {"name": label, "score": text} if text else {"name": label}
    match = _SCORED.match(text)
    return {"name": match["name"], "score": match["score"]} if match else {"name": text}
