"""What an article is about: IPTC Media Topics and the user's own topics, from the cue words of ``seeds/topics.csv``."""

from tasks.extract.topics.rules import TopicRules, load_topics
from tasks.extract.topics.scoring import find_topics

__all__ = ["TopicRules", "find_topics", "load_topics"]
