"""What an article's sure places say of a name that may be a place's too."""

from collections.abc import Sequence

from tasks.extract.places.resolving import Resolution
from tasks.extract.places.spans import Candidate
from tasks.extract.places.support import division_of
from tasks.extract.toponyms import Toponym

SURE_CITY = 200_000  # inhabitants of a city whose name alone tells it


class Surroundings:
    """The names of the sure places and the first-level divisions in which they lie."""

    def __init__(self, sure: Sequence[Candidate], resolutions: Sequence[Resolution]) -> None:
        self.keys = {candidate.key for candidate in sure}
        meant = (resolution.toponym for resolution in resolutions)
        self._divisions = {division_of(toponym) for toponym in meant if toponym is not None and toponym.admin1_code}

    def tell(self, key: str, choices: Sequence[Toponym]) -> bool:
        """Whether a name is a sure place's, or by its first name that of a place in one of the divisions."""
        return key in self.keys or any(
            division_of(choice) in self._divisions for choice in choices if not choice.is_alias
        )


def is_sure(choices: Sequence[Toponym]) -> bool:
    """Whether a name alone tells a place: a country's or region's, or a great city's that no other great city has."""
    great = [choice for choice in choices if choice.population >= SURE_CITY and not choice.is_alias]
    return is_larger(choices) or len(great) == 1


def is_larger(choices: Sequence[Toponym]) -> bool:
    """Whether a name is a country's or a region's."""
    return any(choice.precision_type in ("country", "region") and choice.latitude is not None for choice in choices)
