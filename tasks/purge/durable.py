"""Replacing a file so that a power cut leaves the old or the new one, whole."""

import os
from pathlib import Path


def replace_durably(unfinished: Path, final: Path) -> None:
    """Rename a finished file over its final name."""
    sync(unfinished)
    unfinished.replace(final)
    sync(final.parent)


def sync(path: Path) -> None:
    """Make a file, or the names in a folder, last."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
