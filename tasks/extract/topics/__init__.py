"""What an article is about: IPTC Media Topics from cue words and the user's own topics from rules, both in ``seeds/topics.csv``."""

from tasks.extract.topics.rules import TopicRules, load_topics
from tasks.extract.topics.scoring import find_topics

__all__ = ["TopicRules", "find_topics", "load_topics"]
