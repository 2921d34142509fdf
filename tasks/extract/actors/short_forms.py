"""Short forms that an article itself gives for a name: acronyms and defined terms in brackets."""

from collections.abc import Iterable, Iterator

from tasks.extract.actors.lexicon import LEGAL_FORMS
from tasks.extract.actors.reading import Candidate, Words

LONGEST_ACRONYM = 8
_LONGEST_DEFINED = 6
_IN_NAMES = LEGAL_FORMS | {"&"}
_LONGEST_DEFINITION = 12
_DEFINING_MARKS = frozenset({"“", "”", '"', "``", "''"})


def acronym_candidates(words: Words) -> Iterator[tuple[Candidate, Candidate]]:
    """An expansion and its acronym in brackets after it: "Springfield Water Board (SWB)"; their initials agree."""
    for at in range(2, len(words) - 1):
        acronym = words.texts[at]
        if words.texts[at - 1] != "(" or words.texts[at + 1] != ")" or not is_acronym(acronym):
            continue
        first = _expansion_start(words, at - 1, acronym)
        if first is not None:
            yield Candidate(first, at - 1, "organisation", "acronym"), Candidate(at, at + 1, "organisation", "acronym")


def is_acronym(written: str) -> bool:
    """Whether a word is written as an acronym."""
    return 2 <= len(written) <= LONGEST_ACRONYM and written.isalpha() and written.isupper()


def common_acronyms(words: Words) -> frozenset[str]:
    """Short forms that the article gives for things written small, which are no names: "referral centres (RCs)"."""
    return frozenset(
        words.texts[at]
        for at in range(2, len(words) - 1)
        if words.texts[at - 1] == "(" and words.texts[at + 1] == ")" and _is_of_small_words(words, at)
    )


def _is_of_small_words(words: Words, at: int) -> bool:
    """Whether the small words before a bracket spell the short form in it, the first word with its first letter."""
    letters = words.lowers[at].removesuffix("s") if words.texts[at].endswith("s") else words.lowers[at]
    if not (2 <= len(letters) <= LONGEST_ACRONYM and words.texts[at][0].isupper() and letters.isalpha()):
        return False
    for first in range(at - 2, max(at - 2 - len(letters), -1), -1):
        if not words.texts[first][0].islower():
            return False
        small = words.lowers[first : at - 1]
        is_led = len(small) > 1 and small[0][0] == letters[0] and _is_within([word[0] for word in small], letters)
        if is_led and _is_within(letters, "".join(small)):
            return True
    return False


def _is_within(letters: Iterable[str], longer: str) -> bool:
    """Whether the letters stand in the longer text in their order."""
    rest = iter(longer)
    return all(letter in rest for letter in letters)


def _expansion_start(words: Words, end: int, acronym: str) -> int | None:
    """Walk left over the expansion's words, taking the acronym's letters from its last to its first."""
    letters = list(acronym.lower())
    at = end - 1
    while at >= 0 and end - at <= 2 * len(acronym) + 2 and words.texts[at][0].isalpha():
        if words.texts[at][0].isupper():
            if words.lowers[at][0] != letters.pop():
                return None
            if not letters:
                return at
        elif words.lowers[at][0] == letters[-1] and len(letters) > 1 and words.lowers[at] not in ("and", "the"):
            letters.pop()
        at -= 1
    return None


def defined_candidates(words: Words) -> Iterator[tuple[Candidate, Candidate]]:
    """A name and each short form that brackets after it define: "Acme Foods plc (“Acme” or “the Company”)"."""
    for opened in range(1, len(words) - 3):
        first = _name_start(words, opened) if words.texts[opened] == "(" else opened
        for at in range(opened + 2, min(opened + _LONGEST_DEFINITION, len(words) - 1)) if first < opened else ():
            if words.texts[at] == ")":
                break
            before = at - 1 - (words.lower(at - 1) == "the")
            is_marked = {words.texts[before], words.texts[at + 1]} <= _DEFINING_MARKS
            if is_marked and words.texts[at].istitle():
                defined = Candidate(at, at + 1, "organisation", "acronym")
                yield Candidate(first, opened, "organisation", "acronym"), defined


def _name_start(words: Words, end: int) -> int:
    """Where the run of name words that ends at ``end`` begins."""
    first = end
    while (
        first > 0
        and end - first < _LONGEST_DEFINED
        and (words.is_name(first - 1) or words.lowers[first - 1] in _IN_NAMES)
    ):
        first -= 1
    return first
