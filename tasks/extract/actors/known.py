"""Known actors: the reviewed list of the seeds, and the world's countries, their regions, large cities and peoples."""

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

import pycountry

from tasks.extract.actors.gazette import City, demonym_codes, known_countries, large_cities
from tasks.extract.actors.names import fold_name, name_key
from tasks.records import ActorType

COLUMNS = ("actor_name", "actor_type", "country_code", "wikidata_id", "aliases", "description")
_QID = re.compile(r"Q[1-9][0-9]*")
_FIRST_WORD = re.compile(r"\w+")
_LEAST_TITLE_CASED = 4  # letters of an acronym that outlets also write like a word: Nato, Unicef


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor known before an article is read; ``aliases`` are other full names and acronyms, never a bare surname.

    ``countries`` are all of its countries and ``role_fields`` the fields of life it is known for, both in order. ``list_name`` is the
    file a user dropped in; it is empty for the reviewed ``seeds/actors.csv``, whose few actors are those that news mostly means.
    """

    actor_name: str
    actor_type: ActorType
    country_code: str | None = None
    wikidata_id: str | None = None
    aliases: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    role_fields: tuple[str, ...] = ()
    list_name: str = ""

    @property
    def all_countries(self) -> frozenset[str]:
        """Every country that it is said to be of."""
        return frozenset((*self.countries, self.country_code or "")) - {""}


@dataclass(frozen=True, slots=True)
class KnownActors:
    """All known actors with the ways to them: by folded name, by surname (of the reviewed), by demonym, by large city.

    ``longest_form`` leads from the lower-cased first word of an exact written form to the characters of the longest such form.
    """

    by_name: Mapping[str, tuple[KnownActor, ...]]
    by_surname: Mapping[str, tuple[KnownActor, ...]]
    forms: frozenset[str]
    longest_form: Mapping[str, int]
    demonyms: Mapping[str, str]
    cities: Mapping[str, City]

    def named(self, name: str) -> tuple[KnownActor, ...]:
        """The known actors with this full name or alias, whatever its case, accents and legal form; empty without one.

        A word as short as an acronym is none where it is not listed so: the town of Ba is not BA.
        """
        is_short_word = len(name) < _LEAST_TITLE_CASED and name.istitle() and name.isalpha()
        return () if is_short_word and name not in self.forms else self.by_name.get(name_key(name), ())


def read_reviewed(path: Path) -> Iterator[KnownActor]:
    """The actors of the seeds' reviewed list.

    Columns: actor_name, actor_type (person, organisation, place, group), country_code (ISO 3166-1 alpha-2 or empty), wikidata_id
    (Q… or empty), aliases (";" between), description. The first malformed row raises ValueError("file:line: reason").
    """
    return _read_rows(path)


def index_actors(actors: Iterable[KnownActor]) -> KnownActors:
    """Index the given actors together with the ISO countries; a given place that names a country takes the country's aliases."""
    listed = _with_countries(list(actors))
    by_name: dict[str, list[KnownActor]] = defaultdict(list)
    by_surname: dict[str, list[KnownActor]] = defaultdict(list)
    longest: dict[str, int] = {}
    forms: set[str] = set()
    for actor in listed:
        names = tuple(_names(actor))
        for key in {name_key(name) for name in names}:
            by_name[key].append(actor)
        words = fold_name(actor.actor_name).split()
        if actor.actor_type == "person" and len(words) > 1 and not actor.list_name:
            by_surname[words[-1]].append(actor)
        forms.update(form for name in names for form in _written_forms(name))
    for form in forms:
        if word := _FIRST_WORD.match(form):
            longest[word[0].lower()] = max(longest.get(word[0].lower(), 0), len(form))
    return KnownActors(
        {key: tuple(found) for key, found in by_name.items()},
        {key: tuple(found) for key, found in by_surname.items()},
        frozenset(forms),
        longest,
        demonym_codes(),
        large_cities(),
    )


def _with_countries(listed: list[KnownActor]) -> list[KnownActor]:
    place_of = {name_key(a.actor_name): number for number, a in enumerate(listed) if a.actor_type == "place"}
    for names, code, qid in known_countries():
        number = next((place_of[name_key(name)] for name in names if name_key(name) in place_of), None)
        if number is None:
            listed.append(KnownActor(names[0], "place", code, qid, names[1:]))
        else:
            aliases = tuple(dict.fromkeys((*listed[number].aliases, *names)))
            listed[number] = replace(
                listed[number], country_code=code, wikidata_id=listed[number].wikidata_id or qid, aliases=aliases
            )
    return listed


def _names(actor: KnownActor) -> Iterator[str]:
    """Name and aliases; a body of the United States is also written with its country before it."""
    for name in (actor.actor_name, *actor.aliases):
        yield name
        if (
            actor.country_code == "US"
            and actor.actor_type == "organisation"
            and " " in name
            and not name.startswith("U")
        ):
            yield from (f"US {name}", f"U.S. {name}")


def _written_forms(name: str) -> Iterator[str]:
    yield name
    yield "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    if name.isupper() and name.isalpha() and len(name) >= _LEAST_TITLE_CASED:
        yield name.capitalize()


def _read_rows(path: Path) -> Iterator[KnownActor]:
    reader = csv.reader(io.StringIO(_read_text(path), newline=""), strict=True)
    seen: dict[tuple[str, str], int] = {}
    try:
        header = tuple(next(reader, ()))
        if header != COLUMNS:
            raise _refusal(path, 1, f"the header must be {','.join(COLUMNS)}")
        start = reader.line_num + 1
        for cells in reader:
            if reason := _reason_against(cells):
                raise _refusal(path, start, reason)
            actor = _actor(cells)
            earlier = seen.setdefault((fold_name(actor.actor_name), actor.actor_type), start)
            if earlier != start:
                raise _refusal(path, start, f"{actor.actor_name} is already on line {earlier}")
            yield actor
            start = reader.line_num + 1
    except csv.Error as error:
        raise _refusal(path, reader.line_num, str(error)) from error


def _read_text(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal(path, content.count(b"\n", 0, error.start) + 1, "not UTF-8") from error


def _reason_against(cells: list[str]) -> str | None:
    """Why a row cannot stand, or None."""
    if len(cells) != len(COLUMNS):
        return f"{len(cells)} columns instead of {len(COLUMNS)}"
    name, actor_type, country, wikidata_id, aliases, _ = (cell.strip() for cell in cells)
    if not name_key(name):
        return "actor_name is empty"
    if actor_type not in get_args(ActorType):
        return f"actor_type {actor_type!r} is none of {', '.join(get_args(ActorType))}"
    if country and pycountry.countries.get(alpha_2=country) is None:
        return f"country_code {country!r} is not in ISO 3166-1 alpha-2"
    if wikidata_id and not _QID.fullmatch(wikidata_id):
        return f"wikidata_id {wikidata_id!r} is not Q and a number"
    if aliases and any(not name_key(alias) for alias in aliases.split(";")):
        return "an alias is empty"
    return None


def _actor(cells: list[str]) -> KnownActor:
    name, actor_type, country, wikidata_id, aliases, _ = (cell.strip() for cell in cells)
    listed = tuple(alias.strip() for alias in aliases.split(";")) if aliases else ()
    return KnownActor(name, cast(ActorType, actor_type), country or None, wikidata_id or None, listed)


def _refusal(path: Path, line_no: int, reason: str) -> ValueError:
    return ValueError(f"{path}:{line_no}: {reason}")
