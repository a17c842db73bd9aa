"""RenderCV 2.x: a header, sections of any title, and nine types of entries, told apart by their keys.

The models are in the package ``rendercv``, ``schema/models``. Every text is Markdown. What a profile takes
literally (names, places) becomes the words that RenderCV would print, and links in it become links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.importers.fields import text_of
from appkit.importers.foreign_text import unmarked
from appkit.importers.imported import Unsure
from appkit.importers.mapped import Draft, each, imported
from appkit.importers.placing import at, inner, list_within
from appkit.importers.readers import aside, literal
from appkit.importers.rendercv.entries import read_section
from appkit.model.networks import page_of
from appkit.source import Mapping, Scalar

if TYPE_CHECKING:
    from appkit.diagnostics import Report
    from appkit.importers.imported import Imported
    from appkit.importers.mapped import Reader, Table
    from appkit.importers.material import Material
    from appkit.source import Node


def recognises(material: Material) -> bool:
    """Whether there is a ``cv`` with ``sections``, or with nothing but keys of its header."""
    cv = material.mapping.get("cv") if material.mapping else None
    if not isinstance(cv, Mapping) or not cv.entries.keys() & _CV.keys():
        return False
    return "sections" in cv.entries or cv.entries.keys() <= _CV.keys()


def convert(material: Material, report: Report) -> Imported | None:
    """The profile that a RenderCV file tells; None, with errors in ``report``, where it cannot be read."""
    return imported(material, _FILE, report)


def _words(ours: str) -> Reader:
    """The words of Markdown."""

    def read(node: Node, _: str, draft: Draft) -> str | None:
        if not isinstance(node, Scalar):
            return "a text is wanted here"
        return draft.put(ours, unmarked(text_of(node)).words)

    return read


def _reachable(ours: str, scheme: str) -> Reader:
    """An address; what follows the first is among the pages elsewhere, as a link of its own."""

    def read(node: Node, key: str, draft: Draft) -> str | None:
        for item in each(node):
            if not isinstance(item, Scalar):
                draft.keep(key, item)
            elif draft.put(ours, text_of(item)) is not None:
                value = text_of(item)
                draft.add("profiles", {"username": value, "url": scheme + "".join(value.split())})
        return None

    return read


def _location(node: Node, _: str, draft: Draft) -> str | None:
    """One line, of which a profile has the parts."""
    if not isinstance(node, Scalar):
        return "a text is wanted here"
    place = unmarked(text_of(node)).words
    several = Unsure(place, "city, region and country in one: part them") if "," in place else place
    return draft.put("location", {"city": several})


def _networks(node: Node, key: str, draft: Draft) -> str | None:
    """Pages elsewhere, whose addresses follow from the network and the name there."""
    for item in each(node):
        if not isinstance(item, Mapping):
            draft.keep(key, item)
            continue
        part = Draft(draft.report)
        part.read(item, _NETWORK)
        network, username = part.data.get("network"), part.data.get("username")
        if isinstance(network, str) and isinstance(username, str) and (url := page_of(network, username)):
            part.put("url", url)
        draft.unplaced += part.unplaced
        draft.add("profiles", dict(part.data))
    return None


def _sections(node: Node, _: str, draft: Draft) -> str | None:
    """Sections by their titles, each a list of entries."""
    if not isinstance(node, Mapping):
        return "keys and values are wanted here"
    for title, entries in node.entries.items():
        read_section(title, entries, draft)
    return None


_LANGUAGES = {
    "arabic": "ar",
    "danish": "da",
    "dutch": "nl",
    "english": "en",
    "french": "fr",
    "german": "de",
    "hebrew": "he",
    "hindi": "hi",
    "hungarian": "hu",
    "indonesian": "id",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "mandarin_chinese": "zh",
    "norwegian_bokmål": "nb",
    "norwegian_nynorsk": "nn",
    "persian": "fa",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
    "turkish": "tr",
    "vietnamese": "vi",
}


def _locale(node: Node, key: str, draft: Draft) -> str | None:
    """Words for dates, kept aside; the language is that of the profile, too."""
    language = node.get("language") if isinstance(node, Mapping) else None
    named = text_of(language).lower() if isinstance(language, Scalar) else ""
    if code := _LANGUAGES.get(named, named if named in _LANGUAGES.values() else None):
        draft.put("language", code)
    return aside(node, key, draft)


_NETWORK: Table = {"network": literal("network"), "username": literal("username")}

_CONNECTION: Table = {
    "placeholder": _words("network"),
    "url": literal("url"),
    "fontawesome_icon": aside,
}

_CV: Table = {
    "name": at("basics", _words("name")),
    "headline": at("basics", _words("label")),
    "label": at("basics", _words("label")),  # so called before 2.4
    "location": at("basics", _location),
    "email": at("basics", _reachable("email", "mailto:")),
    "phone": at("basics", _reachable("phone", "tel:")),
    "website": at("basics", _reachable("url", "")),
    "photo": at("basics", literal("image")),
    "social_networks": at("basics", _networks),
    "custom_connections": at("basics", list_within("profiles", _CONNECTION)),
    "sections": _sections,
    "sort_entries": aside,
}

_FILE: Table = {
    "cv": inner(_CV),
    "design": aside,
    "locale": _locale,
    "settings": aside,
    "rendercv_settings": aside,  # so called before 2.4
}
