"""Which of overlapping candidates stand, and where their names occur again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from tasks.extract.actors.lexicon import ANY_GIVEN_NAMES, HONORIFICS, ROLE_HEADS
from tasks.extract.actors.reading import Candidate, Source, Words
from tasks.records import ActorType

# Findings of the first step are weighed by length, then by this order; those of a later step only fill gaps.
_STEPS: tuple[tuple[Source, ...], ...] = (
    ("acronym", "known", "state", "longer", "suffix", "model", "given", "handle"),
    ("title", "owner"),
    ("city", "speech", "acting"),
)
_LEAST_REPEATED = 3  # characters of a surname that is looked for again by itself


def choose(words: Words, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates that do not overlap, in text order: the longer before the shorter, surer evidence before weaker."""
    found = list(candidates)
    covered = bytearray(len(words))
    chosen: list[Candidate] = []
    for sources in _STEPS:
        of_step = [candidate for candidate in found if candidate.source in sources]
        for candidate in sorted(of_step, key=lambda c: (c.first - c.last, sources.index(c.source), c.first)):
            if not any(covered[candidate.first : candidate.last]):
                covered[candidate.first : candidate.last] = b"\x01" * (candidate.last - candidate.first)
                chosen.append(candidate)
    return sorted(chosen, key=lambda c: c.first)


def repeated(words: Words, chosen: Sequence[Candidate], types: Mapping[Candidate, ActorType]) -> list[Candidate]:
    """Further occurrences of the chosen names, and of persons' surnames, in exactly the same words outside longer names."""
    covered = bytearray(len(words))
    for candidate in chosen:
        covered[candidate.first : candidate.last] = b"\x01" * (candidate.last - candidate.first)
    forms = _forms(words, chosen, types)
    lengths: dict[str, set[int]] = defaultdict(set)
    for form in forms:
        lengths[form[0]].add(len(form))
    small = {word for word in words.texts if word.islower()}
    found: list[Candidate] = []
    for at, written in enumerate(words.texts):
        for length in sorted(lengths.get(written, ()), reverse=True):
            last = at + length
            guess = forms.get(words.texts[at:last])
            if (
                guess
                and not any(covered[at:last])
                and _is_whole_name(words, at, last, covered, small if guess == "person" else None)
            ):
                found.append(Candidate(at, last, guess, "repeat"))
                covered[at:last] = b"\x01" * length
    return found


def _forms(
    words: Words, chosen: Sequence[Candidate], types: Mapping[Candidate, ActorType]
) -> dict[tuple[str, ...], ActorType]:
    """The written forms to look for: names found by more than a verb of saying, and surnames."""
    forms: dict[tuple[str, ...], ActorType] = {}
    for candidate in chosen:
        written, actor_type = words.texts[candidate.first : candidate.last], types[candidate]
        if candidate.source not in ("city", "speech", "acting"):
            forms[written] = actor_type
        if (
            actor_type == "person"
            and len(written) > 1
            and len(written[-1]) >= _LEAST_REPEATED
            and written[-1].istitle()
        ):
            forms.setdefault(written[-1:], "person")
            if written[0].lower() in ANY_GIVEN_NAMES:
                forms.setdefault(written[:1], "person")
    return forms


def _is_whole_name(words: Words, first: int, last: int, covered: bytearray, small: Set[str] | None) -> bool:
    """Whether words known as a name are all of one here, though they may be tagged as none if no word is among ``small``.

    ``small`` are the words that the article writes in small letters ("young", where somebody is called Young).
    """
    is_tagged = words.is_name(first) and words.is_name(last - 1)
    if not is_tagged and (small is None or any(word in small for word in words.lowers[first:last])):
        return False
    before, after = first - 1, last
    leads = words.is_name(before) and not covered[before] and not words.opens[before]
    follows = words.is_name(after) and not covered[after]
    is_after_role = words.lower(before) in ROLE_HEADS or words.lower(before) in HONORIFICS
    return (not leads or is_after_role) and (not follows or words.lower(after) in ROLE_HEADS)
