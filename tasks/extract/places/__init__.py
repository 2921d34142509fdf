"""Where things are: toponyms of an article with GeoNames id, country and coordinates."""

from tasks.extract.places.gazetteer import Gazetteer, load_gazetteer
from tasks.extract.places.reading import find_places
from tasks.extract.toponyms import Toponym

__all__ = ["Gazetteer", "Toponym", "find_places", "load_gazetteer"]
