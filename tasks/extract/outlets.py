"""The country of the outlet that published an article."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pycountry

from tasks.records import Article

# Countries' domains that are sold to anybody, as registrars list them.
SOLD_EVERYWHERE = frozenset(
    {
        "ai",
        "am",
        "cc",
        "co",
        "fm",
        "gg",
        "im",
        "io",
        "la",
        "ly",
        "me",
        "nu",
        "pw",
        "sh",
        "st",
        "tk",
        "to",
        "tv",
        "vc",
        "ws",
    }
)
SHORTEST_HOST = 2  # labels


def load_outlet_countries(path: Path) -> dict[str, str]:
    """The country of each outlet in ``feeds.csv`` by the outlet's name. What cannot be read is left out: who loads the feeds refuses it."""
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        rows = [(row.get("source_name"), row.get("country_code")) for row in csv.DictReader(lines)]
    return {name: country for name, country in rows if name and country and _is_country(country)}


def outlet_country(article: Article, known: Mapping[str, str]) -> str | None:
    """The outlet's country (ISO 3166-1 alpha-2): the known one of its name, else of its address's domain, of its name where that is a
    host, or of the declared language.

    "en-US" says nothing: publishing systems declare it unasked. None when nothing tells.
    """
    if (country := known.get(article.source_name or "")) is not None:
        return country
    hosts = (_host(article.url), _host(f"//{article.source_name}") if article.source_name else "")
    for host in hosts:
        labels = host.split(".")
        if len(labels) >= SHORTEST_HOST and (country := _domain_country(labels[-1])) is not None:
            return country
    region = article.language_code.rsplit("-", 1)[-1]
    return region if region != "US" and region.isupper() and _is_country(region) else None


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _domain_country(domain: str) -> str | None:
    if domain in SOLD_EVERYWHERE:
        return None
    code = "GB" if domain == "uk" else domain.upper()
    return code if _is_country(code) else None


@cache
def _is_country(code: str) -> bool:
    return len(code) == 2 and pycountry.countries.get(alpha_2=code) is not None
