"""Which font stands for a family: bundled ones first, because a PDF is then the same on every machine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.model.script import primary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appkit.model.style import Style

SANS, SERIF, MONO = "Carlito", "Caladea", "DejaVu Sans Mono"
PLAIN_SANS = "Liberation Sans"
# What lies beside this package, and the families that are built into Typst.
BUNDLED = frozenset({SANS, SERIF, MONO, PLAIN_SANS, "Libertinus Serif", "New Computer Modern"})
# Free families as wide as those that people name (Carlito was made for Calibri, Caladea for Cambria,
# Liberation Sans for Arial); Consolas has none, and is measured as DejaVu Sans Mono too.
_BUNDLED_FOR = {name.lower(): name for name in BUNDLED}
_BUNDLED_FOR |= {"calibri": SANS, "cambria": SERIF, "consolas": MONO}
_BUNDLED_FOR |= {"arial": PLAIN_SANS, "helvetica": PLAIN_SANS}
_AS_WIDE = {
    "times": ("Liberation Serif", "Tinos", "Times New Roman"),
    "times new roman": ("Liberation Serif", "Tinos"),
    "courier": ("Liberation Mono", "Cousine", "Courier New"),
    "courier new": ("Liberation Mono", "Cousine"),
    "georgia": ("Gelasio",),
}
# What a family is like, told by its name, where nothing as wide is there.
_MONO = re.compile(r"mono|code|consol|courier|typewriter|menlo|fixed")
_SERIF = re.compile(r"(?<!sans )(?<!sans)serif|times|roman|garamond|georgia|palatino|book|minion|cambria")
# East Asian families whose strokes end in serifs.
_EAST_ASIAN_SERIF = re.compile(r"song|sun|ming|serif|kai|mincho|batang|宋|明|楷|仿")

_CJK = {"ja": "JP", "ko": "KR", "zh": "SC"}
_EAST_ASIAN = {
    "zh": ("Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", "SimSun", "WenQuanYi Zen Hei"),
    "ja": ("Yu Gothic", "Hiragino Sans", "MS Gothic", "IPAexGothic"),
    "ko": ("Malgun Gothic", "Apple SD Gothic Neo", "NanumGothic"),
}
_COMPLEX = {
    "ar": ("Noto Sans Arabic", "Arial", "DejaVu Sans", "Noto Naskh Arabic"),
    "he": ("Liberation Sans", "Noto Sans Hebrew", "Arial", "DejaVu Sans"),
    "hi": ("Noto Sans Devanagari", "Nirmala UI", "Kohinoor Devanagari", "Lohit Devanagari"),
    "th": ("Noto Sans Thai", "Leelawadee UI", "Thonburi", "Loma"),
}


class Families(NamedTuple):
    """The families in reach, ``there`` in lower case, and which of them each kind of text is set in."""

    style: Style
    there: frozenset[str]

    def latin(self, family: str) -> tuple[str, ...]:
        """The family that stands for one that a style names."""
        found = self._found(family)
        return (found or _nearest(family),)

    def east_asian(self, language: str) -> tuple[str, ...]:
        """The families for ideographs, kana or Hangul of a language, best first."""
        asked, own = self.style.fonts.east_asian, primary(language)
        face = "Serif" if _EAST_ASIAN_SERIF.search(asked.lower()) else "Sans"
        region = _CJK.get(own, "SC")
        noto = (f"Noto {face} CJK {region}", f"Noto {face} {region}", f"Source Han {face} {region}")
        return self._those((asked, *noto, *_EAST_ASIAN.get(own, _EAST_ASIAN["zh"])))

    def complex_script(self, language: str) -> tuple[str, ...]:
        """The families for a script that is shaped or runs to the left, best first."""
        own = _COMPLEX.get(primary(language), ())
        return self._those((self.style.fonts.complex_script, *own))

    def substituted(self) -> dict[str, str]:
        """The families that the style's Latin text asks for and that nothing as wide stands for."""
        asked = families_of(self.style)
        return {name: _nearest(name) for name in asked if self._found(name) is None}

    def _found(self, family: str) -> str | None:
        bundled = _BUNDLED_FOR.get(family.strip().lower())
        if bundled:
            return bundled
        return next(iter(self._those((family.strip(), *_AS_WIDE.get(family.strip().lower(), ())))), None)

    def _those(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name in names if name.lower() in self.there))


def families_of(style: Style) -> tuple[str, ...]:
    """The families that a style sets Latin text in, each once."""
    looks = (style.family(look) for look in style.looks.values())
    return tuple(dict.fromkeys((style.fonts.body, style.fonts.heading, style.fonts.code, *looks)))


def is_bundled(family: str) -> bool:
    """Whether a bundled family stands for this one on every machine."""
    return family.strip().lower() in _BUNDLED_FOR


def _nearest(family: str) -> str:
    name = family.lower()
    return MONO if _MONO.search(name) else SERIF if _SERIF.search(name) else SANS
