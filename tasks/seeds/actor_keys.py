"""How a person names an actor in a seed file: ``Rosa Quill``, or ``Rosa Quill [person NO Q42]`` where more must be said."""

import re
from typing import cast, get_args

from tasks.records import ActorKey, ActorType
from tasks.seeds.rows import country_refusal

_KEY = re.compile(r"(?P<name>[^\[\]]+?)(?: \[(?P<marks>[^\[\]]*)\])?")
_QID = re.compile(r"Q[1-9][0-9]*")


def read_actor_key(text: str) -> ActorKey:
    """Read a name and, in square brackets, any of an actor type, an ISO 3166-1 alpha-2 country and a Wikidata id, in any order.

    Raises ValueError with the reason.
    """
    read = _KEY.fullmatch(text)
    if read is None:
        raise ValueError(f"{text!r} is no name, nor a name with [type country QID] after it")
    marks = (read["marks"] or "").split()
    if read["marks"] is not None and not marks:
        raise ValueError(f"{text!r} says nothing between its brackets")
    kinds = [mark for mark in marks if mark in get_args(ActorType)]
    qids = [mark for mark in marks if _QID.fullmatch(mark)]
    countries = [mark for mark in marks if mark not in kinds and mark not in qids]
    for found in (kinds, qids, countries):
        if len(found) > 1:
            raise ValueError(f"{text!r}: {found[0]!r} or {found[1]!r}?")
    if countries and (reason := country_refusal(countries[0])):
        raise ValueError(f"{reason}, no type ({', '.join(get_args(ActorType))}) and no Wikidata id")
    actor_type = cast(ActorType, kinds[0]) if kinds else None
    return ActorKey(read["name"], actor_type, next(iter(countries), None), next(iter(qids), None))


def write_actor_key(key: ActorKey) -> str:
    """The text that ``read_actor_key`` reads as this key; brackets in the name become round ones."""
    name = " ".join(key.actor_name.replace("[", "(").replace("]", ")").split())
    marks = " ".join(mark for mark in (key.actor_type, key.country_code, key.wikidata_id) if mark)
    return f"{name} [{marks}]" if marks else name


def qid_refusal(text: str) -> str | None:
    """Why ``text`` is no Wikidata id, or None."""
    return None if _QID.fullmatch(text) else f"{text!r} is no Wikidata id such as Q42"
