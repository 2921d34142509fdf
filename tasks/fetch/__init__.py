"""Fetching: safe, polite, bounded. What a server or a URL does is a value in the result."""

from tasks.fetch.feed import FetchedFeed, fetch_feed

__all__ = ["FetchedFeed", "fetch_feed"]
