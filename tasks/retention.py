"""How long archived answers are kept: for ever unless a setting says otherwise, with a word when they have become many."""

from datetime import datetime, timedelta
from pathlib import Path

LARGE_BYTES = 10_000_000_000


def tidy_archive(archive_dir: Path, retention_days: int, now: datetime, large_bytes: int = LARGE_BYTES) -> str | None:
    """Remove WARC files last written more than ``retention_days`` ago (0: none); what to say when the rest is large, or None."""
    oldest = now - timedelta(days=retention_days)
    kept_bytes = 0
    for warc in archive_dir.glob("*.warc.gz"):
        found = warc.stat()
        if retention_days and found.st_mtime < oldest.timestamp():
            warc.unlink()
        else:
            kept_bytes += found.st_size
    if kept_bytes < large_bytes:
        return None
    return f"{archive_dir} holds {kept_bytes / 1e9:,.1f} GB; the setting retention_days removes what is older"
