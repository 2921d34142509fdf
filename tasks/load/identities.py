"""Which documents are one article, told from all of them together, so that neither order nor batches of loading matter.

A document's own identity is its URL's. The documents of one article are also those that give one guid in one feed, at whatever URL, and one
whose URL led to another's. A link that entries of a feed share tells nothing, there the guid does; a guid that stands at several links of a
feed tells nothing either.
"""

from collections.abc import Iterable

import duckdb
import pyarrow as pa


def settle_identities(con: duckdb.DuckDBPyConnection) -> None:
    """Give all rows of ``raw.articles`` that are one article one ``article_id``, that of the document first retrieved, and its ``version_id``."""
    con.execute(BASES_SQL)
    groups = one_article(con.execute(SAME_SQL).fetchall())
    schema = pa.schema([("base_id", pa.string()), ("group_id", pa.string())])
    con.register("groups", pa.table([list(groups), list(groups.values())], schema=schema))
    con.execute(SETTLE_SQL)
    con.unregister("groups")
    con.execute("drop table bases")


def one_article(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The name of the group that each id is in, when every pair of ids is one article; ids that stand in no pair are left out."""
    parents: dict[str, str] = {}

    def root(member: str) -> str:
        while (parent := parents.setdefault(member, member)) != member:
            parents[member] = member = parents[parent]
        return member

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parents[high] = low
    return {member: root(member) for member in list(parents)}


BASES_SQL = """
create temp table bases as
select
    document_id,
    identity,
    case
        when identity.link_id in (select identity.link_id from raw.articles where identity.is_link_shared) then identity.entry_id
        else coalesce(identity.link_id, identity.own_id)
    end as base_id,
    row_number() over (order by retrieved_at nulls last, published_at nulls last, document_id) as seen_no
from raw.articles
where identity is not null
"""

SAME_SQL = """
with
by_guid as (
    select base_id as one, min(base_id) over (partition by identity.guid_id) as other
    from bases
    where
        identity.guid_id is not null
        and identity.guid_id not in (select identity.guid_id from bases where identity.is_guid_shared)
)

select distinct one, other from by_guid where one <> other
union
select led.base_id, found.base_id
from bases as led
inner join bases as found on led.identity.redirect_id = found.base_id
where led.base_id <> found.base_id
"""

SETTLE_SQL = """
with
members as (
    select
        bases.document_id,
        first_value(bases.base_id) over (
            partition by coalesce(groups.group_id, bases.base_id) order by bases.seen_no
        ) as article_id
    from bases
    left join groups on bases.base_id = groups.base_id
)

update raw.articles as articles
set
    article_id = members.article_id,
    version_id = left(sha256('version' || chr(0) || members.article_id || chr(0) || articles.content_sha256), 24)
from members
where articles.document_id = members.document_id and articles.article_id <> members.article_id
"""
