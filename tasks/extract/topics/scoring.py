"""Topics of an article from the weight of the cues in it, and from the user's rules."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasks.extract.topics.article_words import ArticleWords, article_words
from tasks.extract.topics.cue_words import find_cues, words_of
from tasks.extract.topics.rules import TopicName, TopicRules
from tasks.extract.topics.user_topics import find_user_topics
from tasks.records import ArticleActors, Span, Topic

SECTION_TIMES = 4.0  # a cue in the section's name counts like four in the body
DOUBT = 2.0  # evidence that a text holds by chance, with so much more for every 100 words
DOUBT_PER_100_WORDS = 1.0
TOP_SHARE = 0.15  # a further top-level topic needs this relevance, a topic below it this one
CHILD_SHARE = 0.06
MOST_TOP = 4
MOST_CHILDREN = 3
MOST_EVIDENCE = 8


@dataclass(slots=True)
class Sighting:
    """How often a phrase was seen, each time with the weight of where it stood; the words and the place it was first seen at."""

    times: float = 0.0
    words: str = ""
    span: Span | None = None


@dataclass(slots=True)
class Evidence:
    """What speaks for one topic: the sum, and the words with their share in it and where they stand."""

    strength: float = 0.0
    words: dict[str, float] = field(default_factory=dict)
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)

    def add(self, words: str, strength: float, spans: tuple[Span, ...]) -> None:
        """Count ``words`` in."""
        self.strength += strength
        self.words[words] = self.words.get(words, 0.0) + strength
        self.spans.setdefault(words, spans)

    def deciding_words(self) -> tuple[str, ...]:
        """The words that weigh most, heaviest first, then by alphabet."""
        return tuple(sorted(self.words, key=lambda words: (-self.words[words], words))[:MOST_EVIDENCE])


def find_topics(
    text: str, title: str | None, section_name: str | None, actors: ArticleActors, rules: TopicRules
) -> tuple[Topic, ...]:
    """The topics of an article: top-level Media Topics by relevance, each followed by what lies below it, then the user's topics.

    A cue seen ``n`` times gives its weight times log2(1 + n), where the title, the first paragraph and the section's name count more;
    what speaks for a topic speaks for those above it. Relevance is a topic's share of the evidence for all top-level topics and of a
    doubt that grows with the text's length. The strongest top-level topic is always given; a text without any cue has no Media
    Topic. Time is linear in the words.
    """
    article = article_words(text, title)
    sightings = _sightings(article, words_of(section_name or ""), rules)
    doubt = DOUBT + DOUBT_PER_100_WORDS * sum(start >= 0 for start in article.starts) / 100
    topics = [*_media_topics(_evidence(sightings, rules), rules.topics, doubt), *_user_topics(article, actors, rules)]
    return tuple(replace(topic, rank=rank) for rank, topic in enumerate(topics, start=1))


def _sightings(article: ArticleWords, section: Sequence[str], rules: TopicRules) -> dict[int, Sighting]:
    """The phrases seen, by number; where they first stand in the text."""
    sightings: dict[int, Sighting] = defaultdict(Sighting)
    for match in find_cues(rules.phrases, article.words):
        place = (match.first_word, match.end_word)
        for part_no in match.cue_nos:
            sighting = sightings[part_no]
            sighting.times += article.times[match.first_word]
            sighting.words = sighting.words or article.at(place)
            sighting.span = sighting.span or article.span(place)
    for match in find_cues(rules.phrases, section):
        for part_no in match.cue_nos:
            sighting = sightings[part_no]
            sighting.times += SECTION_TIMES
            sighting.words = sighting.words or " ".join(section[match.first_word : match.end_word])
    return sightings


def _evidence(sightings: Mapping[int, Sighting], rules: TopicRules) -> dict[str, Evidence]:
    """Evidence per topic, also for those above it; a cue of several phrases counts when all were seen, as its rarest."""
    seen: dict[int, list[Sighting]] = defaultdict(list)
    for part_no in sorted(sightings):
        seen[rules.parts[part_no][0]].append(sightings[part_no])
    evidence: dict[str, Evidence] = defaultdict(Evidence)
    for cue_no, parts in seen.items():
        cue = rules.cues[cue_no]
        if len(parts) < cue.part_count:
            continue
        strength = cue.weight * math.log2(1 + min(part.times for part in parts))
        words, spans = " & ".join(part.words for part in parts), tuple(part.span for part in parts if part.span)
        topic_id: str | None = cue.topic_id
        while topic_id is not None:
            evidence[topic_id].add(words, strength, spans)
            topic_id = rules.topics[topic_id].parent_id
    return evidence


def _media_topics(evidence: Mapping[str, Evidence], topics: Mapping[str, TopicName], doubt: float) -> Iterator[Topic]:
    below: dict[str | None, list[str]] = defaultdict(list)
    for topic_id in sorted(evidence, key=lambda topic_id: (-evidence[topic_id].strength, topic_id)):
        below[topics[topic_id].parent_id].append(topic_id)
    total = doubt + sum(evidence[topic_id].strength for topic_id in below[None])

    def with_those_below(topic_id: str) -> Iterator[Topic]:
        yield _topic(topics[topic_id], evidence[topic_id], total)
        for child in below[topic_id][:MOST_CHILDREN]:
            if evidence[child].strength / total >= CHILD_SHARE:
                yield from with_those_below(child)

    for place, topic_id in enumerate(below[None][:MOST_TOP]):
        if place == 0 or evidence[topic_id].strength / total >= TOP_SHARE:
            yield from with_those_below(topic_id)


def _topic(topic: TopicName, found: Evidence, total: float) -> Topic:
    words = found.deciding_words()
    return Topic(
        topic_id=topic.topic_id,
        topic_name=topic.topic_name,
        relevance=round(found.strength / total, 4),
        rank=0,
        evidence=words,
        evidence_spans=_in_order(span for each in words for span in found.spans[each]),
        rule_version=topic.rule_version,
    )


def _user_topics(article: ArticleWords, actors: ArticleActors, rules: TopicRules) -> list[Topic]:
    topics = []
    for hit in find_user_topics(article, actors, rules.user_topics):
        topic = rules.topics[hit.topic_id]
        first = (next(filter(None, map(article.span, places)), None) for places in hit.evidence.values())
        spans = _in_order(filter(None, first))
        topics.append(
            Topic(topic.topic_id, topic.topic_name, hit.relevance, 0, tuple(hit.evidence), spans, topic.rule_version)
        )
    return sorted(topics, key=lambda topic: (-topic.relevance, topic.topic_id))


def _in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(set(spans), key=lambda span: (span.start_char, span.end_char)))
