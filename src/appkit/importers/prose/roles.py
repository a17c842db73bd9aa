"""What a few words in the head of an entry are: a role, an organisation, a degree, a place."""

from __future__ import annotations

import re

_ROLE = re.compile(
    r"\b(?:engineer|developer|programmer|assistant|intern|internship|researcher|scientist|manager|director|"
    r"leader|analyst|analyste|cashier|consultant|professor|lecturer|fellow|officer|designer|architect|collaborator|"
    r"instructor|teacher|tutor|head of|associate|specialist|coordinator|volunteer|member|reviewer|president|"
    r"chair|founder|co-founder|CEO|CTO|CFO|COO|writer|editor|postdoc|postdoctoral|administrator|technician|"
    r"accountant|trainee|apprentice|mentor|organi[sz]er|secretary|treasurer|visiting (?:student|scholar)|"
    r"ph\.?d\.? student|working student|lead|leader|freelance|freelancer|advisor|adviser|grader|owner|nurse|"
    r"physician|lawyer|clerk|translator|captain|\w*ingenieur|\w*ingenieurin|\w*entwickler|\w*entwicklerin|"
    r"\w*mitarbeiter|\w*mitarbeiterin|werkstudent|werkstudentin|praktikant|praktikantin|leiter|leiterin|"
    r"hilfskraft|doktorand|doktorandin|\w*berater|\w*beraterin|ingénieur|ingénieure|développeur|"
    r"développeuse|stagiaire|chercheur|chercheuse|responsable|chargé|doctorant|doctorante|chef de projet)\b|"
    r"工程师|实习生|研究员|助理|经理|讲师|教授|助教",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(?:university|college|institute|school|academy|polytechnic|universität|hochschule|fachhochschule|"
    r"gymnasium|université|école|lycée|institut|universidad|università|eth|epfl|mit|technische|faculty)\b|"
    r"大学|学院|中学",
    re.IGNORECASE,
)
_ORGANIZATION = re.compile(
    _INSTITUTION.pattern
    + r"|\b(?:laboratory|laboratories|lab|labs|inc|llc|ltd|gmbh|ag|se|corp|corporation|company|"
    r"cent(?:er|re)|group|department|hospital|bank|foundation|technologies|systems|solutions|society|"
    r"association|agency|ministry|council|club|partners|studio|labor|zentrum|verein|société|association)\b|"
    r"公司|实验室|研究院|集团|中心",
    re.IGNORECASE,
)
_DEGREE_WORD = (
    r"(?:bachelor|master|doctor|doctorate|associate|diplom|diploma|diplôme|licence|magister|abitur|"
    r"baccalauréat|matura|minor|major|certificate|high school|ged|exchange|visiting)(?:['’]?s)?\b|"
    r"(?:ph\.?\s?d|d\.?\s?phil|dr\.-ing|b\.?\s?sc|m\.?\s?sc|b\.?\s?eng|m\.?\s?eng|b\.?\s?tech|m\.?\s?tech|"
    r"m\.?\s?phil|b\.?\s?a|m\.?\s?a|b\.?\s?s|m\.?\s?s|m\.?\s?b\.?\s?a|m\.?\s?res|j\.?\s?d|m\.?\s?d|"
    r"ll\.?\s?[bm]|b\.?\s?com|b\.?\s?f\.?\s?a|dipl)\b\.?|本科|学士|硕士|博士"
)
_DEGREE = re.compile(rf"(?<![\w.])(?:{_DEGREE_WORD})", re.IGNORECASE)
_DEGREE_START = re.compile(rf"^\s*(?:joint |combined |dual |honou?rs )?(?:{_DEGREE_WORD})", re.IGNORECASE)
# "Bachelor of Science", after which the subject stands behind "in" or a comma.
_FULL_DEGREE = re.compile(
    r"^(?P<degree>(?:bachelor|master|doctor|associate)s? of (?:(?:applied )?(?:science|arts|"
    r"engineering|philosophy|"
    r"technology|business administration|laws|education|music|fine arts|commerce|public health|"
    r"medicine|research|"
    r"philosophy|architecture|social work))(?: \((?:hons|honou?rs)\.?\))?"
    r"|(?:bachelor|master|doctor|doctorate|associate)(?:['’]?s)?(?: degree)?"
    rf"|(?:{_DEGREE_WORD})(?:['’]?s)?(?: degree)?(?: \((?:hons|honou?rs)\.?\))?)"
    r"(?P<joint>\s+(?:in|en|of|de)\s+|\s*[,:–—-]\s+|\s+)(?P<area>\S.*)$",
    re.IGNORECASE,
)
# Chinese names the subject first.
_DEGREE_LAST = re.compile(r"^(?P<area>\S.{0,60}?)\s*(?P<degree>本科|学士|硕士|博士)$")
# US states and Canadian provinces by their postal letters, and countries as people write them.
_STATE_WORDS = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND "
    "OH OK OR PA "
    "RI SC SD TN TX UT VT VA WA WV WI WY DC AB BC MB NB NL NS ON PE QC SK"
)
_STATES = frozenset(_STATE_WORDS.split())
_COUNTRY_WORDS = (
    "argentina|australia|austria|österreich|belgium|brazil|canada|chile|china|p.r. china|colombia|croatia|"
    "czech republic|czechia|denmark|egypt|england|estonia|finland|france|germany|deutschland|greece|hong "
    "kong|hungary|iceland|india|indonesia|iran|ireland|israel|italy|japan|kenya|korea|south korea|latvia|"
    "lithuania|luxembourg|malaysia|mexico|morocco|netherlands|the netherlands|new zealand|nigeria|norway|"
    "pakistan|peru|philippines|poland|portugal|romania|russia|saudi arabia|scotland|serbia|singapore|"
    "slovakia|slovenia|south africa|spain|sweden|switzerland|schweiz|suisse|taiwan|thailand|tunisia|turkey|"
    "türkiye|uae|ukraine|united arab emirates|uk|u.k.|"
    "united kingdom|usa|u.s.a.|us|u.s.|united states|vietnam|wales"
)
_COUNTRIES = frozenset(_COUNTRY_WORDS.split("|"))
_AWAY = re.compile(r"^\(?(?:remote|hybrid|on-?site|online)\)?$", re.IGNORECASE)
_PLACE_WORD = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[ .'’-]+[^\W\d_][^\W\d_.'’-]*){0,4}\.?\Z")
# Words of a role, a name or a place are few.
_MOST = 200


def is_role(text: str) -> bool:
    """Whether the words name what someone did somewhere."""
    return len(text) < _MOST and _ROLE.search(text) is not None


def is_organization(text: str) -> bool:
    """Whether the words name a firm, a group or an institution."""
    return len(text) < _MOST and _ORGANIZATION.search(text) is not None


def is_institution(text: str) -> bool:
    """Whether the words name a place of learning."""
    return len(text) < _MOST and _INSTITUTION.search(text) is not None


def is_degree(text: str) -> bool:
    """Whether the words name a degree."""
    return len(text) < _MOST and _DEGREE.search(text) is not None


def begins_with_degree(text: str) -> bool:
    """Whether a degree is the first that the words say."""
    return _DEGREE_START.match(text[:_MOST]) is not None


def degree_parts(text: str) -> tuple[str, str, str] | None:
    """A degree, what joins it to its subject, and the subject; None where it is one of them alone.

    "Bachelor of Mathematics" is "Bachelor of" and "Mathematics", as the templates join them.
    """
    match = _FULL_DEGREE.match(text) if len(text) < _MOST else None
    if match is None:
        match = _DEGREE_LAST.match(text)
        return (match["degree"], "", match["area"]) if match else None
    if begins_with_degree(match["area"]):
        return None
    degree, joint, area = match["degree"], match["joint"].strip(" ,:–—-"), match["area"]
    if joint.casefold() == "of":
        return f"{degree} {joint}", "", area
    return degree, joint, area


def is_place(text: str) -> bool:
    """Whether the words are a place beyond doubt: "City, Country", "City, ST", "Remote"."""
    if len(text) > _MOST:
        return False
    if _AWAY.match(text):
        return True
    pieces = [piece.strip() for piece in text.strip("()").split(",")]
    if len(pieces) == 1:
        return pieces[0].casefold() in _COUNTRIES
    return (
        len(pieces) <= _MOST_PIECES
        and ends_in_place(pieces[-1])
        and all(map(_PLACE_WORD.match, pieces[:-1]))
        and not is_organization(text)
    )


# City, region, country.
_MOST_PIECES = 3


def ends_in_place(last: str) -> bool:
    """Whether the last piece of a place is a country or the letters of a state."""
    return last.casefold() in _COUNTRIES or last in _STATES


def may_be_place(text: str) -> bool:
    """Whether the words could be a place: capitalised, few, without digits."""
    pieces = [piece.strip() for piece in text.strip("()").split(",")]
    return (
        0 < len(text) < _LONGEST_PLACE
        and len(pieces) <= _MOST_PIECES
        and all(_PLACE_WORD.match(piece) and piece[:1].isupper() for piece in pieces)
        and not (is_role(text) or is_organization(text))
    )


_LONGEST_PLACE = 50
