"""Which articles an export takes."""

from dataclasses import dataclass
from datetime import date

from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Outlets (any case), the local days that articles were published on (both ends included), and actors by id; empty is all.

    An undated article is outside any range of days.
    """

    source_names: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    actor_ids: tuple[str, ...] = ()

    @property
    def has_days(self) -> bool:
        """Whether only some days are wanted."""
        return self.since is not None or self.until is not None


def choose_articles(con: DuckDBPyConnection, wanted: ArticleFilter) -> None:
    """Leave ids in temporary tables: ``chosen_actors``, the wanted articles in ``chosen_articles``, those that name the actors in ``chosen_for_actors``.

    Raises ValueError for an outlet that the warehouse does not have.
    """
    outlets = "select lower(source_name) from facts.articles where source_name is not null"
    known = {name for (name,) in con.execute(outlets).fetchall()}
    for name in wanted.source_names:
        if name.lower() not in known:
            raise ValueError(f"no article is of the outlet {name!r}")
    con.execute(
        CHOSEN_SQL,
        [[name.lower() for name in wanted.source_names], wanted.since, wanted.until],
    )
    con.execute(
        "create or replace temp table chosen_actors as select unnest($1::text[]) as actor_id", [list(wanted.actor_ids)]
    )
    con.execute(FOR_ACTORS_SQL)


CHOSEN_SQL = """
create or replace temp table chosen_articles as
select article_id from facts.articles
where
    (len($1) = 0 or list_contains($1, lower(source_name)))
    and ($2 is null or published_date >= cast($2 as date))
    and ($3 is null or published_date <= cast($3 as date))
"""

FOR_ACTORS_SQL = """
create or replace temp table chosen_for_actors as
select article_id from chosen_articles
where
    not exists (from chosen_actors)
    or article_id in (
        select article_id from facts.mentions where actor_id in (from chosen_actors)
        union all
        select article_id from facts.quotes where actor_id in (from chosen_actors)
    )
"""
