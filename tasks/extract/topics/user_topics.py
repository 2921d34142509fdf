"""The user's own topics: which of their rules hold for an article, and the words that decided."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.extract.topics.article_words import ArticleWords, Place
from tasks.extract.topics.cue_words import CueNode, add_phrase, seal
from tasks.extract.topics.rule_matching import Found, Places, find_actor_places, find_places, find_rule
from tasks.extract.topics.rule_tree import ActorTerm, Rule, Term, leaves
from tasks.records import ArticleActors

DOUBT = 2.0
MOST_EVIDENCE = 8


@dataclass(frozen=True, slots=True)
class UserTopic:
    """A rule of a topic; a topic may have several, of which one suffices."""

    topic_id: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class UserTopics:
    """All rules; ``phrases`` leads from words to numbers in ``terms``."""

    topics: tuple[UserTopic, ...]
    terms: tuple[Term, ...]
    actors: tuple[ActorTerm, ...]
    phrases: CueNode


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that holds: how strongly, from 0 to 1, and its words by how often they were seen, each with the places of it."""

    topic_id: str
    relevance: float
    evidence: Mapping[str, Sequence[Place]]


def user_topics(topics: Sequence[UserTopic]) -> UserTopics:
    """Make rules ready for one pass over an article."""
    found = dict.fromkeys(leaf for topic in topics for leaf in leaves(topic.rule))
    terms = tuple(leaf for leaf in found if isinstance(leaf, Term))
    root = CueNode()
    for term_no, term in enumerate(terms):
        add_phrase(root, term.words, term_no)
    seal(root)
    return UserTopics(tuple(topics), terms, tuple(leaf for leaf in found if isinstance(leaf, ActorTerm)), root)


def places_of(article: ArticleWords, actors: ArticleActors, topics: UserTopics) -> Places:
    """Where each term of the rules stands in an article."""
    return find_places(article, topics.terms, topics.phrases) | find_actor_places(article, topics.actors, actors)


def find_user_topics(article: ArticleWords, actors: ArticleActors, topics: UserTopics) -> Iterator[Hit]:
    """The rules that hold, a topic once.

    Relevance grows with how often and where the deciding words stand.
    Time is linear in the article's words and the rules' terms.
    """
    places = places_of(article, actors, topics)
    found: dict[str, list[Found]] = {}
    for topic in topics.topics if places else ():
        if here := find_rule(topic.rule, places):
            found.setdefault(topic.topic_id, []).extend(here)
    for topic_id, here in found.items():
        yield _hit(topic_id, article, here)


def _hit(topic_id: str, article: ArticleWords, found: Iterable[Found]) -> Hit:
    places = sorted({place for each in found for place in each.places})
    evidence: dict[str, list[Place]] = {}
    for place in places:
        evidence.setdefault(article.at(place), []).append(place)
    strength = math.log2(1 + sum(article.times[first] for first, _ in places))
    deciding = sorted(evidence, key=lambda words: (-len(evidence[words]), words))[:MOST_EVIDENCE]
    return Hit(topic_id, round(strength / (strength + DOUBT), 4), {words: evidence[words] for words in deciding})
