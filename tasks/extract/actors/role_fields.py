"""The field of life that a role belongs to, by the words that say it: our own selection of unambiguous words."""

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

_PREPOSITIONS = frozenset({"of", "for", "at", "in", "to", "on", "with", "from", "under"})


def role_field(lowers: Sequence[str]) -> str | None:
    """politics, law, police, military, sport, culture, science, business or religion; None where the words tell none.

    ``lowers`` are the role's words in lower case. Those before its first preposition decide, the last of them first: a "police
    general secretary" is of the police, a "lawyer for the army" of law.
    """
    end = next((at for at, lowered in enumerate(lowers) if lowered in _PREPOSITIONS), len(lowers))
    fields = _field_of_word()
    found = (fields.get(lowered.strip(".")) for lowered in reversed(lowers[:end]))
    return next((field for field in found if field), None)


def role_fields(texts: Iterable[str]) -> tuple[str, ...]:
    """The fields that roles and descriptions name, in alphabetical order, each once."""
    found = {role_field(part.split()) for text in texts for part in text.lower().replace(" and ", ",").split(",")}
    return tuple(sorted(field for field in found if field))


@cache
def _field_of_word() -> dict[str, str]:
    with Path(__file__).with_name("role_fields.csv").open(encoding="utf-8", newline="") as table:
        return {word: row["role_field"] for row in csv.DictReader(table) for word in row["words"].split()}
