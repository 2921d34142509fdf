"""Linking an article's entity to a known actor, or saying why it is not linked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tasks.extract.actors.clusters import is_compatible
from tasks.extract.actors.known import KnownActor, KnownActors
from tasks.extract.actors.names import fold_name
from tasks.records import ActorType


@dataclass(frozen=True, slots=True)
class Link:
    """The known actor when the link is sure, the country when that is sure, and the reason for or against."""

    actor: KnownActor | None
    country_code: str | None
    reason: str


def link_entity(
    names: Sequence[str],
    actor_type: ActorType,
    role_countries: Collection[str],
    countries_mentioned: Collection[str],
    known: KnownActors,
) -> Link:
    """Link by a full name or alias; by a surname only when it is one known person's whose country the article mentions."""
    named = {actor for name in names for actor in known.named(name) if is_compatible(actor_type, actor.actor_type)}
    if len(named) > 1:
        codes = {actor.country_code for actor in named}
        shared = codes.pop() if len(codes) == 1 else None
        return Link(None, shared, f"the name fits {len(named)} known actors: {_listed(named)}")
    if len(named) == 1:
        return _unless_contradicted(named.pop(), "named in full", role_countries)
    if actor_type == "person" and all(" " not in fold_name(name) for name in names):
        return _link_by_surname(names, role_countries, countries_mentioned, known)
    if actor_type == "person":
        return _unlinked_person(role_countries)
    return _country_only(names, actor_type, known)


def _listed(actors: Collection[KnownActor]) -> str:
    return ", ".join(sorted(f"{actor.actor_name} ({actor.country_code or 'no country'})" for actor in actors))


def _unless_contradicted(actor: KnownActor, reason: str, role_countries: Collection[str]) -> Link:
    is_other = (
        actor.actor_type == "person"
        and actor.country_code
        and role_countries
        and actor.country_code not in role_countries
    )
    if is_other:
        held = ", ".join(sorted(role_countries))
        return Link(None, None, f"not {actor.actor_name} ({actor.country_code}): the role stated is of {held}")
    return Link(actor, actor.country_code, reason)


def _link_by_surname(
    names: Sequence[str], role_countries: Collection[str], countries_mentioned: Collection[str], known: KnownActors
) -> Link:
    found = {actor for name in names for actor in known.by_surname.get(fold_name(name), ())}
    if len(found) > 1:
        return Link(None, None, f"a surname of {len(found)} known persons: {_listed(found)}")
    if not found:
        return _unlinked_person(role_countries)
    actor = found.pop()
    if actor.country_code not in countries_mentioned:
        return Link(None, None, f"surname only; the article does not mention the country of {actor.actor_name}")
    return _unless_contradicted(
        actor, "surname of one known person, whose country the article mentions", role_countries
    )


def _unlinked_person(role_countries: Collection[str]) -> Link:
    if len(role_countries) == 1:
        return Link(
            None, next(iter(role_countries)), "no known actor has this name; the country is that of the role stated"
        )
    return Link(None, None, "no known actor has this name")


def _country_only(names: Sequence[str], actor_type: ActorType, known: KnownActors) -> Link:
    """The country of a people, of a body of state or of a large city; none is linked to a known actor."""
    for name in names:
        if actor_type == "group" and (code := known.demonyms.get(name.lower())):
            return Link(None, code, "a word for the people of this country")
        if (
            actor_type == "organisation"
            and name != name.title()
            and (code := known.demonyms.get(name.lower().split()[0]))
        ):
            return Link(None, code, "a body of this country")
        city = known.cities.get(fold_name(name)) if actor_type == "place" else None
        if city and city.country_code:
            return Link(None, city.country_code, "the largest city of this name")
    return Link(None, None, "no known actor has this name")
