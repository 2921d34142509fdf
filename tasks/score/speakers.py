"""Whether two namings mean the same speaker: words against words, and a published actor against the true one."""

import re
from collections.abc import Sequence
from typing import Literal

from tasks.score.gold import GoldQuote
from tasks.score.published import FoundActor

SpeakerKind = Literal["named", "nominal", "pronoun", "none"]

# Words that two namings of one speaker need not share.
SMALL_WORDS = frozenset(
    "a an the of for and in at s mr mrs ms miss dr prof professor sir dame lord lady judge president minister prime".split()
)
PRONOUNS = frozenset(
    "i we you he she it they who him her them his their its one both some others another this that these those everyone".split()
)
# Words that stand in lower case inside proper names.
JOINING_WORDS = frozenset(
    "a an the of for and in at on s de del della da di du la le van von der den al bin ibn y e plc ltd inc".split()
)
WORD = re.compile(r"\w+")


def words_of(name: str) -> frozenset[str]:
    """The words of a name in lower case, titles and articles left out unless nothing else is there."""
    words = frozenset(word.lower() for word in WORD.findall(name))
    return words - SMALL_WORDS or words


def same_words(found: str | None, gold: str | None) -> bool:
    """Whether the words of one naming hold all of the other's ("Ms Rautio" and "Aino Rautio, the mayor"); None is like None only."""
    if found is None or gold is None:
        return found is gold
    one, other = words_of(found), words_of(gold)
    return one <= other or other <= one


def speaker_kind(quote: GoldQuote) -> SpeakerKind:
    """How the gold speaker is worded: by (a part of) the name, by a description, by a pronoun, or not at all.

    A description may hold names of others ("Rautio's deputy"), an unnamed spokesperson that of the one spoken for.
    """
    if quote.speaker is None:
        return "none"
    words = WORD.findall(quote.speaker)
    if all(word.lower() in PRONOUNS for word in words):
        return "pronoun"
    if quote.speaks_for in quote.actors:
        return "nominal"
    capitalised = {word.lower() for word in words if word[0].isupper()} - SMALL_WORDS
    is_bare_name = bool(capitalised) and capitalised == words_of(quote.speaker)
    is_of_actor = any(capitalised & words_of(actor) for actor in quote.actors)
    return "named" if quote.actors and (is_bare_name or is_of_actor) else "nominal"


def is_described(actor: str) -> bool:
    """Whether an actor has no proper name in the gold either ("Rautio's neighbour", "transport ministry"): a word is in lower case."""
    words = WORD.findall(actor)
    return not actor.startswith("@") and any(word[0].islower() and word not in JOINING_WORDS for word in words)


def true_name(actor: FoundActor, declared: Sequence[str]) -> str | None:
    """The declared actor that a published one is, or None when it is none of them or could be two.

    Its shown name decides first, then its aliases, each in full; last a shown name that is part of one declared name, or holds it,
    a proper name ("Rautio" is Aino Rautio) before a description (not her neighbour).
    """
    for name in (actor.actor_name, *actor.aliases):
        if same := [each for each in declared if words_of(each) == words_of(name)]:
            return same[0] if len(same) == 1 else None
    like = [each for each in declared if same_words(actor.actor_name, each)]
    named = [each for each in like if not is_described(each)]
    return (named or like)[0] if len(named or like) == 1 else None
