"""URLs as they are asked for: http and https, in ASCII, without user name, password and fragment."""

from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

KEPT = "!#$%&'()*+,/:;=?@[]~-._|^"  # as they stand in a request's target; only what no server could read is quoted


def request_url(url: str) -> str | None:
    """The URL in the form that goes over the wire, or None for one that cannot be asked for."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = _ascii_host(parts)
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or not host or port == 0:
        return None
    query = f"?{quote(parts.query, safe=KEPT)}" if parts.query else ""
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{quote(parts.path, safe=KEPT) or '/'}{query}"


def host_of(url: str) -> str:
    """The host of a URL in the form of ``request_url``, without port."""
    return urlsplit(url).hostname or ""


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL, as robots.txt counts them."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def join(base: str, location: str) -> str | None:
    """Where a redirect leads, in the form of ``request_url``; None for a place that cannot be asked for."""
    try:
        return request_url(urljoin(base, location.strip()))
    except ValueError:
        return None


def _ascii_host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        return f"[{host}]"
    return host if host.isascii() else idna.encode(host, uts46=True).decode()
