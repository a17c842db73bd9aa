"""What a JSON Resume can say: its sections and keys, by the form that their values have.

The source is the published schema, in its editions 1.0.0 to 1.3.1 (``@jsonresume/schema``): every text is a
string, an address on the web an absolute URI, a date a year, month or day.
"""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

# ``text`` is a string, ``uri`` and ``email`` are strings of that format, ``texts`` is a list of strings.
Form: TypeAlias = Literal["text", "uri", "email", "date", "texts"]

BASICS: Final[dict[str, Form]] = {
    "name": "text",
    "label": "text",
    "image": "text",
    "email": "email",
    "phone": "text",
    "url": "uri",
    "summary": "text",
}
PLACE: Final[dict[str, Form]] = dict.fromkeys(
    ("address", "postalCode", "city", "countryCode", "region"), "text"
)
ACCOUNT: Final[dict[str, Form]] = {"network": "text", "username": "text", "url": "uri"}

SECTIONS: Final[dict[str, dict[str, Form]]] = {
    "work": {
        "name": "text",
        "location": "text",
        "description": "text",
        "position": "text",
        "url": "uri",
        "startDate": "date",
        "endDate": "date",
        "summary": "text",
        "highlights": "texts",
    },
    "volunteer": {
        "organization": "text",
        "position": "text",
        "url": "uri",
        "startDate": "date",
        "endDate": "date",
        "summary": "text",
        "highlights": "texts",
    },
    "education": {
        "institution": "text",
        "url": "uri",
        "area": "text",
        "studyType": "text",
        "startDate": "date",
        "endDate": "date",
        "score": "text",
        "courses": "texts",
    },
    "awards": {"title": "text", "date": "date", "awarder": "text", "summary": "text"},
    "certificates": {"name": "text", "date": "date", "url": "uri", "issuer": "text"},
    "publications": {
        "name": "text",
        "publisher": "text",
        "releaseDate": "date",
        "url": "uri",
        "summary": "text",
    },
    "skills": {"name": "text", "level": "text", "keywords": "texts"},
    "languages": {"language": "text", "fluency": "text"},
    "interests": {"name": "text", "keywords": "texts"},
    "references": {"name": "text", "reference": "text"},
    "projects": {
        "name": "text",
        "description": "text",
        "highlights": "texts",
        "keywords": "texts",
        "startDate": "date",
        "endDate": "date",
        "url": "uri",
        "roles": "texts",
        "entity": "text",
        "type": "text",
    },
}

# Where a profile has a word of its own for what JSON Resume calls something else: by section, JSON Resume's
# key and ours. It is written so only where ours is there and JSON Resume's is not.
INSTEAD: Final[dict[str, dict[str, str]]] = {
    "education": {"score": "gpa"},
    "publications": {"publisher": "venue"},
}

# The schema that an export names.
SCHEMA: Final = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"

# Where an export keeps what JSON Resume has no words for: in an entry, in `basics`, and in `meta`.
BAG: Final = "x-appkit"
# Where a profile keeps what it has no words for and a JSON Resume had, so that it can be put back.
MEMORY: Final = "x-jsonresume"
# The texts of a list are told apart by so many digits of their SHA-256.
DIGITS: Final = 8

# Absolute URIs by RFC 3986 (section 3), without the literal addresses of its IPv6 hosts.
_CHARACTER = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
_HOST = r"(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})"
_URI = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.-]*:(?://(?:{_CHARACTER}*@)?{_HOST}+(?::[0-9]*)?(?:/{_CHARACTER}*)*"
    rf"|/?{_CHARACTER}+(?:/{_CHARACTER}*)*)(?:\?(?:{_CHARACTER}|[/?])*)?(?:#(?:{_CHARACTER}|[/?])*)?"
)
_ATOM, _LABEL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+", r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
# The pattern of the published schema.
_DATE = re.compile(r"[12][0-9]{3}(?:-[01][0-9](?:-[0-3][0-9])?)?")

_PATTERNS: Final[dict[str, re.Pattern[str]]] = {"uri": _URI, "email": _EMAIL, "date": _DATE}


def is_said(text: str, form: Form) -> bool:
    """Whether JSON Resume takes the characters for a value of this form."""
    return form not in _PATTERNS or _PATTERNS[form].fullmatch(text) is not None
