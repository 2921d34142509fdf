"""Linking an article's entity to a known actor, or saying why it is not linked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from tasks.extract.actors.clusters import is_compatible
from tasks.extract.actors.known import KnownActor, KnownActors
from tasks.extract.actors.names import fold_name
from tasks.records import ActorType


@dataclass(frozen=True, slots=True)
class Standing:
    """What an article tells of an entity beside its names: countries and fields of the roles stated, and the countries it mentions."""

    role_countries: frozenset[str] = frozenset()
    countries_mentioned: frozenset[str] = frozenset()
    role_fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """The known actor when the link is sure, the country when that is sure, and the reason for or against.

    ``is_doubtful``: a known actor has the name and the article speaks against it, or does not bear it out.
    """

    actor: KnownActor | None
    country_code: str | None
    reason: str
    is_doubtful: bool = False


def link_entity(names: Sequence[str], actor_type: ActorType, standing: Standing, known: KnownActors) -> Link:
    """Link by a full name or alias that nothing in the article speaks against; by a surname only to a reviewed person.

    A surname must be one reviewed person's whose country the article mentions. Of several actors of one name only that is linked whose
    country the role stated names. An actor of a dropped-in list must be borne out by the article where its name alone is weak.
    """
    named = {actor for name in names for actor in known.named(name) if is_compatible(actor_type, actor.actor_type)}
    if len(named) > 1:
        return _link_one_of(named, standing)
    if len(named) == 1:
        return _link_by_name(named.pop(), "named in full", standing)
    if actor_type == "person" and all(" " not in fold_name(name) for name in names):
        return _link_by_surname(names, standing, known)
    if actor_type == "person":
        return _unlinked_person(standing.role_countries)
    return _country_only(names, actor_type, known)


def _link_one_of(named: Collection[KnownActor], standing: Standing) -> Link:
    of_role = [actor for actor in named if actor.all_countries & standing.role_countries]
    if len(of_role) == 1:
        reason = f"of {len(named)} known actors of the name, the one whose country the role stated names"
        return _link_by_name(of_role[0], reason, standing)
    codes = {actor.country_code for actor in named}
    shared = codes.pop() if len(codes) == 1 else None
    return Link(None, shared, f"the name fits {len(named)} known actors: {_listed(named)}")


def _listed(actors: Collection[KnownActor]) -> str:
    return ", ".join(sorted(f"{actor.actor_name} ({_countries(actor)})" for actor in actors))


def _countries(actor: KnownActor) -> str:
    return " ".join(sorted(actor.all_countries)) or "no country"


def _link_by_name(actor: KnownActor, reason: str, standing: Standing) -> Link:
    link = _unless_contradicted(actor, reason, standing.role_countries)
    return _unless_unsupported(link, actor, standing) if link.actor and actor.list_name else link


def _unless_contradicted(actor: KnownActor, reason: str, role_countries: frozenset[str]) -> Link:
    is_checked = actor.actor_type == "person" and actor.all_countries and role_countries
    if is_checked and not actor.all_countries & role_countries:
        held = ", ".join(sorted(role_countries))
        country = next(iter(role_countries)) if len(role_countries) == 1 else None
        return Link(None, country, f"not {actor.actor_name} ({_countries(actor)}): the role stated is of {held}", True)
    return Link(actor, actor.country_code, reason)


def _unless_unsupported(link: Link, actor: KnownActor, standing: Standing) -> Link:
    """The link to an actor of a dropped-in list, if the article bears it out as far as the list lets that be checked.

    Persons' names and single words are weak, and a list holds many that news seldom means. A list that gives neither country nor
    position leaves nothing to check by.
    """
    fields = frozenset(actor.role_fields)
    if actor.actor_type == "person" and fields and standing.role_fields and not fields & standing.role_fields:
        held = " and ".join(sorted(standing.role_fields))
        return Link(None, None, f"not {actor.actor_name} of {actor.list_name}: the role stated is of {held}", True)
    is_weak = actor.actor_type == "person" or " " not in actor.actor_name
    is_checkable = bool(actor.all_countries or fields)
    countries = standing.countries_mentioned | standing.role_countries
    if is_weak and is_checkable and not (actor.all_countries & countries or fields & standing.role_fields):
        reason = f"may be {actor.actor_name} ({_countries(actor)}) of {actor.list_name}: the article mentions no country nor role of theirs"
        return Link(None, None, reason, True)
    return replace(link, reason=f"{link.reason}, listed in {actor.list_name}")


def _link_by_surname(names: Sequence[str], standing: Standing, known: KnownActors) -> Link:
    found = {actor for name in names for actor in known.by_surname.get(fold_name(name), ())}
    if len(found) > 1:
        return Link(None, None, f"a surname of {len(found)} known persons: {_listed(found)}")
    if not found:
        return _unlinked_person(standing.role_countries)
    actor = found.pop()
    if not actor.all_countries & standing.countries_mentioned:
        return Link(None, None, f"surname only; the article does not mention the country of {actor.actor_name}")
    reason = "surname of one known person, whose country the article mentions"
    return _unless_contradicted(actor, reason, standing.role_countries)


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
