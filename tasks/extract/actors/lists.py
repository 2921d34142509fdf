"""Lists of known actors that a user drops into ``seeds/actors/``: JSON lines of FollowTheMoney, Wikidata or plain objects."""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from tasks.extract.actors.gazette import country_qids
from tasks.extract.actors.known import KnownActor, KnownActors, index_actors, read_reviewed
from tasks.extract.actors.list_lines import read_line
from tasks.extract.actors.names import name_key

_ENDINGS = (".json", ".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class ListedActors:
    """A list's actors in its order, and how many of its lines describe something else, by kind."""

    path: Path
    actors: tuple[KnownActor, ...]
    passed_over: Mapping[str, int]


def load_known_actors(path: Path) -> KnownActors:
    """All known actors: the reviewed list ``actors.csv``, the lists in the folder ``actors`` beside it, and the countries.

    The first malformed row or line raises ValueError("file:line: reason").
    """
    return index_actors(with_lists(*read_actors(path)))


def read_actors(path: Path) -> tuple[tuple[KnownActor, ...], tuple[ListedActors, ...]]:
    """The reviewed actors of ``actors.csv`` and the lists in the folder ``actors`` beside it, read and not yet indexed."""
    return tuple(read_reviewed(path)), tuple(read_list(each) for each in list_files(path.with_suffix("")))


def list_files(folder: Path) -> list[Path]:
    """The lists in a folder, by name; raises ValueError for a file that is none, so that nothing dropped there is ignored in silence."""
    paths = sorted(path for path in folder.glob("*") if not path.name.startswith(".")) if folder.is_dir() else []
    for path in paths:
        if not path.name.removesuffix(".gz").endswith(_ENDINGS):
            raise ValueError(f"{path}: a list of actors ends in {', '.join(_ENDINGS)}, or one of these and .gz")
    return paths


def read_list(path: Path) -> ListedActors:
    """Read one list; the first line that cannot be read raises ValueError("file:line: reason").

    One object a line; a line may end in a comma and the first and last hold a bracket alone, as in Wikidata's dumps.
    """
    country_of_qid = {qid: code for code, qid in country_qids().items()}
    passed_over: Counter[str] = Counter()
    actors = []
    for line_no, line in _objects(path):
        try:
            actor = read_line(line, country_of_qid, path.name)
        except (ValueError, AttributeError, TypeError) as error:
            raise _refusal(path, line_no, str(error)) from error
        if actor is None:
            passed_over[str(line.get("schema") or line.get("type") or "item")] += 1
        else:
            actors.append(actor)
    return ListedActors(path, tuple(actors), passed_over)


def _objects(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    with _open(path) as stream:
        try:
            for line_no, line in enumerate(stream, 1):
                written = line.strip().removesuffix(b",")
                if written and written not in (b"[", b"]", b"\xef\xbb\xbf"):
                    yield line_no, _object(path, line_no, written.removeprefix(b"\xef\xbb\xbf"))
        except (EOFError, gzip.BadGzipFile) as error:
            raise ValueError(f"{path}: broken gzip: {error}") from error


def _open(path: Path) -> IO[bytes]:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def _object(path: Path, line_no: int, line: bytes) -> dict[str, object]:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _refusal(path, line_no, f"not JSON: {error}") from error
    if not isinstance(read, dict):
        raise _refusal(path, line_no, "not a JSON object")
    return read


def _refusal(path: Path, line_no: int, reason: str) -> ValueError:
    return ValueError(f"{path}:{line_no}: {reason}")


def with_lists(reviewed: Iterable[KnownActor], lists: Iterable[ListedActors]) -> list[KnownActor]:
    """The reviewed actors and the listed ones; who stands in several lists is one actor, and what one of them lacks the others give.

    They are one by Wikidata id; a reviewed actor is also the only listed one of its name, type and country.
    """
    known = list(reviewed)
    listed = _united(actor for each in lists for actor in each.actors)
    by_qid = {actor.wikidata_id: number for number, actor in enumerate(known) if actor.wikidata_id}
    by_name = {(actor.actor_type, name_key(actor.actor_name)): number for number, actor in enumerate(known)}
    shared = Counter((actor.actor_type, name_key(actor.actor_name)) for actor in listed)
    for actor in listed:
        key = (actor.actor_type, name_key(actor.actor_name))
        number = by_qid.get(actor.wikidata_id or "")
        if number is None and shared[key] == 1 and key in by_name and _may_be(known[by_name[key]], actor):
            number = by_name[key]
        if number is None:
            known.append(actor)
        else:
            known[number] = _completed(known[number], actor)
    return known


def _united(actors: Iterable[KnownActor]) -> list[KnownActor]:
    """Listed actors of one Wikidata id as one, the first completed by the others."""
    found: dict[object, KnownActor] = {}
    for number, actor in enumerate(actors):
        key = actor.wikidata_id or number
        found[key] = _completed(found[key], actor) if key in found else actor
    return list(found.values())


def _may_be(one: KnownActor, other: KnownActor) -> bool:
    """Whether neither Wikidata id nor country tells two actors of one name apart."""
    is_other_id = one.wikidata_id and other.wikidata_id and one.wikidata_id != other.wikidata_id
    return not is_other_id and (
        not (one.all_countries and other.all_countries) or bool(one.all_countries & other.all_countries)
    )


def _completed(one: KnownActor, other: KnownActor) -> KnownActor:
    """The actor with another list's aliases, and its country, Wikidata id and fields where the first has none."""
    names = (*one.aliases, other.actor_name, *other.aliases)
    return replace(
        one,
        country_code=one.country_code if one.all_countries else other.country_code,
        wikidata_id=one.wikidata_id or other.wikidata_id,
        aliases=tuple(dict.fromkeys(name for name in names if name != one.actor_name)),
        countries=one.countries or other.countries,
        role_fields=one.role_fields or other.role_fields,
    )
