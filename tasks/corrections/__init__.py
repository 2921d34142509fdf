"""A person's decisions, replayed in every build: on what was extracted first, then on who is who (docs/corrections.md)."""

from tasks.corrections.actors import correct_actors
from tasks.corrections.published import actor_key, article_key, quote_key
from tasks.corrections.replay import correct_extracted

__all__ = ["actor_key", "article_key", "correct_actors", "correct_extracted", "quote_key"]
