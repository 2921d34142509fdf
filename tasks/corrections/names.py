"""Names and actors compared as a person would: without case, accents, punctuation and a leading "the"."""

from collections.abc import Iterable

from duckdb import DuckDBPyConnection

from tasks.records import ActorKey


def folded(column: str) -> str:
    """The SQL expression that folds the name in ``column``."""
    words = f"regexp_replace(lower(strip_accents({column})), '[^\\pL\\pN]+', ' ', 'g')"
    return f"regexp_replace(trim({words}), '^the ', '')"


def fold_names(con: DuckDBPyConnection, names: Iterable[str]) -> dict[str, str]:
    """Each name with its folded form."""
    rows = con.execute(
        f"select name, {folded('name')} from (select unnest($1) as name)", [sorted(set(names))]
    ).fetchall()
    return dict(rows)


def is_of_type(actor_type: str, key: ActorKey) -> bool:
    """Whether an actor of this type can be meant; parties and armed bodies are written of as groups and as organisations."""
    one_class = {"group": "organisation"}
    return key.actor_type is None or one_class.get(actor_type, actor_type) == one_class.get(
        key.actor_type, key.actor_type
    )
