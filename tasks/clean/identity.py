"""Who an article is: ids derived from content alone, so that any run on any machine gives the same."""

import hashlib
import re
from urllib.parse import SplitResult, urlsplit

from url_normalize import url_normalize

from tasks.records import Identity, Supplied

ID_LENGTH = 24  # hexadecimal digits: 96 bits, no collision to be expected below 10^13 articles

# Parameters that tell how a reader came to the page and never which page it is, as documented by the ad, mail and analytics
# services that add them. Anything else in a query may choose the article and stays.
TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_", "at_", "_hs", "mc_", "vero_", "oly_")
TRACKING_KEYS = frozenset((
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh",
    "li_fat_id", "epik", "s_cid", "s_kwcid", "cmpid", "ocid", "ncid", "soc_src", "soc_trk", "fb_action_ids",
    "fb_action_types", "fb_ref", "fb_source", "ga_source", "ga_medium", "ga_term", "ga_content", "ga_campaign",
    "gad_source", "_ga", "_gl", "mkt_tok", "trk_contact", "trk_msg", "trk_module", "trk_sid", "wt_mc", "wt.mc_id",
    "xtor", "smid", "smtyp", "__twitter_impression", "spm", "_openstat", "srsltid", "guccounter", "guce_referrer",
    "guce_referrer_sig",
))  # fmt: skip
_URI = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
DEFAULT_PORTS = {"http": 80, "https": 443}


def identity_of(said: Supplied, text: str) -> Identity:
    """Which article a document is: by its URL as supplied, else by the id it declares (or its guid), else by its cleaned text.

    Where several entries of a feed share the link, the guid tells them apart. A guid speaks for the feed it stands in, without one for the
    URL's host; one that is a URI speaks for itself where there is no URL. Ids have 24 hexadecimal digits.
    The file's path plays no part, so moving a folder changes nothing.
    """
    url, guid = (said.url or "").strip(), said.guid or ""
    link_id = _digest("url", normal_url(url), "") if url else None
    entry_id = _digest("url", normal_url(url), guid) if url else None
    declared_id = said.declared_id or guid
    feed = (said.feed_url,) if said.feed_url and declared_id == guid and not _URI.match(guid) else ()
    named = _digest("id", declared_id, *feed) if declared_id else _digest("text", text)
    return Identity(
        (entry_id if said.is_link_shared else link_id) or named,
        link_id,
        entry_id,
        _digest("guid", said.feed_url or outlet_host(url) or "", guid) if guid else None,
        _digest("url", normal_url(said.redirected_url), "") if said.redirected_url else None,
        said.is_link_shared,
        said.is_guid_shared,
    )


def version_id(article_id: str, content_sha256: str) -> str:
    """The id of one state of an article's title and text: the same words under the same identity are the same version."""
    return _digest("version", article_id, content_sha256)


def content_sha256(title: str | None, text: str) -> str:
    """SHA-256 of title and text, in hexadecimal; a missing title differs from an empty one in nothing."""
    return hashlib.sha256(f"{title or ''}\0{text}".encode()).hexdigest()


def normal_url(url: str) -> str:
    """The URL as compared for identity: never shown, never fetched, and never an error, however odd the words are.

    Folded: scheme (http and https are one), default port, case and trailing dot of the host, IDN (to ASCII), dot segments, percent
    signs, the order and repetition of query parameters, tracking parameters, fragment. Kept: path, host prefix, all other parameters.
    """
    try:
        parts = urlsplit(url_normalize(url.strip(), default_scheme="https") or "")
        port = parts.port
    except (
        ValueError
    ):  # not a URL after all (a broken IPv6 host, a port that is no number): the words themselves are the identity
        return url.strip()
    if not parts.netloc:
        return url.strip()
    scheme = "https" if parts.scheme in DEFAULT_PORTS else parts.scheme
    is_default_port = port is None or port == DEFAULT_PORTS.get(parts.scheme)
    host = host_of(parts) + ("" if is_default_port else f":{port}")
    user = f"{parts.username}@" if parts.username else ""
    return f"{scheme}://{user}{host}{parts.path or '/'}{_normal_query(parts.query)}"


def host_of(parts: SplitResult) -> str:
    """The host in lower case without a trailing dot; empty when there is none."""
    return (parts.hostname or "").rstrip(".")


def outlet_host(url: str | None) -> str | None:
    """The host of a URL without ``www.``: the outlet's name when nobody names it. None when there is no host."""
    try:
        host = host_of(urlsplit(url or ""))
    except ValueError:
        return None
    return host.removeprefix("www.") or None


def is_same_host(url: str | None, other: str | None) -> bool:
    """Whether two URLs lead to the same host, ``www.`` aside."""
    host = outlet_host(url)
    return host is not None and host == outlet_host(other)


def _normal_query(query: str) -> str:
    pairs = dict.fromkeys(pair for pair in query.split("&") if pair and not _is_tracking(pair.split("=", 1)[0]))
    return "?" + "&".join(sorted(pairs, key=lambda pair: pair.split("=", 1)[0])) if pairs else ""


def _is_tracking(key: str) -> bool:
    return key.lower() in TRACKING_KEYS or key.lower().startswith(TRACKING_PREFIXES)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]
