"""What the watchlist found tonight, as JSON and as an Atom feed."""

from tasks.show.watched.files import write_watched

__all__ = ["write_watched"]
