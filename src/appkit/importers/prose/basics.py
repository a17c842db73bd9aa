"""Who the CV is of: the lines above its first section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from appkit.importers.imported import Unsure
from appkit.importers.prose.line import Line, Words, divided, literal, plain, text_of, trimmed
from appkit.importers.prose.roles import ends_in_place, is_degree, is_place, is_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appkit.importers.imported import Drafted
    from appkit.importers.prose.ledger import Ledger

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_PHONE = re.compile(r"^\(?\+?[\d(][\d\s().\-/–]{5,22}\d(?:\s*(?:ext\.?|x)\s*\d{1,5})?$")
_URL = re.compile(r"^(?:https?://)?(?:[\w-]{1,63}\.){1,6}[a-zA-Z]{2,12}(?:[/?#]\S*)?$")
_NETWORKS = {
    "github.com": "GitHub",
    "gitlab.com": "GitLab",
    "linkedin.com": "LinkedIn",
    "twitter.com": "Twitter",
    "x.com": "X",
    "scholar.google.com": "Google Scholar",
    "orcid.org": "ORCID",
    "stackoverflow.com": "Stack Overflow",
    "medium.com": "Medium",
    "researchgate.net": "ResearchGate",
    "huggingface.co": "Hugging Face",
    "kaggle.com": "Kaggle",
    "xing.com": "XING",
    "zhihu.com": "Zhihu",
    "youtube.com": "YouTube",
    "bsky.app": "Bluesky",
    "dblp.org": "DBLP",
    "semanticscholar.org": "Semantic Scholar",
    "openreview.net": "OpenReview",
}
_NETWORK_NAMES = {name.casefold(): name for name in _NETWORKS.values()} | {
    name: name.title()
    for name in (
        "personal page",
        "personal website",
        "homepage",
        "home page",
        "website",
        "personal site",
        "portfolio",
        "blog",
        "skype",
        "wechat",
    )
}
_LABEL = re.compile(
    r"^(?P<label>e-?mail(?: address)?|mail|phone|telephone|tel|telefon|mobile|mobil|cell|handy|"
    r"téléphone|address|adresse|anschrift|"
    r"location|website|web|homepage|home ?page|url|portfolio|blog|github|gitlab|linkedin|twitter|"
    r"orcid|google scholar|scholar|"
    r"xing|skype|wechat|nationality|date of birth|birth date|born|geburtsdatum|name|电话|邮箱|"
    r"地址)\s*(?:[:：]\s*|\.\s+)(?=\S)",
    re.IGNORECASE,
)
# Icons, and the question marks and boxes that converters put where icons were.
_ICON = r"[?☐□■◆✉☎✆📧📞🏠🔗📍⌂\ue000-\uf8ff\ufe0f\U000f0000-\U000fffff]"
_SEPARATOR = re.compile(
    rf"\s*[|｜•·∙⋅◦♦⋄;]\s*|[ \xa0]*\t[ \t]*|[ \xa0]{{3,}}|(?:^|(?<=\s)){_ICON}+(?=\s|$)|"
    rf"(?<=\s){_ICON}|[\ue000-\uf8ff]|\s+[–—]\s+"
)
_COMMAS = re.compile(r"\s*,\s+")
_TITLE = re.compile(
    r"^(?:curriculum vitae|cv|r[ée]sum[ée]|lebenslauf|个人简历|简历)(?:\s+(?:of|von|de)\b)?\s*[:–—-]?\s*",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(
    r",?\s+(?:ph\.?d\.?|m\.?sc\.?|b\.?sc\.?|mba|md|jr\.?|sr\.?|cpa|pmp)\.?$", re.IGNORECASE
)
_NAME = re.compile(r"^[^\W\d_][^\d@:|\\/<>{}\[\]_=]*$")
_MOST_NAME = 6
# A longer line above the sections is a sentence about the person.
_MANY_WORDS = 12


def basics_of(lines: Sequence[Line], ledger: Ledger) -> tuple[dict[str, Drafted], list[Words]]:
    """The ``basics`` that the lines tell, and the sentences among them."""
    reading = _Basics(ledger)
    for line in lines:
        reading.line(line)
    return reading.data, reading.prose


class _Basics:
    """Basics in the making."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.data: dict[str, Drafted] = {}
        self.prose: list[Words] = []

    def line(self, line: Line) -> None:
        self.ledger.speak(line.marker)
        text = line.text.strip()
        if match := _TITLE.match(text):
            self.ledger.speak(match[0])
            if match.end() >= len(text):
                return
            line = _cut_line(line, text, match.end())
        if "name" not in self.data and self._name(line):
            return
        words = [piece for piece in _contacts(line.words)]
        if len(text.split()) >= _MANY_WORDS and not any(map(_is_contact, words)):
            self.prose.append(trimmed(line.words))
            return
        for piece in words:
            if not self._piece(piece, line):
                self.ledger.leave(line, piece)

    def _name(self, line: Line) -> bool:
        pieces = list(_contacts(line.words))
        text = literal(pieces[0]) if pieces else ""
        bare = _HONORIFIC.sub("", text)
        if not bare or not _NAME.match(bare) or len(bare.split()) > _MOST_NAME or is_place(bare):
            return False
        self._put_name(bare)
        if bare != text:
            self.ledger.leave(line, plain(text[len(bare) :].strip(" ,")))
        for piece in pieces[1:]:
            if not self._piece(piece, line):
                self.ledger.leave(line, piece)
        return True

    def _put_name(self, text: str) -> None:
        latin = re.match(r"^([^\u2e80-\uffff]*?)\s*[(（]?([\u2e80-\u9fff]{2,8})[)）]?$", text)
        if latin and latin[1].strip():
            text, self.data["nativeName"] = latin[1].strip(" ("), latin[2]
        family, comma, given = text.partition(",")
        if comma and given.strip() and len(given.split()) <= _MOST_NAME:
            text, self.data["familyName"] = f"{given.strip()} {family.strip()}", _cased(family.strip())
        words = text.split()
        capital = [word for word in words if word.isupper() and len(word) > 2]  # noqa: PLR2004 - no initials
        if "familyName" not in self.data and 0 < len(capital) < len(words) and len(capital) == 1:
            self.data["familyName"] = capital[0].title()
            text = text.replace(capital[0], capital[0].title())
        if text.isupper():
            self.data["name"] = Unsure(_cased(text), f"the file has capitals: {text}")
        else:
            self.data["name"] = text
        if "familyName" not in self.data and len(words) > 1 and text[0] < "\u2e80":
            self.data["familyName"] = Unsure(
                _cased(words[-1]) if text.isupper() else words[-1], "the last word of the name"
            )

    def _piece(self, piece: Words, line: Line) -> bool:
        text = literal(piece).strip(" ,;")
        label = ""
        if match := _LABEL.match(text):
            label, text = match["label"].casefold(), text[match.end() :]
        url = next((span.url for span in piece if span.url), None)
        return (
            self._address_of(text, label, url)
            or self._network(text, label, url)
            or self._said(text, label, piece, line)
        )

    def _address_of(self, text: str, label: str, url: str | None) -> bool:
        mail = (url or "").partition("mailto:")[2] or text
        if match := _EMAIL.fullmatch(mail.strip("<>()")):
            if "email" in self.data:
                return False
            self.data["email"] = match[0]
            self.ledger.speak(label)
            if match[0] not in text:
                self.ledger.speak(text)
            else:
                self.ledger.speak("mailto " + mail if url else "")
            return True
        if _PHONE.match(text) and "phone" not in self.data and sum(map(str.isdigit, text)) > 6:  # noqa: PLR2004
            self.data["phone"] = text
            self.ledger.speak(label)
            if url:
                self.ledger.speak(url)
            return True
        return False

    def _network(self, text: str, label: str, url: str | None) -> bool:
        address = url or (text if _URL.match(text) else None)
        host, path = _host(address) if address else ("", "")
        network = next(
            (name for known, name in _NETWORKS.items() if host == known or host.endswith("." + known)), None
        )
        name = network or _NETWORK_NAMES.get(label) or _NETWORK_NAMES.get(text.casefold())
        if address is None and name is None:
            return False
        if address and "." not in host:
            return False
        whole = (
            None
            if address is None
            else address
            if "://" in address or ":" in address.split("/")[0]
            else f"https://{address}"
        )
        if (
            network is None
            and whole
            and "url" not in self.data
            and (not name or name not in _NETWORKS.values())
        ):
            self.data["url"] = whole
            self.ledger.speak(label)
            if not _URL.match(text):
                self._listed({"network": text, "url": whole})
            return True
        entry: dict[str, Drafted] = {"network": name or (text if url else host)}
        if network and (user := _user(path, network)):
            entry["username"] = user
        elif address is None and text.casefold() != (name or "").casefold():
            entry["username"] = text
        if whole:
            entry["url"] = whole
        self.ledger.speak(label if name else "")
        if label and not name:
            return False
        if url and not _URL.match(text) and name and text.casefold() != name.casefold():
            if entry.get("username", "").casefold() != text.casefold():  # type: ignore[union-attr]
                entry["x-text"] = text
        elif url:
            self.ledger.speak(text)
        self._listed(entry)
        return True

    def _listed(self, entry: dict[str, Drafted]) -> None:
        cast("list[Drafted]", self.data.setdefault("profiles", [])).append(entry)

    def _said(self, text: str, label: str, piece: Words, line: Line) -> bool:
        if label in ("address", "adresse", "anschrift", "location", "地址") or (not label and is_place(text)):
            if "location" in self.data:
                return False
            self.ledger.speak(label)
            self.data["location"] = _place(text)
            return True
        if label == "name" and "name" not in self.data:
            self.ledger.speak(label)
            self._put_name(text)
            return True
        few = len(text.split()) < _MANY_WORDS
        if not label and few and "label" not in self.data and (is_role(text) or is_degree(text)):
            self.data["label"] = text
            return True
        if (
            not label
            and few
            and re.search(r"\d", text)
            and "," in text
            and "location" not in self.data
            and re.search(r"[^\W\d_]", text)
        ):
            self.data["location"] = {"address": Unsure(text, "it looks like an address")}
            return True
        return False


def _cut_line(line: Line, text: str, start: int) -> Line:
    from dataclasses import replace

    return replace(line, words=plain(text[start:]))


def _cased(text: str) -> str:
    """A name in capitals as names are written."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), text) if text.isupper() else text


def _contacts(words: Words) -> Iterator[Words]:
    """The pieces of a line of contacts; commas part them only where an e-mail or an address is among them."""
    for piece in divided(words, _SEPARATOR):
        text = text_of(piece)
        parts = [each.strip() for each in _COMMAS.split(text)] if len(text) < _LONGEST else [text]
        if len(parts) > 1 and any(
            _EMAIL.fullmatch(each) or _PHONE.match(each) or _URL.match(each) for each in parts
        ):
            yield from divided(piece, _COMMAS)
        elif (
            len(found := _EMAIL.findall(text[:_LONGEST])) == 1
            and len(text.split()) > 1
            and len(text) < _LONGEST
            and not _LABEL.match(text)
        ):
            yield from divided(
                piece, re.compile(r"\s+(?=" + re.escape(found[0]) + r")|(?<=" + re.escape(found[0]) + r")\s+")
            )
        else:
            yield piece


_LONGEST = 400


def _is_contact(words: Words) -> bool:
    text = literal(words)
    return (
        bool(_EMAIL.search(text[:_LONGEST])) or bool(_PHONE.match(text)) or bool(_URL.match(text[:_LONGEST]))
    )


def _host(address: str) -> tuple[str, str]:
    bare = re.sub(r"^https?://", "", address, flags=re.IGNORECASE)
    host, _, path = bare.partition("/")
    return host.casefold().removeprefix("www."), path


def _user(path: str, network: str) -> str:
    if network in ("Google Scholar", "Medium", "YouTube", "OpenReview", "DBLP", "Semantic Scholar"):
        return ""
    parts = [part for part in path.split("?")[0].split("/") if part]
    if network == "LinkedIn" and parts[:1] in (["in"], ["pub"]):
        parts = parts[1:]
    return parts[0] if len(parts) == 1 else ""


def _place(text: str) -> dict[str, Drafted]:
    pieces = [piece.strip() for piece in text.split(",")]
    if len(pieces) == 2 and not re.search(r"\d", text):  # noqa: PLR2004 - a city and what it is in
        city, where = pieces
        if re.fullmatch(r"[A-Z]{2}", where) and ends_in_place(where):
            return {"city": city, "region": where}
        return {"city": city, "region": Unsure(where, "a region or a country")}
    if len(pieces) == 1 and not re.search(r"\d", text):
        return {"city": text}
    return {"address": text}
