"""Where things are: toponyms of an article with GeoNames id, country and coordinates."""

from tasks.extract.places.gazetteer import Gazetteer, Toponym, load_gazetteer
from tasks.extract.places.reading import find_places

__all__ = ["Gazetteer", "Toponym", "find_places", "load_gazetteer"]
