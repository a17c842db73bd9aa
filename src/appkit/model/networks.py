"""Networks on which people have a page: what they are called, and what the address of a page begins with."""

from __future__ import annotations

# A page's address is this with the name of its owner behind it. The names are those that RenderCV knows.
PAGES = {
    "LinkedIn": "https://linkedin.com/in/",
    "GitHub": "https://github.com/",
    "GitLab": "https://gitlab.com/",
    "IMDB": "https://imdb.com/name/",
    "Instagram": "https://instagram.com/",
    "ORCID": "https://orcid.org/",
    "StackOverflow": "https://stackoverflow.com/users/",
    "ResearchGate": "https://researchgate.net/profile/",
    "YouTube": "https://youtube.com/@",
    "Google Scholar": "https://scholar.google.com/citations?user=",
    "Telegram": "https://t.me/",
    "WhatsApp": "https://wa.me/",
    "Leetcode": "https://leetcode.com/u/",
    "X": "https://x.com/",
    "Bluesky": "https://bsky.app/profile/",
    "Reddit": "https://reddit.com/user/",
}


def page_of(network: str, username: str) -> str | None:
    """The address of a page, None where the network is not known; on Mastodon ``@name@host`` tells it."""
    if username.startswith(("http://", "https://")):
        return username
    if network == "Mastodon":
        name, _, host = username.removeprefix("@").partition("@")
        return f"https://{host}/@{name}" if name and host else None
    return PAGES[network] + username if network in PAGES else None
