"""Topics of an article from the weight of the cues in it."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from tasks.extract.topics.cue_words import find_cues, words_of, words_of_doc
from tasks.extract.topics.rules import TopicName, TopicRules
from tasks.records import Topic

TITLE_TIMES = 3.0  # a cue in the title counts like three in the body, in the first paragraph like two, in the section's name like four
FIRST_PARAGRAPH_TIMES = 2.0
SECTION_TIMES = 4.0
DOUBT = 2.0  # evidence that a text holds by chance, with so much more for every 100 words
DOUBT_PER_100_WORDS = 1.0
USER_DOUBT = 2.0
TOP_SHARE = 0.15  # a further top-level topic needs this relevance, a child this one
CHILD_SHARE = 0.06
USER_RELEVANCE = 0.3
MOST_TOP = 4
MOST_CHILDREN = 3
MOST_EVIDENCE = 8


@dataclass(slots=True)
class Sighting:
    """How often a phrase was seen, each time with the weight of where it stood, and the words it was first seen as."""

    times: float = 0.0
    words: str = ""


@dataclass(slots=True)
class Evidence:
    """What speaks for one topic: the sum, and the words with their share in it."""

    strength: float = 0.0
    words: dict[str, float] = field(default_factory=dict)

    def add(self, words: str, strength: float) -> None:
        """Count ``words`` in."""
        self.strength += strength
        self.words[words] = self.words.get(words, 0.0) + strength

    def deciding_words(self) -> tuple[str, ...]:
        """The words that weigh most, heaviest first, then by alphabet."""
        return tuple(sorted(self.words, key=lambda words: (-self.words[words], words))[:MOST_EVIDENCE])


def find_topics(
    doc: Doc, text: str, title: str | None, section_name: str | None, rules: TopicRules
) -> tuple[Topic, ...]:
    """The topics of an article: top-level Media Topics by relevance, each followed by its children, then the user's topics.

    A cue seen ``n`` times gives its weight times log2(1 + n), where the title, the first paragraph and the section's name count more;
    what speaks for a child speaks for its parent. Relevance is a topic's share of the evidence for all top-level topics and of a
    doubt that grows with the text's length; for a user's topic the doubt is fixed. The strongest top-level topic is always given; a
    text without any cue has no topic. Needs tokens only, in time linear in their number.
    """
    words, starts = words_of_doc(doc)
    first_end = text.find("\n") if "\n" in text else len(text)
    sightings: dict[int, Sighting] = defaultdict(Sighting)
    _sight(sightings, rules, words, [FIRST_PARAGRAPH_TIMES if start < first_end else 1.0 for start in starts])
    for extra, times in ((title, TITLE_TIMES), (section_name, SECTION_TIMES)):
        extra_words = words_of(extra or "")
        _sight(sightings, rules, extra_words, [times] * len(extra_words))
    evidence = _evidence(sightings, rules)
    doubt = DOUBT + DOUBT_PER_100_WORDS * len(words) / 100
    return _ranked([*_media_topics(evidence, rules.topics, doubt), *_user_topics(evidence, rules.topics)])


def _sight(sightings: dict[int, Sighting], rules: TopicRules, words: Sequence[str], times: Sequence[float]) -> None:
    for match in find_cues(rules.phrases, words):
        for part_no in match.cue_nos:
            sighting = sightings[part_no]
            sighting.times += times[match.first_word]
            sighting.words = sighting.words or " ".join(words[match.first_word : match.end_word])


def _evidence(sightings: Mapping[int, Sighting], rules: TopicRules) -> dict[str, Evidence]:
    """Evidence per topic, children's counted to their parents; a cue of several phrases counts when all were seen, as its rarest."""
    seen: dict[int, list[Sighting]] = defaultdict(list)
    for part_no in sorted(sightings):
        seen[rules.parts[part_no][0]].append(sightings[part_no])
    evidence: dict[str, Evidence] = defaultdict(Evidence)
    for cue_no, parts in seen.items():
        cue = rules.cues[cue_no]
        if len(parts) < cue.part_count:
            continue
        strength = cue.weight * math.log2(1 + min(part.times for part in parts))
        for topic_id in (cue.topic_id, rules.topics[cue.topic_id].parent_id):
            if topic_id is not None:
                evidence[topic_id].add(" & ".join(part.words for part in parts), strength)
    return evidence


def _media_topics(evidence: Mapping[str, Evidence], topics: Mapping[str, TopicName], doubt: float) -> Iterable[Topic]:
    top = {
        topic_id: found
        for topic_id, found in evidence.items()
        if _is_media(topic_id) and not topics[topic_id].parent_id
    }
    total = doubt + sum(found.strength for found in top.values())
    for place, topic_id in enumerate(_strongest(top)[:MOST_TOP]):
        if place > 0 and top[topic_id].strength / total < TOP_SHARE:
            break
        yield _topic(topics[topic_id], top[topic_id], total)
        children = {
            child: found
            for child, found in evidence.items()
            if topics[child].parent_id == topic_id and _is_media(child)
        }
        for child in _strongest(children)[:MOST_CHILDREN]:
            if children[child].strength / total >= CHILD_SHARE:
                yield _topic(topics[child], children[child], total)


def _user_topics(evidence: Mapping[str, Evidence], topics: Mapping[str, TopicName]) -> Iterable[Topic]:
    own = {topic_id: found for topic_id, found in evidence.items() if not _is_media(topic_id)}
    for topic_id in _strongest(own):
        topic = _topic(topics[topic_id], own[topic_id], own[topic_id].strength + USER_DOUBT)
        if topic.relevance >= USER_RELEVANCE:
            yield topic


def _is_media(topic_id: str) -> bool:
    return topic_id.startswith("medtop:")


def _strongest(evidence: Mapping[str, Evidence]) -> list[str]:
    return sorted(evidence, key=lambda topic_id: (-evidence[topic_id].strength, topic_id))


def _topic(topic: TopicName, found: Evidence, total: float) -> Topic:
    return Topic(topic.topic_id, topic.topic_name, round(found.strength / total, 4), 0, found.deciding_words())


def _ranked(topics: Sequence[Topic]) -> tuple[Topic, ...]:
    return tuple(
        Topic(topic.topic_id, topic.topic_name, topic.relevance, rank, topic.evidence)
        for rank, topic in enumerate(topics, start=1)
    )
