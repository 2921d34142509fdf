"""The places of an article."""

from spacy.tokens import Doc

from tasks.extract.datelines import dateline_of
from tasks.extract.places.candidates import find_candidates
from tasks.extract.places.gazetteer import Gazetteer
from tasks.extract.places.resolving import Resolution, resolve
from tasks.extract.places.roles import PlaceRole, role_of
from tasks.extract.places.spans import Candidate
from tasks.records import ArticleActors, Place


def find_places(
    doc: Doc, text: str, actors: ArticleActors, gazetteer: Gazetteer, source_country: str | None
) -> tuple[Place, ...]:
    """Every toponym of a text with the place it means, in order of the text.

    Candidates are the model's places, the actors of type place and known names the model missed; nationalities ("French") are
    none. A name that the gazetteer lacks, or that fits two places equally, is a row without place and with the reason;
    ``source_country`` (ISO 3166-1 alpha-2, of the outlet) counts for a little. Linear in the text's length.
    """
    candidates = find_candidates(doc, text, actors, gazetteer)
    dateline = dateline_of(text)
    return tuple(
        _place(candidate, resolution, role_of(doc, candidate.start_char, candidate.end_char, dateline))
        for candidate, resolution in zip(candidates, resolve(candidates, text, source_country), strict=True)
    )


NO_ID = "the gazetteer knows its coordinates but no GeoNames id"


def _place(candidate: Candidate, resolution: Resolution, role: PlaceRole) -> Place:
    meant = resolution.toponym
    return Place(
        text=candidate.text,
        start_char=candidate.start_char,
        end_char=candidate.end_char,
        place_id=meant.place_id if meant else None,
        place_name=meant.place_name if meant else None,
        country_code=meant.country_code if meant else None,
        latitude=meant.latitude if meant else None,
        longitude=meant.longitude if meant else None,
        precision_type=meant.precision_type if meant else None,
        place_role=role,
        unknown_reason=resolution.unknown_reason or (None if meant and meant.place_id else NO_ID),
        runner_up_id=resolution.runner_up.place_id if resolution.runner_up else None,
    )
