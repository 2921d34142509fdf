"""The topic rules of ``seeds/topics.csv``: read, checked, and made ready for one pass over a text."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from tasks.extract.topics.cue_words import CueNode, add_phrase, seal
from tasks.extract.topics.rule_language import parse_rule
from tasks.extract.topics.user_topics import UserTopic, UserTopics, user_topics

COLUMNS = ("topic_id", "topic_name", "parent_id", "cues", "rule", "note")
TOPIC_ID = re.compile(r"medtop:\d{8}|user:[a-z0-9]+(-[a-z0-9]+)*")
TOP_LEVEL = re.compile(r"medtop:\d{2}0{6}")
CUE = re.compile(r"(?P<phrases>[^^]+?)(\^(?P<weight>\d+(\.\d+)?))?")


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic of the rules; ``parent_id`` is the Media Topic above it, or None.

    ``rule_version`` changes when the rule does: eight hex digits from the words of a user's rule, or from the cues of all Media Topics,
    since these weigh against each other.
    """

    topic_id: str
    topic_name: str
    parent_id: str | None
    rule_version: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """Evidence for one Media Topic: its one phrase, or all of its ``part_count`` phrases anywhere in the article."""

    topic_id: str
    text: str
    weight: float
    part_count: int


@dataclass(frozen=True, slots=True)
class TopicRules:
    """All topics, the cues of Media Topics and the user's rules.

    ``phrases`` leads from words to numbers in ``parts``, (index of the cue, index of the phrase in it).
    """

    topics: Mapping[str, TopicName]
    cues: tuple[Cue, ...]
    parts: tuple[tuple[int, int], ...]
    phrases: CueNode
    user_topics: UserTopics


def load_topics(path: Path) -> TopicRules:
    """Read the topic rules; a row adds to its topic, and only a topic's first row states its name and parent.

    A Media Topic has cues between ``;``: lower-case words and phrases, ``*`` at a word's end for any ending, ``^2`` for a weight other
    than 1, and ``a & b`` for phrases that must all be in the article. A user's topic has a rule (docs/topics.md); several rows are
    alternatives. Raises ValueError "file:line: reason" for a malformed row, with the column in a malformed rule.
    """
    topics: dict[str, TopicName] = {}
    cues: list[Cue] = []
    parts: list[tuple[int, int]] = []
    own: list[UserTopic] = []
    root = CueNode()
    for place, row in _rows(path):
        try:
            topic = _topic(row, topics)
            topics[topic.topic_id] = topic
            if row["rule"]:
                own.append(UserTopic(topic.topic_id, parse_rule(row["rule"])))
                continue
            for cue, phrases in _cues(topic.topic_id, row["cues"]):
                for part_no, phrase in enumerate(phrases):
                    add_phrase(root, phrase, len(parts))
                    parts.append((len(cues), part_no))
                cues.append(cue)
        except ValueError as error:
            raise ValueError(f"{place}: {error}") from error
    seal(root)
    return TopicRules(_versioned(topics, path), tuple(cues), tuple(parts), root, user_topics(own))


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows with where they stand ("topics.csv:12"); the first line must name the columns."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        if tuple(next(reader, ())) != COLUMNS:
            raise ValueError(f"{path.name}:1: the columns must be {','.join(COLUMNS)}")
        for values in reader:
            if len(values) != len(COLUMNS):
                raise ValueError(f"{path.name}:{reader.line_num}: {len(values)} columns instead of {len(COLUMNS)}")
            yield f"{path.name}:{reader.line_num}", dict(zip(COLUMNS, values, strict=True))


def _versioned(topics: Mapping[str, TopicName], path: Path) -> dict[str, TopicName]:
    """The topics with the versions of their rules; white space does not count."""
    rules: dict[str, str] = {}
    for _, row in _rows(path):
        is_media = row["topic_id"].startswith("medtop:")
        key = "medtop:" if is_media else row["topic_id"]
        words = f"{row['topic_id']} {row['cues']}" if is_media else row["rule"]
        rules[key] = f"{rules.get(key, '')}\n{' '.join(words.split())}"
    versions = {key: sha256(rule.encode()).hexdigest()[:8] for key, rule in rules.items()}
    return {
        topic_id: replace(topic, rule_version=versions.get(topic_id) or versions["medtop:"])
        for topic_id, topic in topics.items()
    }


def _topic(row: dict[str, str], topics: Mapping[str, TopicName]) -> TopicName:
    topic_id, name, parent_id = row["topic_id"], row["topic_name"], row["parent_id"]
    if not TOPIC_ID.fullmatch(topic_id):
        raise ValueError(f"topic_id {topic_id!r} is neither medtop:######## nor user:slug")
    is_media = topic_id.startswith("medtop:")
    if not row["cues" if is_media else "rule"] or row["rule" if is_media else "cues"]:
        raise ValueError("a Media Topic has cues and no rule, a user's topic a rule and no cues")
    if topic_id in topics:
        if name or parent_id:
            raise ValueError(f"{topic_id} has its name and parent already; leave both empty to add to it")
        return topics[topic_id]
    if not name:
        raise ValueError(f"{topic_id} has no topic_name")
    if parent_id and parent_id not in topics:
        raise ValueError(f"parent_id {parent_id!r} is not a topic above this row")
    if is_media and bool(parent_id) == bool(TOP_LEVEL.fullmatch(topic_id)):
        raise ValueError(f"{topic_id} must have a parent_id unless it is a top-level Media Topic")
    return TopicName(topic_id, name, parent_id or None)


def _cues(topic_id: str, column: str) -> Iterator[tuple[Cue, list[str]]]:
    """Each cue of the column with its phrases."""
    for written in column.split(";"):
        read = CUE.fullmatch(written.strip())
        if read is None:
            raise ValueError(f"cue {written!r} is not phrase, phrase^weight or phrase & phrase")
        if written != written.lower():
            raise ValueError(f"cue {written!r} is not lower case")
        phrases = [phrase.strip() for phrase in read["phrases"].split("&")]
        yield Cue(topic_id, read["phrases"], float(read["weight"] or 1), len(phrases)), phrases
