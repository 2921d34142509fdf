"""Whether a user's rule holds for an article, by which words, and what it lacks."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tasks.extract.topics.article_words import ArticleWords, Place
from tasks.extract.topics.cue_words import CueNode, every_cue
from tasks.extract.topics.rule_tree import ActorTerm, All, Near, OneOf, Rule, Term, written
from tasks.records import ArticleActors

Places: TypeAlias = Mapping[Term | ActorTerm, Sequence[Place]]


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of words that a rule, or a part of it, was found in, and the places of its terms."""

    first_word: int
    end_word: int
    places: tuple[Place, ...]


def find_places(article: ArticleWords, terms: Sequence[Term], phrases: CueNode) -> dict[Term | ActorTerm, list[Place]]:
    """Where each term stands, in one pass over the words; ``phrases`` leads to numbers in ``terms``."""
    places: dict[Term | ActorTerm, list[Place]] = defaultdict(list)
    for match in every_cue(phrases, article.words):
        for term_no in match.cue_nos:
            places[terms[term_no]].append((match.first_word, match.end_word))
    return places


def find_actor_places(
    article: ArticleWords, terms: Iterable[ActorTerm], actors: ArticleActors
) -> dict[Term | ActorTerm, list[Place]]:
    """Where each actor is mentioned: every mention of an entity that has this name or alias, or this Wikidata id."""
    named: dict[str, set[int]] = defaultdict(set)
    for entity in actors.entities:
        for name in (entity.actor_name, *entity.names, entity.wikidata_id or ""):
            named[name.casefold()].add(entity.entity_no)
    return {
        term: [
            article.places_between(mention.start_char, mention.end_char)
            for mention in sorted(actors.mentions, key=lambda m: m.start_char)
            if mention.entity_no in entity_nos
        ]
        for term in terms
        if (entity_nos := named.get(term.name.casefold()))
    }


def find_rule(rule: Rule, places: Places) -> list[Found]:
    """Where a rule holds, by first word; empty where it does not."""
    match rule:
        case Term() | ActorTerm():
            return [Found(first, end, ((first, end),)) for first, end in places.get(rule, ())]
        case Near(left, right, distance):
            return _near(find_rule(left, places), find_rule(right, places), distance)
        case OneOf(parts):
            return _ordered(found for part in parts for found in find_rule(part, places))
        case All(parts, unless):
            each = [find_rule(part, places) for part in parts]
            if not all(each) or any(find_rule(part, places) for part in unless):
                return []
            return _ordered(found for part in each for found in part)


def lacks(rule: Rule, places: Places) -> list[str]:
    """What keeps a rule from holding, in words; of alternatives the one that lacks least. Empty when it holds."""
    match rule:
        case Term() | ActorTerm():
            return [] if places.get(rule) else [f"without {rule.written}"]
        case Near(left, right, distance):
            sides = lacks(left, places) + lacks(right, places)
            return sides or (
                [] if find_rule(rule, places) else [f"farther apart than {distance} words: {written(rule)}"]
            )
        case OneOf(parts):
            best = min((lacks(part, places) for part in parts), key=len)
            return (
                [f"without {written(rule)}"]
                if len(best) == 1 and all(isinstance(p, Term | ActorTerm) for p in parts)
                else best
            )
        case All(parts, unless):
            missing = [reason for part in parts for reason in lacks(part, places)]
            return missing + [f"shut out by not {written(part)}" for part in unless if find_rule(part, places)]


def _near(left: Sequence[Found], right: Sequence[Found], distance: int) -> list[Found]:
    """Each left stretch with the nearest right one before and behind it, where that is near enough."""
    by_end = sorted(right, key=lambda found: found.end_word)
    starts, ends = [found.first_word for found in right], [found.end_word for found in by_end]
    pairs = []
    for one in left:
        behind = bisect_left(starts, one.end_word)
        before = bisect_right(ends, one.first_word) - 1
        if behind < len(right) and right[behind].first_word - one.end_word < distance:
            pairs.append((one, right[behind]))
        if before >= 0 and one.first_word - by_end[before].end_word < distance:
            pairs.append((by_end[before], one))
    return _ordered(Found(one.first_word, other.end_word, one.places + other.places) for one, other in pairs)


def _ordered(found: Iterable[Found]) -> list[Found]:
    return sorted(set(found), key=lambda each: (each.first_word, each.end_word, each.places))
