"""One line of a list of known actors: FollowTheMoney, Wikidata's JSON, or a plain object; None for what is no actor.

FollowTheMoney: https://followthemoney.tech/explorer (schemata and their properties). Wikidata:
https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast, get_args

import pycountry

from tasks.extract.actors.known import KnownActor
from tasks.extract.actors.names import fold_name
from tasks.extract.actors.role_fields import role_fields
from tasks.records import ActorType

_QID = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9][0-9]*)")
_TYPE_OF_SCHEMA: Mapping[str, ActorType] = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "PublicBody": "organisation",
    "LegalEntity": "organisation",
}
_COUNTRY_PROPERTIES = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry")
# What common classes of Wikidata are (P31): organisation, business, company, public company, enterprise, party, government agency, international
# body, nonprofit, NGO, university, football club, ministry, bank, airline; city, country, sovereign state; ethnic group.
_TYPE_OF_CLASS: Mapping[str, ActorType] = {
    **dict.fromkeys(
        """Q43229 Q4830453 Q783794 Q891723 Q6881511 Q7278 Q327333 Q484652 Q163740 Q79913 Q3918 Q476028 Q192350 Q22687
        Q46970""".split(),
        "organisation",
    ),
    **dict.fromkeys("Q515 Q6256 Q3624078".split(), "place"),
    "Q5": "person",
    "Q41710": "group",
}
# What other statements say of their subject's type, the surest first: sex, birth and occupation; head office,
# founder, employees, industry, chief executive, legal form and membership; coordinates and population.
_TYPE_OF_CLAIMS: Sequence[tuple[ActorType, tuple[str, ...]]] = (
    ("person", ("P21", "P569", "P106")),
    ("organisation", ("P159", "P112", "P1128", "P452", "P169", "P1454", "P463", "P571")),
    ("place", ("P625", "P1082")),
)
_PLACE_CLAIMS = ("P36", "P1082", "P1566")  # capital, population, GeoNames id: a state is founded too
_COUNTRY_CLAIMS = ("P27", "P17")
_PLAIN_NAMES = ("actor_name", "name", "label", "caption")
_LATIN = re.compile(r"[A-Za-z\u00C0-\u024F]")


def read_line(line: Mapping[str, Any], country_of_qid: Mapping[str, str], list_name: str) -> KnownActor | None:
    """The actor that an object describes; None for other things (addresses, sanctions, works). Raises ValueError for what cannot be read."""
    if "schema" in line and "properties" in line:
        return _from_ftm(line, list_name)
    if "labels" in line:
        return _from_wikidata(line, country_of_qid, list_name)
    return _from_plain(line, list_name)


def _from_ftm(line: Mapping[str, Any], list_name: str) -> KnownActor | None:
    actor_type = _TYPE_OF_SCHEMA.get(str(line["schema"]))
    if actor_type is None:
        return None
    properties = _mapping(line, "properties")
    names = [*_texts(line.get("caption")), *_texts(properties.get("name"))]
    qids = [*_texts(properties.get("wikidataId")), *_texts(line.get("id"))]
    return _actor(
        names,
        actor_type,
        [code for name in _COUNTRY_PROPERTIES for code in _texts(properties.get(name))],
        qids,
        _texts(properties.get("alias")),
        _texts(properties.get("position")),
        list_name,
    )


def _from_wikidata(line: Mapping[str, Any], country_of_qid: Mapping[str, str], list_name: str) -> KnownActor | None:
    claims = _mapping(line, "claims")
    actor_type = _type_of_claims(claims)
    if actor_type is None:
        return None
    countries = [country_of_qid.get(qid, "") for name in _COUNTRY_CLAIMS for qid in _claimed(claims, name)]
    return _actor(
        _in_languages(_mapping(line, "labels")),
        actor_type,
        countries,
        _texts(line.get("id")),
        _in_languages(_mapping(line, "aliases")),
        _in_languages(_mapping(line, "descriptions")),
        list_name,
    )


def _from_plain(line: Mapping[str, Any], list_name: str) -> KnownActor | None:
    actor_type = str(line.get("actor_type") or line.get("type") or "")
    if actor_type not in get_args(ActorType):
        raise ValueError(
            "neither FollowTheMoney (schema, properties) nor Wikidata (labels, claims), and its actor_type is none of "
            + ", ".join(get_args(ActorType))
        )
    return _actor(
        [name for key in _PLAIN_NAMES for name in _texts(line.get(key))],
        cast(ActorType, actor_type),
        [code for key in ("country_code", "country", "countries") for code in _texts(line.get(key))],
        [qid for key in ("wikidata_id", "qid", "id") for qid in _texts(line.get(key))],
        _texts(line.get("aliases")),
        _texts(line.get("description")),
        list_name,
    )


def _actor(
    names: Sequence[str],
    actor_type: ActorType,
    countries: Sequence[str],
    qids: Sequence[str],
    aliases: Sequence[str],
    roles: Sequence[str],
    list_name: str,
) -> KnownActor:
    """The actor of these names; the first in Latin letters is shown. One word is no alias of a person: it would be a bare surname."""
    written = [" ".join(name.split()) for name in names if name.strip()]
    if not written:
        raise ValueError("it has no name")
    shown = next((name for name in written if _LATIN.search(name)), written[0])
    others = [*written, *(" ".join(alias.split()) for alias in aliases)]
    codes = tuple(sorted({code for text in countries if (code := _country_code(text))}))
    found = (_QID.fullmatch(qid) for qid in qids)
    return KnownActor(
        shown,
        actor_type,
        codes[0] if len(codes) == 1 else None,
        next((each[1] for each in found if each), None),
        tuple(dict.fromkeys(name for name in others if name != shown and _is_alias(name, actor_type))),
        codes,
        role_fields(roles),
        list_name,
    )


def _is_alias(name: str, actor_type: ActorType) -> bool:
    folded = fold_name(name)
    return bool(folded) and (actor_type != "person" or " " in folded)


def _country_code(text: str) -> str | None:
    """The ISO 3166-1 alpha-2 code; None for FollowTheMoney's codes of dissolved and other states."""
    country = pycountry.countries.get(alpha_2=text.upper()) if len(text) == 2 else None
    return str(country.alpha_2) if country else None


def _mapping(line: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """An object inside a line; Wikidata writes an empty one as an empty list, too."""
    value = line.get(key) or {}
    if not isinstance(value, dict):
        raise ValueError(f"{key} are no object")
    return value


def _texts(value: object) -> list[str]:
    """The texts of a property: one, a list, or none."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str) and each]


def _in_languages(value: Mapping[str, Any]) -> list[str]:
    """English texts of a Wikidata map from language to one or several terms, then its "mul" ones."""
    found = [term for language in ("en", "mul") for term in _terms(value.get(language))]
    return list(dict.fromkeys(found))


def _terms(value: object) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        text = each.get("value") if isinstance(each, dict) else each
        if isinstance(text, str) and text:
            yield text


def _type_of_claims(claims: Mapping[str, Any]) -> ActorType | None:
    stated = next((_TYPE_OF_CLASS[qid] for qid in _claimed(claims, "P31") if qid in _TYPE_OF_CLASS), None)
    if stated is not None:
        return stated
    if any(name in claims for name in _PLACE_CLAIMS):
        return "place"
    return next((found for found, names in _TYPE_OF_CLAIMS if any(name in claims for name in names)), None)


def _claimed(claims: Mapping[str, Any], name: str) -> Iterator[str]:
    """The ids that a property's statements lead to; those that Wikidata calls deprecated left out."""
    statements = claims.get(name) or ()
    for statement in [statements] if isinstance(statements, str) else statements:
        if isinstance(statement, str):
            yield statement
        elif statement.get("rank") != "deprecated":
            value = statement.get("mainsnak", {}).get("datavalue", {}).get("value", {})
            if isinstance(value, dict) and isinstance(value.get("id"), str):
                yield value["id"]
