"""People: lists of authors and advisers as papers and CVs print them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.importers.imported import Unsure

if TYPE_CHECKING:
    from appkit.importers.imported import Drafted
    from appkit.importers.prose.ledger import Ledger

_AND = re.compile(
    r"\s*(?:[,;，、]\s*(?:and\b|&|und\b|et\b(?!\s+al))|\s(?:and|&|und|et(?!\s+al))\s|[,;，、])\s*"
)
# Signs that papers put behind names: shared first place, corresponding, places of work.
_SIGNS = "*∗†‡§¶#♯✉"
_INITIALS = re.compile(r"^(?:[A-ZÀ-Þ]\.?[\s-]?){1,4}$")
_NAME = re.compile(
    r"(?:(?:Prof|Dr|Mr|Ms|Mrs)\.?\s+)*(?:[^\W\d_]\.?(?:[\s-][^\W\d_]\.)*|[^\W\d_][^\W\d_'’.-]*)"
    r"(?:[\s-]+(?:(?:van|von|de|der|den|di|da|del|la|le|bin|ibn|al|el|ter|ten|zu|dos|du)\b|[^\W\d_][^\W\d_'’.]*\.?))*\Z"
)
_PARTICLE_WORDS = "van von de der den di da del la le bin ibn al el ter ten zu dos du"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_ET_AL = re.compile(r"^(?:et al\.?|others|\.\.\.|…)$", re.IGNORECASE)
_MOST_WORDS = 6


def split_people(text: str) -> list[str]:
    """The names of a list, "Family, F." taken for one."""
    pieces = [piece.strip() for piece in _AND.split(text)]
    pieces = [piece for piece in pieces if piece]
    initials = sum(1 for piece in pieces[1::2] if _INITIALS.match(piece.strip(_SIGNS + " ")))
    if len(pieces) > 1 and initials * 2 >= len(pieces) - 1 and initials:
        return _joined(pieces)
    return pieces


def _joined(pieces: list[str]) -> list[str]:
    """Family names with the initials behind them."""
    out: list[str] = []
    for piece in pieces:
        whole = out and "," not in out[-1] and not _ET_AL.match(piece)
        if whole and _INITIALS.match(piece.strip(_SIGNS + " ")):
            out[-1] = f"{out[-1]}, {piece}"
        else:
            out.append(piece)
    return out


def is_name(text: str) -> bool:
    """Whether the words could be the name of a person."""
    bare = text.strip(_SIGNS + " 0123456789^()")
    if not bare or len(bare) > _LONGEST:
        return False
    if _ET_AL.match(bare):
        return True
    words = bare.replace(",", " ").split()
    if not 1 < len(words) <= _MOST_WORDS and not (bare[:1] > "\u2e7f"):
        return False
    capital = all(word in _PARTICLES or word[0].isupper() or word[0] > "\u2e7f" for word in words)
    return capital and _NAME.match(bare.replace(",", "")) is not None


_LONGEST = 60


def names_in(text: str, ledger: Ledger) -> list[str]:
    """The names of advisers in a line, without the full stop behind the last."""
    text = text.strip()
    if text.endswith(".") and not re.search(r"(?:\b[A-Z]|\bal|Jr|Sr)\.$", text):
        text = text[:-1]
    _speak_joints(text, ledger)
    return split_people(text)


def _speak_joints(text: str, ledger: Ledger) -> None:
    for match in _AND.finditer(text):
        ledger.speak(match[0])


def authors_in(text: str, signs: dict[str, str], ledger: Ledger) -> list[Drafted]:
    """The authors of a paper; ``signs`` tells what a sign behind a name means (``*``: ``equal``)."""
    _speak_joints(text, ledger)
    out: list[Drafted] = []
    for piece in split_people(text):
        bare = piece.rstrip(_SIGNS + " ^")
        found = [signs.get(_same(sign), "equal" if _same(sign) == "*" else "") for sign in piece[len(bare) :]]
        known = [each for each in dict.fromkeys(found) if each]
        name: Drafted = bare if is_name(bare) else Unsure(bare, "it does not look like a name")
        if not bare:
            continue
        if not known:
            out.append(name)
        elif known == ["equal"] and isinstance(name, str):
            out.append(f"{name}*")
        else:
            out.append({"name": name, **dict.fromkeys(known, True)})
    return out


def _same(sign: str) -> str:
    return "*" if sign == "∗" else sign


_NOTE = re.compile(rf"([{_SIGNS}])\s*(?:\)|:|=|denotes|indicates|stands for|means)?\s*:?\s*([^{_SIGNS}]+)")
_EQUAL = re.compile(
    r"^(?:\s|denotes?|indicates?|co-?|first|joint|shared|authors?|with|equal(?:ly)?|contribut(?:ions?|ed|"
    r"ing)|authorship|these|the|same|marks?|[.,;:*=()]|共同第一作者|共同一作|同等贡献)+$",
    re.IGNORECASE,
)
_CORRESPONDING = re.compile(
    r"^(?:\s|denotes?|indicates?|the|corresponding|authors?|[.,;:=()]|通讯作者)+$", re.IGNORECASE
)
_LONGEST_NOTE = 160


def signs_in(text: str) -> dict[str, str] | None:
    """What a footnote says that signs mean; None where the text is no such footnote."""
    text = text.strip().strip("()[]")
    if len(text) > _LONGEST_NOTE or not text or text[0] not in _SIGNS:
        return None
    out: dict[str, str] = {}
    for match in _NOTE.finditer(text):
        meaning = (
            "equal" if _EQUAL.match(match[2]) else "corresponding" if _CORRESPONDING.match(match[2]) else ""
        )
        if not meaning:
            return None
        out[_same(match[1])] = meaning
    return out or None
