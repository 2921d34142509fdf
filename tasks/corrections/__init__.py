"""A person's decisions, replayed in every build: on what was extracted first, then on who is who (docs/corrections.md)."""

from tasks.corrections.actors import correct_actors
from tasks.corrections.matching import written_words
from tasks.corrections.replay import correct_extracted

__all__ = ["correct_actors", "correct_extracted", "written_words"]
