"""Languages that people speak, how well, and the tests that say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.importers.imported import Unsure
from appkit.importers.prose.dates import entry_date, widened
from appkit.importers.prose.line import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.importers.imported import Drafted
    from appkit.importers.prose.ledger import Ledger

_TONGUE_WORDS = (
    "english mandarin chinese cantonese french german spanish italian portuguese russian japanese "
    "korean arabic hindi urdu bengali punjabi tamil telugu marathi gujarati persian farsi turkish polish "
    "ukrainian czech slovak hungarian romanian bulgarian greek hebrew dutch flemish danish swedish norwegian "
    "finnish estonian latvian lithuanian croatian serbian bosnian slovenian albanian catalan basque galician "
    "irish welsh latin vietnamese thai indonesian malay tagalog filipino swahili amharic afrikaans esperanto "
    "tibetan mongolian kazakh uzbek nepali deutsch englisch französisch spanisch italienisch russisch "
    "chinesisch japanisch türkisch polnisch latein arabisch français anglais allemand espagnol italien "
    "portugais russe chinois japonais arabe 英语 汉语 普通话 中文 粤语 法语 德语 "
    "日语 韩语 西班牙语 俄语"
)
_TONGUES = frozenset(_TONGUE_WORDS.split())
_TONGUE_LABEL = re.compile(
    r"^(?:natural |spoken |foreign |human )?(?:languages?|sprachen|sprachkenntnisse|langues)(?: skills)?$|"
    r"^语言(?:能力)?$",
    re.IGNORECASE,
)
_TEST = re.compile(
    r"\b(?P<name>TOEFL(?: iBT)?|IELTS(?: Academic)?|GRE(?: General)?|GMAT|SAT|ACT|LSAT|MCAT|CET-?[46]|HSK "
    r"?\d?|JLPT|TOEIC|TestDaF|DSH|DELF|DALF|DELE|TEF|Cambridge (?:CAE|CPE|FCE)|PTE)\b\s*(?::|：|-|"
    r"–)?\s*(?P<score>[A-Z]?\d[\w./+ ]*)?",
)
_SCORED = re.compile(r"^(?P<name>.*?[^\s:：])[\s:：]+(?P<score>\d[\w./]*)$")


def is_tongue(text: str) -> bool:
    """Whether a word is the name of a language."""
    return text.casefold() in _TONGUES


def is_tongue_label(text: str) -> bool:
    """Whether a label announces languages."""
    return _TONGUE_LABEL.match(text) is not None


def is_tongues(pieces: Sequence[str]) -> bool:
    """Whether at least half of the pieces name languages."""
    found = sum(1 for piece in pieces if _TONGUES.intersection(re.findall(r"[^\W\d_]+", piece.casefold())))
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


def languages_in(label: str, pieces: Sequence[str], ledger: Ledger) -> dict[str, list[Drafted]]:
    """The languages of a line and how well they are spoken, and the tests that stand beside them."""
    out: dict[str, list[Drafted]] = {}
    if is_tongue_label(label):
        ledger.speak(label)
    elif label:
        pieces = [f"{label}: {', '.join(pieces)}"]
    for piece in pieces:
        name, level = _with_level(piece, ledger)
        match = _TEST.search(level)
        if match or (not level and _TEST.match(piece)):
            told = level[match.start() :] if match else piece
            out.setdefault("tests", []).extend(tests_in(told, ledger))
            if not match:
                continue
            level = level[: match.start()]
        level = level.strip(" ,;:–—-")
        out.setdefault("languages", []).append({"language": name, **({"fluency": level} if level else {})})
    return out


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


def tests_in(text: str, ledger: Ledger) -> Iterator[Drafted]:
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
        yield {**scored("", text), **when} if text.strip() else {"name": text}
        return
    rest = (text[: match.start()] + " " + text[match.end() :]).strip(" ,;:()")
    data: dict[str, Drafted] = {"name": match["name"].strip()}
    if match["score"]:
        data["score"] = match["score"].strip(" .")
    if rest:
        data["description"] = Unsure(ledger.rich(plain(rest)), "it stands beside the score")
    yield data | when


def scored(label: str, text: str) -> dict[str, Drafted]:
    """A test and its score."""
    if label:
        return {"name": label, "score": text} if text else {"name": label}
    match = _SCORED.match(text)
    return {"name": match["name"], "score": match["score"]} if match else {"name": text}
