"""Whether two wordings are the same words, quoted in part or with a word changed."""

from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from itertools import pairwise

SAME_SHARE = 0.8
LEAST_PART = 0.2
MOST_ALIGNED = 120
OMISSION = 4
NEGATIONS = frozenset("not never no none nobody nothing neither nor without".split())
_SMALL = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {word: str(number) for number, word in enumerate(_SMALL.split(), 2)} | {
    word: str(10 * number) for number, word in enumerate(_TENS.split(), 2)
}

Words = Sequence[str]


def have_same_words(one: Words, other: Words, is_whole: bool) -> bool:
    """Whether four fifths of the shorter stand in the longer in order, in runs of two words and singly beside them, and are at least a fifth of it.

    With ``is_whole`` (words that a reporter put) they must be four fifths of the longer too. A negation or a number that only one has
    inside the common part makes them different; four or more words left out together are an omission and are not looked at.
    Beyond 120 words the share is of three-word shingles, so the time stays bounded.
    """
    short, long = sorted((_numbered(one), _numbered(other)), key=lambda words: (len(words), words))
    if len(short) < (SAME_SHARE if is_whole else LEAST_PART) * len(long):
        return False
    if f" {' '.join(short)} " in f" {' '.join(long)} ":
        return True
    if len(short) > MOST_ALIGNED:
        return len(_triples(short) & _triples(long)) >= SAME_SHARE * len(_triples(short))
    blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    offsets = {block.b - block.a for block in blocks if block.size > 1}
    runs = [block for block in blocks if block.size and block.b - block.a in offsets]
    covered = sum(run.size for run in runs)
    is_alike = covered >= SAME_SHARE * len(long if is_whole else short)
    return is_alike and not any(word in NEGATIONS or word.isdigit() for word in _differing(short, long, runs))


def _numbered(words: Words) -> list[str]:
    return [NUMBERS.get(word, word) for word in words]


def _triples(words: Words) -> set[tuple[str, str, str]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def _differing(short: Words, long: Words, runs: list[Match]) -> Iterator[str]:
    """The words of the shorter outside the runs, and those of the longer between two runs unless they are an omission."""
    yield from short[: runs[0].a]
    for run, following in pairwise(runs):
        yield from short[run.a + run.size : following.a]
        if following.b - run.b - run.size < OMISSION:
            yield from long[run.b + run.size : following.b]
    yield from short[runs[-1].a + runs[-1].size :]
