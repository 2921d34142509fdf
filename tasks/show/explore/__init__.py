"""The explorer: the published warehouse as pages for one person on this machine."""

from tasks.show.explore.app import make_app

__all__ = ["make_app"]
