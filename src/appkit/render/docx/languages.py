"""Languages as Word writes them: with a region, and one for each of its three classes of script."""

from __future__ import annotations

from typing import NamedTuple

from appkit.model.script import EAST_ASIAN_LANGUAGES, is_right_to_left, primary

# Word writes a language with a region; a bare tag is left to the reader's own settings.
_REGIONS = {
    "ar": "ar-SA", "de": "de-DE", "el": "el-GR", "en": "en-US", "es": "es-ES", "fa": "fa-IR", "fr": "fr-FR",
    "he": "he-IL", "hi": "hi-IN", "it": "it-IT", "ja": "ja-JP", "ko": "ko-KR", "nl": "nl-NL", "pt": "pt-PT",
    "ru": "ru-RU", "th": "th-TH", "tr": "tr-TR", "uk": "uk-UA", "ur": "ur-PK", "zh": "zh-CN",
}  # fmt: skip


class Languages(NamedTuple):
    """The languages of a text by class of script: the attributes of ``w:lang`` (section 17.3.2.20)."""

    latin: str
    east_asian: str
    complex: str


def regional(language: str) -> str:
    """The tag with its usual region, where it has none."""
    return _REGIONS.get(language.lower(), language)


def languages_of(language: str) -> Languages:
    """What a document of one language says of each class of script."""
    tag, east_asian = regional(language), primary(language) in EAST_ASIAN_LANGUAGES
    return Languages(
        latin="en-US" if east_asian else tag,
        east_asian=tag if east_asian else "zh-CN",
        complex=tag if is_right_to_left(language) else "ar-SA",
    )
