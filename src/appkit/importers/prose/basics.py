"""Who the CV is of: the lines above its first section."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from appkit.importers.imported import Unsure
from appkit.importers.prose.contacts import (
    NETWORKS,
    Contact,
    address_of,
    contact_of,
    contacts_in,
    email_in,
    has_contact,
    is_address,
    is_page,
    is_phone,
    network_of,
    place_of,
    user_in,
)
from appkit.importers.prose.headings import section_named
from appkit.importers.prose.labels import general_label
from appkit.importers.prose.line import Line, Words, cut, literal, plain, trimmed
from appkit.importers.prose.roles import is_degree, is_place, is_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.importers.imported import Drafted
    from appkit.importers.prose.ledger import Ledger

_TITLE = re.compile(
    r"^(?:curriculum vitae|cv|r[ée]sum[ée]|lebenslauf|个人简历|简历)(?![^\W_])(?:\s+(?:of|von|de)\b)?"
    r"\s*[:–—-]?\s*",
    re.IGNORECASE,
)
# "Your Name's CV", "Your Name – Curriculum Vitae".
_TITLED = re.compile(
    r"(?:['’]s?|\s*[:,–—|-])\s*(?:curriculum vitae|cv|r[ée]sum[ée]|lebenslauf)$", re.IGNORECASE
)
_HONORIFIC = re.compile(
    r",?\s+(?:ph\.?d\.?|m\.?sc\.?|b\.?sc\.?|mba|md|jr\.?|sr\.?|cpa|pmp)\.?$", re.IGNORECASE
)
_NAME = re.compile(r"^[^\W\d_][^\d@:|\\/<>{}\[\]_=]*$")
_WITH_NATIVE = re.compile(r"^([^\u2e80-\uffff]*?)\s*[(（]?([\u2e80-\u9fff]{2,8})[)）]?$")
_MOST_NAME = 6
# A longer line above the sections is a sentence about the person.
_MANY_WORDS = 12
_PLACES = ("address", "adresse", "anschrift", "location", "地址")
# From here on letters are of East Asian scripts, which write the family name first.
_EAST_ASIAN = "\u2e80"


def basics_of(lines: Sequence[Line], ledger: Ledger) -> tuple[dict[str, Drafted], list[Words]]:
    """The ``basics`` that the lines tell, and the sentences among them."""
    reading = _Basics(ledger)
    for line in lines:
        reading.line(line)
    return reading.data, reading.prose


class _Basics:
    """Basics in the making."""

    def __init__(self, ledger: Ledger) -> None:
        self.data: dict[str, Drafted] = {}
        self.prose: list[Words] = []
        self._ledger = ledger

    def line(self, line: Line) -> None:
        self._ledger.speak(line.marker)
        words = trimmed(line.words)
        if match := _TITLE.match(literal(words)):
            self._ledger.speak(match[0])
            words = trimmed(cut(words, match.end()))
        if "name" not in self.data and (match := _TITLED.search(literal(words))):
            self._ledger.speak(match[0])
            words = plain(literal(words)[: match.start()])
        line = replace(line, words=words)
        if self._summary(words):
            return
        pieces = list(contacts_in(words))
        if not pieces:
            return
        if "name" not in self.data and self._name(literal(pieces[0]), line):
            pieces = pieces[1:]
        elif line.text.count(" ") >= _MANY_WORDS and not any(map(has_contact, pieces)):
            self.prose.append(words)
            return
        for piece in pieces:
            contact = contact_of(piece)
            if not (self._direct(contact) or self._network(contact) or self._said(contact)):
                self._ledger.leave(line, piece)

    def _summary(self, words: Words) -> bool:
        """Whether the line is a summary with its heading in front: "Objective: …"."""
        found = general_label(words)
        named = section_named(found[0]) if found else None
        if found is None or named is None or named.section != "summary" or not found[1]:
            return False
        self._ledger.speak(found[0])
        self.prose.append(found[1])
        return True

    def _name(self, text: str, line: Line) -> bool:
        """Whether the words are the person's name, which is set."""
        bare = _HONORIFIC.sub("", text)
        if not bare or not _NAME.match(bare) or len(bare.split()) > _MOST_NAME or is_place(bare):
            return False
        self._put_name(bare)
        self._ledger.leave(line, plain(text[len(bare) :].strip(" ,")))
        return True

    def _put_name(self, text: str) -> None:
        native = _WITH_NATIVE.match(text)
        if native and native[1].strip():
            text, self.data["nativeName"] = native[1].strip(" ("), native[2]
        family, _, given = map(str.strip, text.partition(","))
        if given:
            text, self.data["familyName"] = f"{given} {family}", _cased(family)
        words = text.split()
        capital = [word for word in words if word.isupper() and len(word) > 2]
        if len(capital) == 1 and len(words) > 1:
            self.data["familyName"] = _cased(capital[0])
            text = text.replace(capital[0], _cased(capital[0]))
        why = f"the file has capitals: {text}"
        self.data["name"] = Unsure(_cased(text), why) if text.isupper() else text
        if "familyName" not in self.data and len(words) > 1 and text < _EAST_ASIAN:
            self.data["familyName"] = Unsure(_cased(words[-1]), "the last word of the name")

    def _direct(self, contact: Contact) -> bool:
        """Whether the piece is an e-mail address or a telephone number, which is set."""
        mail = email_in(contact)
        if mail and "email" not in self.data:
            self.data["email"] = mail
        elif is_phone(contact.text) and "phone" not in self.data:
            self.data["phone"] = contact.text
        else:
            return False
        self._ledger.speak(contact.label)
        if contact.url and contact.url.startswith(("mailto:", "tel:")):
            self._ledger.speak(contact.url)
        if mail and mail not in contact.text:
            self._ledger.speak(contact.text)
        return True

    def _network(self, contact: Contact) -> bool:
        """Whether the piece is a page of the person, which is set or listed."""
        network, address = network_of(contact), address_of(contact)
        if network is None and (address is None or contact.label not in ("", "web", "url")):
            return False
        entry: dict[str, Drafted] = {"network": network or contact.text}
        bare = is_page(contact.text) or contact.text.casefold() == (network or "").casefold()
        if address is None:
            if not bare:
                entry["username"] = contact.text
        elif network not in NETWORKS.values() and "url" not in self.data and is_page(contact.text):
            self.data["url"] = address
            self._ledger.speak(contact.label)
            return True
        else:
            user = user_in(address, network) if network else None
            entry |= {"username": user} if user else {}
            if not bare and network and contact.text.casefold() != (user or "").casefold():
                entry["x-text"] = contact.text
            elif is_page(contact.text) and contact.url:
                self._ledger.speak(contact.text)
            entry["url"] = address
        self._ledger.speak(contact.label)
        cast("list[Drafted]", self.data.setdefault("profiles", [])).append(entry)
        return True

    def _said(self, contact: Contact) -> bool:
        """Whether the piece is where the person lives, or what the person is."""
        text, few = contact.text, contact.text.count(" ") < _MANY_WORDS
        if contact.label == "name" and "name" not in self.data:
            self._put_name(text)
        elif "location" not in self.data and (
            contact.label in _PLACES or (not contact.label and is_place(text))
        ):
            self.data["location"] = place_of(text)
        elif contact.label or not few:
            return False
        elif "label" not in self.data and (is_role(text) or is_degree(text)):
            self.data["label"] = text
        elif is_address(text):
            return self._address(text)
        else:
            return False
        self._ledger.speak(contact.label)
        return True

    def _address(self, text: str) -> bool:
        """Whether the words are an address, or more of one; they are set, doubted."""
        there = cast("dict[str, Drafted]", self.data.get("location", {}))
        found = place_of(text)
        if there.keys() & found.keys():
            return False
        doubted: dict[str, Drafted] = {
            key: Unsure(value, "it looks like an address") for key, value in found.items()
        }
        self.data["location"] = there | doubted
        return True


def _cased(text: str) -> str:
    """A name in capitals as names are written."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), text) if text.isupper() else text
