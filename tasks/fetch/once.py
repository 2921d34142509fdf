"""What several feeds lead to: asked for once a night, whichever feed comes first."""

import hashlib
import pickle
import threading
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from tasks.fetch.fetcher import Fetched, Fetcher, Validators
from tasks.fetch.urls import request_url


class Once:
    """Fetches for all threads of a night; what was got lies in ``folder``, a file a URL, so that memory stays flat."""

    def __init__(self, fetcher: Fetcher, folder: Path) -> None:
        self._fetcher, self._folder = fetcher, folder
        self._lock = threading.Lock()
        self._asked: defaultdict[tuple[str, Validators | None], threading.Lock] = defaultdict(threading.Lock)

    def fetch(self, url: str, validators: Validators | None) -> Fetched:
        """``url`` as it is got, or was got in this night with the same validators: then with no bytes and no seconds of its own.

        What was postponed was not asked for, and is asked for again.
        """
        key = (request_url(url) or url, validators)
        path = self._folder / (hashlib.sha256(repr(key).encode()).hexdigest() + ".got")
        with self._lock:
            asking = self._asked[key]
        with asking:
            if path.exists():
                kept: Fetched = pickle.loads(path.read_bytes())  # as this run wrote it
                return replace(kept, url=url)
            got = self._fetcher.fetch(url, validators)
            if not got.is_postponed:
                path.write_bytes(pickle.dumps(_without_wire(got)))
            return got


def _without_wire(got: Fetched) -> Fetched:
    if got.answer is None:
        return got
    exchange = replace(got.answer.exchange, sent=b"", received=b"", seconds=0.0)
    return replace(got, answer=replace(got.answer, exchange=exchange))
