"""All that the warehouse says of one actor, and finding an actor by what a person types."""

from tasks.dossier.lookup import FoundActor, Lookup, find_actors
from tasks.dossier.rows import Dossier, read_dossier

__all__ = ["Dossier", "FoundActor", "Lookup", "find_actors", "read_dossier"]
