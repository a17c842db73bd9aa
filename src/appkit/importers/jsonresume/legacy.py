"""The keys that JSON Resume files use beside those of the schema: of edition 0.0, of older tools, of habit.

Each table says for a key what it is called today; by section, and for ``basics`` and its parts. Edition 0.0
(``resume-schema`` 0.0.x) had ``company``, ``website``, ``picture``, ``gpa`` (which a profile has too) and, in
drafts, ``hobbies``, ``level`` of a language and ``details``; the rest are what public files were seen to use.
"""

from __future__ import annotations

from typing import Final

_ADDRESS: Final = {"website": "url", "link": "url", "homepage": "url"}
_DATES: Final = {
    "start": "startDate",
    "from": "startDate",
    "end": "endDate",
    "to": "endDate",
    "until": "endDate",
}
_PROSE: Final = {"flavor": "type", "details": "highlights", "achievements": "highlights"}

TOP: Final = {
    "experience": "work",
    "hobbies": "interests",
    "certifications": "certificates",
    "honors": "awards",
    "volunteering": "volunteer",
    "info": "basics",
}
BASICS: Final = {
    **_ADDRESS,
    "picture": "image",
    "photo": "image",
    "bio": "summary",
    "about": "summary",
    "title": "label",
    "headline": "label",
    "mail": "email",
    "tel": "phone",
    "telephone": "phone",
    "mobile": "phone",
    "lastName": "familyName",
    "lastname": "familyName",
    "social": "profiles",
    "networks": "profiles",
}
PLACE: Final = {
    "street": "address",
    "zip": "postalCode",
    "zipCode": "postalCode",
    "postcode": "postalCode",
    "code": "postalCode",
    "country": "countryCode",
    "state": "region",
}
ACCOUNT: Final = {**_ADDRESS, "name": "network", "title": "network", "user": "username", "handle": "username"}

SECTIONS: Final[dict[str, dict[str, str]]] = {
    "work": {
        **_ADDRESS,
        **_DATES,
        **_PROSE,
        "company": "name",
        "employer": "name",
        "organization": "name",
        "title": "position",
        "role": "position",
        "technologies": "keywords",
    },
    "volunteer": {
        **_ADDRESS,
        **_DATES,
        **_PROSE,
        "name": "organization",
        "company": "organization",
        "title": "position",
        "role": "position",
    },
    "education": {
        **_ADDRESS,
        **_DATES,
        **_PROSE,
        "institute": "institution",
        "school": "institution",
        "university": "institution",
        "name": "institution",
        "degree": "studyType",
        "field": "area",
        "major": "area",
        "grade": "score",
    },
    "awards": {**_ADDRESS, **_PROSE, "name": "title", "issuer": "awarder", "from": "awarder", "year": "date"},
    "certificates": {
        **_ADDRESS,
        "title": "name",
        "authority": "issuer",
        "organization": "issuer",
        "year": "date",
    },
    "publications": {
        **_ADDRESS,
        "title": "name",
        "journal": "publisher",
        "date": "releaseDate",
        "year": "releaseDate",
    },
    "skills": {"title": "name", "category": "name", "details": "keywords", "items": "keywords"},
    "languages": {"name": "language", "level": "fluency", "proficiency": "fluency"},
    "interests": {"title": "name", "details": "keywords"},
    "references": {"author": "name", "text": "reference", "quote": "reference"},
    "projects": {
        **_ADDRESS,
        **_DATES,
        **_PROSE,
        "title": "name",
        "company": "entity",
        "role": "roles",
        "technologies": "keywords",
        "tech": "keywords",
    },
}
