"""What long work tells of itself: how many, how fast, and how long yet."""

import io

import pytest
from rich.console import Console

from flows.progress import Progress, left_words


@pytest.mark.parametrize(
    ("share", "seconds", "words"),
    [
        (0.0, 100.0, ""),
        (0.01, 100.0, ""),
        (0.5, 30.0, ", about 30 s left"),
        (0.25, 120.0, ", about 6 min left"),
        (1.0, 120.0, ", about 0 s left"),
    ],
)
def test_the_time_left_is_told_once_enough_is_done(share: float, seconds: float, words: str) -> None:
    assert left_words(share, seconds) == words


def test_the_share_done_counts_inputs_not_yet_taken_and_documents_not_yet_done() -> None:
    progress = Progress(console=Console(file=io.StringIO(), force_terminal=True))
    inputs = progress.follow("abcd", 4)
    assert progress.share() == 0.0
    next(inputs), next(inputs)
    progress.expect(20)
    progress.advance("documents", 10)
    assert progress.share() == 0.25
    assert list(inputs) == ["c", "d"]
    progress.advance("documents", 10)
    assert progress.share() == 1.0
    assert "20 documents" in progress.console.file.getvalue()  # type: ignore[attr-defined]
    assert "left" in progress.console.file.getvalue()  # type: ignore[attr-defined]
