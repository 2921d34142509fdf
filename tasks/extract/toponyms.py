"""A place that a name can mean, and how names are compared."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Toponym:
    """One place a name can mean; ``place_id`` is its GeoNames id, coordinates are decimal degrees or both None.

    ``is_alias`` says that the name looked up is not the one GeoNames puts first; ``is_capital`` of a country.
    """

    place_id: str | None
    place_name: str
    country_code: str | None
    admin1_code: str | None
    latitude: float | None
    longitude: float | None
    precision_type: str
    population: int = 0
    is_alias: bool = False
    is_capital: bool = False


def name_key(name: str) -> str:
    """A name without accents, case, a leading "the" and a possessive ending, so that spellings meet.

    "Saint" and "St." are one, and so are hyphens and spaces. Full stops stay: "U.S." is a country and "US" another form of it.
    """
    plain = name.replace("’", "'").replace("‘", "'").removesuffix("'s").replace("-", " ")
    if not plain.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    plain = plain.casefold().removeprefix("the ").strip()
    for form in ("saint ", "st. ", "ste. ", "sainte "):
        if plain.startswith(form):
            plain = "st " + plain[len(form) :]
    return plain
