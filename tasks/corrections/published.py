"""Rows of the published warehouse as content keys: what a correction is written by, so that no id need live on."""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from tasks.corrections.matching import words_of, written_words
from tasks.corrections.names import folded
from tasks.records import ActorKey


@dataclass(frozen=True, slots=True)
class QuoteKey:
    """A quotation by its article and words."""

    article: str
    words: str


@dataclass(frozen=True, slots=True)
class ActorPlace:
    """An actor's key; ``article`` is needed too where names, types and countries cannot tell it from another."""

    key: ActorKey
    article: str


def article_key(con: DuckDBPyConnection, text: str) -> str:
    """The article of this id, URL or other name as a correction names it: by its URL where no other article has that, else by its id.

    Raises ValueError when none or several are meant.
    """
    rows = con.execute(ARTICLES_SQL, {"text": text}).fetchall()
    if len(rows) != 1:
        raise ValueError(f"{'no article has' if not rows else f'{len(rows)} articles have'} the id or address {text!r}")
    return str(rows[0][0])


def quote_key(con: DuckDBPyConnection, quote_id: str) -> QuoteKey:
    """The content key of a quotation, rejected ones among them. Raises ValueError when there is none of that id."""
    rows = con.execute(QUOTES_SQL, [quote_id]).fetchall()
    texts = {each: text for each, text, _ in rows}
    if quote_id not in texts:
        raise ValueError(f"there is no quotation {quote_id!r}")
    twins = [each for each, text, _ in rows if words_of(text) == words_of(texts[quote_id])]
    words = written_words(texts[quote_id], twins.index(quote_id) + 1)
    return QuoteKey(article_key(con, rows[0][2]), words)


def actor_key(con: DuckDBPyConnection, actor_id: str) -> ActorPlace:
    """The content key of an actor of this id, as short as tells it from all others.

    Raises ValueError when even its article cannot: give one of the actors a Wikidata id first.
    """
    row = con.execute(
        "select actor_name, actor_type, country_code, wikidata_id from facts.actors where actor_id = $1", [actor_id]
    ).fetchone()
    if row is None:
        raise ValueError(f"there is no actor {actor_id!r}")
    name, actor_type, country_code, wikidata_id = row
    twins = con.execute(TWINS_SQL, [actor_id]).fetchall()
    if wikidata_id or not twins:
        return ActorPlace(ActorKey(name, actor_type, None, wikidata_id), "")
    key = ActorKey(name, actor_type, country_code)
    if country_code and (country_code,) not in twins:
        return ActorPlace(key, "")
    articles = con.execute("select distinct article_id from facts.mentions where actor_id = $1", [actor_id]).fetchall()
    if len(articles) != 1:
        raise ValueError(f"another actor is called {name!r} too, and nothing tells them apart")
    return ActorPlace(key, article_key(con, articles[0][0]))


def check_own_name(con: DuckDBPyConnection, actor_id: str, name: str) -> None:
    """Raise ValueError for a name that all articles say beside a fuller one: it cannot be split off."""
    (is_own,) = con.execute(OWN_NAME_SQL, [actor_id, name]).fetchone() or (None,)
    if is_own is False:
        raise ValueError(
            f"{name!r} stands beside the fuller name in its articles; with --article the actor of an article moves as a whole"
        )


OWN_NAME_SQL = f"""
select bool_or({folded("entities.actor_name")} = {folded("$2")})
from resolved.entity_actors as entity_actors
inner join staging.entities as entities
    on entity_actors.version_id = entities.version_id and entity_actors.entity_no = entities.entity_no
where
    entity_actors.actor_id = $1
    and list_contains(list_transform(entities.names, lambda name: {folded("name")}), {folded("$2")})
"""

ARTICLES_SQL = """
with
meant as (
    select article_id from facts.articles where article_id = $text or url = $text
    union
    select names.article_id
    from (
        select alias_text as name, article_id from facts.article_aliases
        union all
        select old_id, new_id from facts.id_redirects
    ) as names
    where names.name = $text and not exists (select 1 from facts.articles where article_id = $text or url = $text)
)

select if(count(others.article_id) = 1, articles.url, articles.article_id) as article
from facts.articles as articles
left join facts.articles as others on articles.url = others.url
where articles.article_id in (select article_id from meant)
group by articles.article_id, articles.url
order by articles.article_id
"""

QUOTES_SQL = """
with
every_quote as (
    select quote_id, article_id, text, start_char from facts.quotes
    union all
    select quote_id, article_id, text, start_char from facts.rejected_quotes
)

select quote_id, text, article_id
from every_quote
where article_id = (select article_id from every_quote where quote_id = $1)
order by start_char, quote_id
"""

TWINS_SQL = f"""
select others.country_code
from facts.actors as actors
inner join facts.actors as others
    on {folded("actors.actor_name")} = {folded("others.actor_name")} and actors.actor_id <> others.actor_id
where actors.actor_id = $1
"""
