"""Finding an actor by id, name or alias; what is only like the name is suggested, never taken."""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

MOST_SUGGESTIONS = 8


@dataclass(frozen=True, slots=True)
class FoundActor:
    """An actor with what tells it from others of its name."""

    actor_id: str
    actor_name: str
    actor_type: str
    country_code: str | None
    wikidata_id: str | None
    article_count: int


@dataclass(frozen=True, slots=True)
class Lookup:
    """The actors that a text names, most articles first, all equally well; ``suggestions`` only when there are none."""

    found: tuple[FoundActor, ...]
    suggestions: tuple[FoundActor, ...] = ()


def find_actors(con: DuckDBPyConnection, text: str) -> Lookup:
    """Find actors by id (also a retired one), else exact name, else exact alias, else either without case, accents and a leading "the".

    Suggestions hold all the words of the text, or are spelt nearly like it, in whole or in one word (Jaro-Winkler of at least .85).
    """
    for condition in (BY_ID, BY_NAME, BY_ALIAS, BY_FOLDED):
        if found := _actors(con, f"{condition} order by article_count desc, actor_id", text):
            return Lookup(found)
    return Lookup((), _actors(con, f"{LIKE} limit {MOST_SUGGESTIONS}", text))


def _actors(con: DuckDBPyConnection, condition: str, text: str) -> tuple[FoundActor, ...]:
    columns = "actor_id, actor_name, actor_type, country_code, wikidata_id, article_count"
    rows = con.execute(f"select {columns} from facts.actors where {condition}", {"text": text}).fetchall()
    return tuple(FoundActor(*row) for row in rows)


def _folded(name: str) -> str:
    words = f"trim(regexp_replace(lower(strip_accents({name})), '[^\\pL\\pN]+', ' ', 'g'))"
    return f"regexp_replace({words}, '^the ', '')"


_LIKENESS = f"""list_max(list_transform(
    list_append(string_split({_folded("actor_name")}, ' '), {_folded("actor_name")}),
    lambda part: jaro_winkler_similarity(part, {_folded("$text")})
))"""
BY_ID = "actor_id in (select $text union all select new_id from facts.id_redirects where old_id = $text)"
BY_NAME = "actor_name = $text"
BY_ALIAS = "actor_id in (select actor_id from facts.actor_aliases where alias_text = $text)"
BY_FOLDED = f"""
{_folded("actor_name")} = {_folded("$text")}
or actor_id in (select actor_id from facts.actor_aliases where {_folded("alias_text")} = {_folded("$text")})
"""
LIKE = f"""
list_has_all(string_split({_folded("actor_name")}, ' '), string_split({_folded("$text")}, ' '))
or {_LIKENESS} >= 0.85
order by {_LIKENESS} desc, article_count desc, actor_id
"""
