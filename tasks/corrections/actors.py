"""Corrections of who is who, made on the resolver's identities before it writes its tables, so that ids, names and marts follow."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from duckdb import DuckDBPyConnection

from tasks.corrections.grouping import replay as replay_corrections
from tasks.corrections.labels import Labels, Member, name_said
from tasks.corrections.names import fold_names, folded
from tasks.corrections.outcomes import Outcome, read_corrections, store_outcomes
from tasks.records import Correction

KINDS = ("merge", "split", "rename", "type", "qid")


def correct_actors(con: DuckDBPyConnection) -> None:
    """Replay merges, splits, names, types and Wikidata ids on the temporary table ``actor_identities``.

    Its columns used here: identity_no, actor_name, actor_type, country_code, wikidata_id, identity_key (an actor is those of one key),
    is_joined (the name is only short for the actor's) and reason. ``actor_entity_identities`` has the identity_no of each entity (version_no,
    entity_no), ``actor_versions`` the version_id and article_id of each version_no. Adds to ``resolved.corrections``, and writes
    ``resolved.corrected_actors``: old_key and new_key of each actor that became another.
    """
    con.execute("create or replace table resolved.corrected_actors (old_key text, new_key text)")
    corrections = list(_placed(con))
    if not corrections:
        return
    labels = _labels(con, [correction for correction, _ in corrections])
    outcomes = replay_corrections(labels, corrections)
    _apply(con, labels)
    store_outcomes(con, [_with_ids(con, outcome) for outcome in outcomes])


def _placed(con: DuckDBPyConnection) -> Iterator[tuple[Correction, str | None]]:
    """The corrections of actors that can be tried, with the article each is limited to."""
    decided = {row[0] for row in con.execute("select correction_id from resolved.corrections").fetchall()}
    articles = dict(con.execute("select correction_id, article_ids[1] from resolved.corrected_articles").fetchall())
    for correction in read_corrections(con):
        if correction.kind in KINDS and correction.correction_id not in decided:
            yield correction, articles.get(correction.correction_id)


def _labels(con: DuckDBPyConnection, corrections: Sequence[Correction]) -> Labels:
    """The resolver's actors, as far as the corrections name them."""
    keys = [key for each in corrections for key in (each.target_actor, each.value_actor) if key]
    given = [name_said(each) for each in corrections if each.kind == "rename"]
    labels = Labels(fold_names(con, [*(key.actor_name for key in keys), *given]))
    qids = [key.wikidata_id for key in keys if key.wikidata_id]
    for row in con.execute(MEMBERS_SQL, [list(labels.names.values()), qids]).fetchall():
        member = Member(*row)
        for name in {member.name, member.wikidata_id, member.label}:
            if name:
                labels.add([member], name)
    return labels


def _apply(con: DuckDBPyConnection, labels: Labels) -> None:
    con.execute(
        "create or replace temp table actor_moves (version_id text, entity_no integer, old_key text, new_key text, is_merged boolean)"
    )
    for label in labels.turned:
        end = labels.follow(label)
        con.execute("insert into actor_moves values (null, null, $1, $2, $3)", [label, end.label, end.is_merged])
    for member in labels.moved:
        end = labels.now(member)
        marks = [member.version_id, member.entity_no, member.label, end.label, end.is_merged]
        con.execute("insert into actor_moves values ($1, $2, $3, $4, $5)", marks)
    con.execute(APPLY_SQL)
    for (kind, label), correction in labels.said.items():
        value = name_said(correction) if kind == "rename" else correction.value
        con.execute(SAY_SQL[kind], [label, None if kind == "qid" and value == "none" else value])


def _with_ids(con: DuckDBPyConnection, outcome: Outcome) -> Outcome:
    """The outcome with actor ids in place of labels."""
    rows = con.execute(
        "select 'act_' || left(sha256(label), 16) from (select unnest($1::text[]) as label)", [list(outcome.row_ids)]
    ).fetchall()
    return replace(outcome, row_ids=tuple(sorted(row[0] for row in rows)))


MEMBERS_SQL = f"""
select
    versions.version_id,
    entities.entity_no,
    versions.article_id,
    {folded("identities.actor_name")} as name,
    identities.actor_type,
    identities.country_code,
    identities.wikidata_id,
    identities.identity_key,
    identities.is_joined
from actor_identities as identities
inner join actor_entity_identities as entities on identities.identity_no = entities.identity_no
inner join actor_versions as versions on entities.version_no = versions.version_no
where
    name in (select unnest($1::text[]))
    or identities.wikidata_id in (select unnest($2::text[]))
    or identities.identity_key in (select unnest($2::text[]))
order by versions.version_id, entities.entity_no
"""

# An entity that moves without the others of its identity gets one of its own. A merged actor takes type, country and Wikidata id of the
# one that stays, and keeps its own where that has none. A group must keep one name of its own.
APPLY_SQL = """
create or replace temp table single_moves as
select
    (select max(identity_no) from actor_identities) + row_number() over () as identity_no,
    entities.identity_no as old_no,
    entities.version_no,
    entities.entity_no,
    moves.new_key,
    moves.is_merged
from actor_moves as moves
inner join actor_versions as versions on moves.version_id = versions.version_id
inner join actor_entity_identities as entities
    on versions.version_no = entities.version_no and moves.entity_no = entities.entity_no;

insert into actor_identities
select identities.* replace (single_moves.identity_no as identity_no)
from single_moves
inner join actor_identities as identities on single_moves.old_no = identities.identity_no;

update actor_entity_identities
set identity_no = single_moves.identity_no
from single_moves
where actor_entity_identities.version_no = single_moves.version_no and actor_entity_identities.entity_no = single_moves.entity_no;

delete from actor_identities
where identity_no not in (select identity_no from actor_entity_identities);

create or replace temp table corrected_identities as
select
    identities.identity_no,
    coalesce(single.new_key, whole.new_key) as new_key,
    coalesce(single.is_merged, whole.is_merged) as is_merged
from actor_identities as identities
left join single_moves as single on identities.identity_no = single.identity_no
left join actor_moves as whole on identities.identity_key = whole.old_key and whole.version_id is null
where coalesce(single.new_key, whole.new_key) is not null;

insert into resolved.corrected_actors
select old_key, new_key from actor_moves where version_id is null;

update actor_identities
set
    identity_key = corrected.new_key,
    is_joined = corrected.is_merged,
    reason = if(corrected.is_merged, 'merged by a correction', 'set apart by a correction')
from corrected_identities as corrected
where actor_identities.identity_no = corrected.identity_no;

create or replace temp table staying_actors as
select
    identities.identity_key,
    mode(identities.actor_type order by identities.actor_type) as actor_type,
    min(identities.country_code) as country_code,
    min(identities.wikidata_id) as wikidata_id
from actor_identities as identities
inner join actor_entity_identities as entities on identities.identity_no = entities.identity_no
where identities.identity_key in (select new_key from corrected_identities where is_merged) and not identities.is_joined
group by all;

update actor_identities
set
    actor_type = staying.actor_type,
    country_code = coalesce(staying.country_code, actor_identities.country_code),
    wikidata_id = coalesce(staying.wikidata_id, actor_identities.wikidata_id)
from staying_actors as staying
where actor_identities.identity_key = staying.identity_key and actor_identities.is_joined;

update actor_identities
set is_joined = false
where identity_key in (select identity_key from actor_identities group by all having bool_and(is_joined));

drop table single_moves;
drop table corrected_identities;
drop table staying_actors;
drop table actor_moves
"""

SAY_SQL = {
    "rename": "update actor_identities set actor_name = $2, is_joined = false where identity_key = $1",
    "type": "update actor_identities set actor_type = $2 where identity_key = $1",
    "qid": "update actor_identities set wikidata_id = $2 where identity_key = $1",
}
