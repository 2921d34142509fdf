"""Names of what is no actor although it is named like one: ships and storms."""

from collections.abc import Iterator

from tasks.extract.actors.lexicon import ROLE_HEADS
from tasks.extract.actors.reading import Words

_VESSELS = frozenset(
    """ferry ship vessel tanker freighter trawler yacht frigate destroyer submarine liner tugboat barge warship icebreaker steamer schooner
    sailboat lifeboat catamaran mv ms ss hms uss rms""".split()
)
_STORMS = frozenset({"cyclone", "hurricane", "typhoon", "storm"})
_MOST_WORDS = 3


def thing_names(words: Words) -> frozenset[str]:
    """The names that the article gives to ships ("the ferry Morning Tide", "aboard the Tide") and storms ("Cyclone Nora", later "Nora")."""
    return frozenset(_ship_names(words)) | frozenset(_storm_names(words))


def _ship_names(words: Words) -> Iterator[str]:
    for at, lowered in enumerate(words.lowers):
        is_kind = lowered in _VESSELS and (words.texts[at].isupper() or words.texts[at].islower())
        is_kind = is_kind or (lowered == "the" and _leads_to_ship(words, at))
        if is_kind and words.is_name(at + 1) and words.lowers[at + 1] not in ROLE_HEADS:
            end = words.run_end(at + 1)
            if end - at <= _MOST_WORDS + 1:
                yield words.slice(at + 1, end)
                if words.texts[at].isupper():
                    yield words.slice(at, end)


def _leads_to_ship(words: Words, at: int) -> bool:
    """Whether the words before "the" at ``at`` tell that a ship follows: "a tanker, the", "aboard the", "the crew of the"."""
    before, first = words.lower(at - 1), words.lower(at - 2)
    return (
        before in ("aboard", "board") or (before == "," and first in _VESSELS) or (before == "of" and first == "crew")
    )


def _storm_names(words: Words) -> Iterator[str]:
    for at, lowered in enumerate(words.lowers):
        if lowered in _STORMS and words.is_name(at) and words.is_name(at + 1) and words.run_end(at + 1) == at + 2:
            first = at - 1 if words.lower(at - 1) == "tropical" else at
            yield from (words.slice(start, at + 2) for start in range(first, at + 2))
