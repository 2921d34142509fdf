"""From what was asked for to the files to read, in an order that never changes."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from tasks.read.sidecars import MANIFEST, is_litter, sidecars_among


def find_files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files under folders and the files among ``paths``: a folder's files by name, then its folders', each
    folder once.

    Hidden files, what editors leave behind, and sidecars are no inputs. A manifest is yielded, though it is none:
    ``read_file`` gives a disposition for each of its faults, and nothing for a sound one. What is missing or cannot be
    listed is yielded too, for the same reason. Symbolic links are followed; a folder that was walked is not walked
    again.
    """
    given = {str(path) for path in paths}
    sidecars = sidecars_among(given)
    walked: set[tuple[int, int]] = set()
    beside: set[str] = set()
    for path in paths:
        if _is_folder(path):
            yield from _walk(path, walked)
        elif str(path) not in sidecars:
            yield path
            manifest = path.with_name(MANIFEST)
            if str(manifest) not in given | beside and manifest.is_file():
                beside.add(str(manifest))
                yield manifest


def _walk(top: Path, walked: set[tuple[int, int]]) -> Iterator[Path]:
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            status = folder.stat()
            names = sorted(os.listdir(folder))  # noqa: PTH208, names are all that is held of a folder
        except OSError:
            yield folder
            continue
        if (status.st_dev, status.st_ino) in walked:
            continue
        walked.add((status.st_dev, status.st_ino))
        visible = [name for name in names if not is_litter(name)]
        sidecars = sidecars_among(visible)
        folders = []
        for name in visible:
            if _is_folder(folder / name):
                folders.append(folder / name)
            elif name not in sidecars:
                yield folder / name
        waiting.extend(reversed(folders))


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):
        return False
