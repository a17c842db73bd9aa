"""The header of a RenderCV file: who the person is, how to reach them, and their pages elsewhere.

The fields and what they may hold are those of its models ``Cv``, ``SocialNetwork`` and ``CustomConnection``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.decode.read import literal as literally
from appkit.exporters.rendercv.text import literal
from appkit.model.networks import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appkit.model.profile import Basics
    from appkit.source.node import Plain

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
# Names under which no mail can be sent, which its check of addresses refuses (RFC 6761).
_NO_MAIL = (".test", ".invalid", ".local", ".localhost", ".onion", ".arpa")
_WEB = re.compile(
    r"https?://(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}(?::[0-9]{1,4})?(?:[/?#]\S*)?"
)

# Networks that 2.3 and later know, with what a name there must look like.
_NAME = r"[^\s/?#@]+"
_NAMES = {
    network: re.compile(pattern)
    for network, pattern in {
        "LinkedIn": _NAME,
        "GitHub": _NAME,
        "GitLab": r"[^\s?#@]+",
        "IMDB": r"nm[0-9]{7}",
        "Instagram": _NAME,
        "ORCID": r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]",
        "Mastodon": r"@[^@\s]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}",
        "StackOverflow": r"[0-9]+/[^/\s]+",
        "ResearchGate": _NAME,
        "YouTube": _NAME,
        "Google Scholar": r"[A-Za-z0-9_-]+",
        "Telegram": _NAME,
        "Leetcode": _NAME,
        "X": _NAME,
    }.items()
}
_BY_NAME = {re.sub(r"\W", "", network).casefold(): network for network in _NAMES}


class _Connection(NamedTuple):
    """A way to reach the person that RenderCV has no field for: its icon, the words, the address."""

    icon: str
    words: str
    url: str | None = None


class _Page(NamedTuple):
    """A page elsewhere; decoded profiles know only what is printed of it."""

    network: str | None
    username: str | None
    url: str | None


def header(basics: Basics, data: Plain) -> dict[str, Plain]:
    """The keys of ``cv`` before its sections, of the decoded ``basics`` and of their plain ``data``."""
    listed = data.get("profiles") if isinstance(data, dict) else None
    pages = [_page(each) for each in listed] if isinstance(listed, list) else []
    texts = {key: text.default for key, text in basics.texts.items()}
    more = [_Connection("user", texts[key]) for key in ("nativeName", "pronouns") if key in texts]
    made: dict[str, Plain] = {"name": literal(texts.get("name", ""))}
    if "label" in texts:
        made["headline"] = literal(texts["label"])
    if place := ", ".join(text.default for text in basics.place.values()):
        made["location"] = literal(place)
    emails = [*_own(texts, "email"), *_bare(pages, "mailto:")]
    phones = [*_own(texts, "phone"), *_bare(pages, "tel:")]
    websites = [*_own(texts, "url"), *_bare(pages, "")]
    for key, values, good, icon in (
        ("email", emails, _is_email, "envelope"),
        ("phone", phones, _is_phone, "phone"),
        ("website", websites, _is_web, "link"),
    ):
        taken = [value for value in values if good(value)]
        if taken:
            made[key] = taken[0] if len(taken) == 1 else [*taken]
        more += (_Connection(icon, value) for value in values if not good(value))
    networks, others = _pages([page for page in pages if not _is_bare(page)])
    return (
        made
        | _listed("social_networks", networks)
        | _listed("custom_connections", map(_plain, [*more, *others]))
    )


def _plain(connection: _Connection) -> dict[str, Plain]:
    return {
        "fontawesome_icon": connection.icon,
        "placeholder": literal(connection.words),
        "url": connection.url,
    }


def _listed(key: str, items: Iterable[dict[str, Plain]]) -> dict[str, Plain]:
    listed: list[Plain] = list(items)
    return {key: listed} if listed else {}


def _own(texts: dict[str, str], key: str) -> list[str]:
    return [texts[key]] if key in texts else []


def _bare(pages: Sequence[_Page], scheme: str) -> list[str]:
    """The names of pages that are no pages: a second address, of which nothing else is said."""
    return [page.username or "" for page in pages if _is_bare(page, (scheme,))]


def _is_bare(page: _Page, schemes: tuple[str, ...] = ("mailto:", "tel:", "")) -> bool:
    if page.network or not page.username:
        return False
    return page.url in {scheme + "".join(page.username.split()) for scheme in schemes}


def _is_email(text: str) -> bool:
    return _EMAIL.fullmatch(text) is not None and not text.lower().endswith(_NO_MAIL) and ".." not in text


def _is_phone(text: str) -> bool:
    """Whether a number is likely to be one: RenderCV wants its country, and knows every country's numbers."""
    return re.fullmatch(r"\+[1-9][0-9 ()./-]{6,22}", text) is not None


def _is_web(text: str) -> bool:
    return _WEB.fullmatch(text) is not None


def _pages(pages: Sequence[_Page]) -> tuple[list[dict[str, Plain]], list[_Connection]]:
    """Pages on networks that RenderCV knows, and all others."""
    networks: list[dict[str, Plain]] = []
    others: list[_Connection] = []
    for page in pages:
        network = _BY_NAME.get(re.sub(r"\W", "", page.network or "").casefold())
        if network and (username := _username(network, page)):
            networks.append({"network": network, "username": username})
        elif page.url or page.username:
            # Of a page that has neither it is only known that there is one.
            web = page.url if page.url and _is_web(page.url) else None
            words = ": ".join(filter(None, (page.network, page.username, None if web else page.url)))
            others.append(_Connection("link", words or page.url or "", web))
    return networks, others


def _username(network: str, page: _Page) -> str | None:
    """The name that RenderCV makes the address of, if what it makes is the page."""
    told = page.username
    if page.url:
        bare = re.sub(r"^https?://(?:www\.)?", "", page.url).rstrip("/")
        begin = PAGES.get(network, "").removeprefix("https://")
        host, _, name = bare.partition("/@")
        username = f"@{name}@{host}" if network == "Mastodon" else bare.removeprefix(begin)
        if told not in {None, username}:
            return None
    else:
        username = told or ""
    good = _NAMES[network].fullmatch(username) and (not page.url or not username.startswith(page.url))
    return username if good else None


def _page(data: Plain) -> _Page:
    """A page elsewhere, of plain data that has the shape of one."""
    keys = data if isinstance(data, dict) else {}
    return _Page(_words(keys.get("network")), _words(keys.get("username")), _words(keys.get("url")))


def _words(data: Plain) -> str | None:
    """A text in its wording for anyone, in the first of its languages."""
    if isinstance(data, dict):
        said = (
            value for key, value in data.items() if key == "text" or not key.startswith(("x-", "variants"))
        )
        return _words(next(said, None))
    return literally(str(data)) if data is not None and str(data).strip() else None
