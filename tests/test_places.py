"""Places: the gazetteer, what a name means, and what a place is in its article."""

from pathlib import Path

import pytest
from spacy.language import Language

from tasks.extract.outlets import load_outlet_countries, outlet_country
from tasks.extract.places import Gazetteer, find_places, load_gazetteer
from tasks.extract.places.stated import find_stated
from tasks.records import ActorType, Article, ArticleActors, Entity, Mention, Place
from tests.conftest import USER_ARTICLES


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def actors_of(text: str, **types: ActorType) -> ArticleActors:
    """The named words' first mentions with their types; underscores stand for spaces."""
    names = [(name.replace("_", " "), actor_type) for name, actor_type in types.items()]
    mentions = tuple(
        Mention(name, kind, text.index(name), text.index(name) + len(name), no) for no, (name, kind) in enumerate(names)
    )
    return ArticleActors(mentions, tuple(Entity(no, name, kind, (name,)) for no, (name, kind) in enumerate(names)))


def places_of(
    text: str, nlp: Language, gazetteer: Gazetteer, actors: ArticleActors | None = None, country: str | None = None
) -> tuple[Place, ...]:
    places = find_places(nlp(text), text, actors or ArticleActors(), gazetteer, country)
    assert all(text[place.start_char : place.end_char] == place.text for place in places)
    assert all((place.latitude is None) == (place.longitude is None) for place in places)
    assert all(place.unknown_reason for place in places if place.latitude is None)
    return places


def told(places: tuple[Place, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(place.text, place.place_id, place.country_code) for place in places]


@pytest.mark.parametrize(
    ("name", "place_id", "country_code", "precision_type"),
    [
        ("Kyiv", "703448", "UA", "city"),
        ("Kiev", "703448", "UA", "city"),
        ("the UK", "2635167", "GB", "country"),
        ("Britain", "2635167", "GB", "country"),
        ("U.S.", "6252001", "US", "country"),
        ("Côte d’Ivoire", "2287781", "CI", "country"),
        ("New South Wales", "2155400", "AU", "region"),
        ("Europe", "6255148", None, "area"),
    ],
)
def test_gazetteer_knows_a_name(
    gazetteer: Gazetteer, name: str, place_id: str, country_code: str | None, precision_type: str
) -> None:
    found = {(t.place_id, t.country_code, t.precision_type) for t in gazetteer.lookup(name)}
    assert (place_id, country_code, precision_type) in found


def test_every_country_has_a_centre(gazetteer: Gazetteer) -> None:
    countries = {t.country_code: t for ts in gazetteer.larger.values() for t in ts if t.precision_type == "country"}
    assert len(countries) == 250
    assert all(t.latitude is not None and -90 <= t.latitude <= 90 for t in countries.values())
    assert all(t.longitude is not None and -180 <= t.longitude <= 180 for t in countries.values())


def test_size_decides_and_the_runner_up_is_kept(nlp: Language, gazetteer: Gazetteer) -> None:
    (paris,) = places_of("The delegation arrived in Paris on Monday.", nlp, gazetteer)
    assert (paris.place_id, paris.country_code, paris.precision_type) == ("2988507", "FR", "city")
    assert paris.runner_up_id is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She was born in Paris, Texas, in May.", [("Paris", "4717560", "US"), ("Texas", "4736286", "US")]),
        ("He lives in London, Ontario, now.", [("London", "6058560", "CA"), ("Ontario", "6093943", "CA")]),
        ("They drove to Mobile, Ala., on Friday.", [("Mobile", "4076598", "US"), ("Ala.", "4829764", "US")]),
    ],
)
def test_stated_region_decides(
    nlp: Language, gazetteer: Gazetteer, text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert told(places_of(text, nlp, gazetteer)) == expected


def test_what_one_mention_states_holds_for_the_others(nlp: Language, gazetteer: Gazetteer) -> None:
    places = places_of("The fire broke out in Paris, Texas. Crews from Paris were called.", nlp, gazetteer)
    assert {place.place_id for place in places if place.text == "Paris"} == {"4717560"}


def test_a_list_of_countries_states_nothing(nlp: Language, gazetteer: Gazetteer) -> None:
    places = places_of("Ministers of China, Japan and India met.", nlp, gazetteer)
    assert [place.country_code for place in places] == ["CN", "JP", "IN"]


def test_the_articles_other_places_break_ties(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "The tour goes from Toronto to Hamilton, Kingston and London before it ends in Ottawa in Ontario."
    places = places_of(text, nlp, gazetteer)
    assert {place.country_code for place in places} == {"CA"}


def test_outlets_country_counts_for_a_little(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Police in Birmingham closed a road."
    assert [place.country_code for place in places_of(text, nlp, gazetteer)] == ["GB"]
    assert [place.country_code for place in places_of(text, nlp, gazetteer, country="US")] == ["US"]


def test_places_that_cannot_be_told_are_rows_with_a_reason(nlp: Language, gazetteer: Gazetteer) -> None:
    (springfield,) = places_of("A man from Springfield was rescued.", nlp, gazetteer)
    assert springfield.place_id is None
    assert (springfield.unknown_reason or "").startswith("as likely Springfield (US-")
    assert springfield.runner_up_id is not None
    text = "They walked to Quillerby before dawn."
    (unheard,) = places_of(text, nlp, gazetteer, actors_of(text, Quillerby="place"))
    assert (unheard.place_id, unheard.latitude, unheard.unknown_reason) == (None, None, "not in the gazetteer")


def test_a_county_lies_in_the_state_stated_after_it(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "The storm crossed Hidalgo County, Texas, at noon."
    county = places_of(text, nlp, gazetteer, actors_of(text, Hidalgo_County="place"))[0]
    assert (county.place_name, county.place_id, county.latitude, county.longitude) == (
        "Hidalgo County",
        None,
        26.4,
        -98.2,
    )
    assert county.precision_type == "county"


def test_a_county_in_an_institutions_name_is_the_place(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "A judge in Oregon praised the Clackamas County Library on Monday."
    found = places_of(text, nlp, gazetteer, actors_of(text, Clackamas_County_Library="organisation"))
    assert ("Clackamas County", "county") in [(place.text, place.precision_type) for place in found]


def test_division_without_coordinates_says_so(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Snow closed schools in Oglala Lakota County, South Dakota, on Friday."
    county = places_of(text, nlp, gazetteer, actors_of(text, Oglala_Lakota_County="place"))[0]
    assert (county.place_name, county.country_code, county.latitude) == ("Oglala Lakota County", "US", None)
    assert county.unknown_reason == "the gazetteer knows this division by name only"


def test_actors_types_decide(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Paris Lindqvist met Jordan Okafor of the Bank of England. Lindqvist thanked Okafor."
    people = actors_of(text, Paris_Lindqvist="person", Jordan_Okafor="person", Bank_of_England="organisation")
    assert places_of(text, nlp, gazetteer, people) == ()


def test_a_surname_that_two_people_share_is_no_place(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Ada Clinton and Jon Clinton left for Michigan. The Clinton campaign said nothing."
    people = actors_of(text, Ada_Clinton="person", Jon_Clinton="person")
    at = text.index("Clinton campaign")
    short = Mention("Clinton", "person", at, at + 7, 2)
    both = ArticleActors((*people.mentions, short), (*people.entities, Entity(2, "Clinton", "person", ("Clinton",))))
    assert [place.text for place in places_of(text, nlp, gazetteer, both)] == ["Michigan"]


def test_institutions_name_their_place(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Oslo University Hospital and the University of Lagos signed a letter."
    found = places_of(
        text,
        nlp,
        gazetteer,
        actors_of(text, Oslo_University_Hospital="organisation", University_of_Lagos="organisation"),
    )
    assert told(found) == [("Oslo", "3143244", "NO"), ("Lagos", "2332459", "NG")]


def test_place_read_as_an_organisation_is_one_after_in(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Two people died in Maiduguri."
    assert [p.country_code for p in places_of(text, nlp, gazetteer, actors_of(text, Maiduguri="organisation"))] == [
        "NG"
    ]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("NAIROBI, 3 March (Newsline) — Flood water closed roads in Mombasa.", ["dateline", "mentioned"]),
        ("NAIROBI (Newsline) - Two men were killed in Mombasa.", ["dateline", "event"]),
        ("Read more below.\nNAIROBI (Newsline) - Two men were killed in Mombasa.", ["dateline", "event"]),
        ("Mombasa - the port and its railway - was flooded.", ["mentioned"]),
        ("An explosion near Odesa was heard.", ["event"]),
        ("Critics of France spoke up.", ["mentioned"]),
        ("The firm is based in Lyon.", ["mentioned"]),
        ("Paris wins - again and again.", ["mentioned"]),
    ],
)
def test_roles(nlp: Language, gazetteer: Gazetteer, text: str, roles: list[str]) -> None:
    assert [place.place_role for place in places_of(text, nlp, gazetteer)] == roles


def test_nationalities_and_planets_are_no_places(nlp: Language, gazetteer: Gazetteer) -> None:
    assert places_of("French engineers want to fly to Mars and the Moon.", nlp, gazetteer) == ()
    assert places_of("", nlp, gazetteer) == ()


@pytest.mark.parametrize("path", sorted(USER_ARTICLES.glob("000_*.txt")))
def test_users_article(nlp: Language, gazetteer: Gazetteer, path: Path) -> None:
    places = places_of(path.read_text(encoding="utf-8"), nlp, gazetteer)
    codes = {place.text: place.country_code for place in places}
    expected = {"Kyiv": "UA", "Paris": "FR", "Ukraine": "UA", "New Zealand": "NZ", "UK": "GB"}
    assert {name: codes.get(name) for name in expected} == expected


def test_names_in_a_list_of_counties_are_counties(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Voters in Clackamas, Hood River and Wasco counties in Oregon lost power."
    places = {place.text: place for place in places_of(text, nlp, gazetteer)}
    assert {places[name].place_name for name in ("Clackamas", "Hood River", "Wasco")} == {
        "Clackamas County",
        "Hood River County",
        "Wasco County",
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("NEWPORT -- Two boats sank.", "NEWPORT"),
        ("A dam broke.\nEUGENE, Ore. (Newsline) – The mayor left.", "EUGENE"),
        ("Sen. Ada Birk, D-Salem, voted no.", "Salem"),
        ("A deputy of the Wasco County Sheriff spoke.", "Wasco County"),
    ],
)
def test_places_that_the_form_states(nlp: Language, gazetteer: Gazetteer, text: str, name: str) -> None:
    assert name in [place.text for place in places_of(text, nlp, gazetteer)]


def test_a_name_near_the_sure_places_is_one_whatever_it_was_read_as(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Rain fell in Eugene, Oregon. The bridge between Eugene and Creswell closed, and so did a Creswell mill."
    assert "Creswell" in [p.text for p in places_of(text, nlp, gazetteer, actors_of(text, Creswell="organisation"))]
    text = "Rain fell in Nairobi. The parcel of Creswell was late."
    assert "Creswell" not in [p.text for p in places_of(text, nlp, gazetteer, actors_of(text, Creswell="person"))]


def test_a_club_is_no_town(nlp: Language, gazetteer: Gazetteer) -> None:
    text = (
        "Preston is wet. The coach praised his squad, the goalkeeper and the midfielder for the win in the cup match on Saturday in Lancashire. "
        "The goal against Burnley came from a penalty."
    )
    assert "Burnley" not in [p.text for p in places_of(text, nlp, gazetteer, actors_of(text, Burnley="organisation"))]


def test_other_places_nearby_decide_between_namesakes(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "The fair moves from Hilliard to Dublin and Worthington, then to Westerville."
    dublin = next(place for place in places_of(text, nlp, gazetteer, country="US") if place.text == "Dublin")
    assert (dublin.country_code, round(dublin.latitude or 0), round(dublin.longitude or 0)) == ("US", 40, -83)  # Ohio


def test_a_country_is_not_its_capital_and_a_state_no_town(nlp: Language, gazetteer: Gazetteer) -> None:
    mexico = places_of("Mexico sent troops to Toluca, Puebla and Mexico City.", nlp, gazetteer)[0]
    states = places_of("Talks in Indiana and in Pennsylvania went on.", nlp, gazetteer)
    assert [place.precision_type for place in (mexico, *states)] == ["country", "region", "region"]


def test_reading_for_stated_places_is_linear(gazetteer: Gazetteer) -> None:
    assert find_stated("D-" * 100_000 + "Lake, " * 20_000, gazetteer) == []


def article_of(url: str | None, source_name: str | None, language_code: str = "en") -> Article:
    return Article("a", "v", "d", "c", "text", url=url, source_name=source_name, language_code=language_code)


@pytest.mark.parametrize(
    ("url", "source_name", "language_code", "country"),
    [
        ("https://www.herald.co.uk/a", "The Herald", "en", "GB"),
        ("https://herald.com/a", "herald.com.ge", "en", "GE"),
        ("https://startup.io/a", "Startup", "en-US", None),
        ("https://herald.com/a", "Herald", "en-NZ", "NZ"),
        (None, None, "en", None),
        ("https://lakes.com/a", "Lakes Daily", "en-GB", "KE"),
        ("http://[broken", "St. Paul Herald", "zh-Hant", None),
    ],
)
def test_outlets_country(
    url: str | None, source_name: str | None, language_code: str, country: str | None, tmp_path: Path
) -> None:
    feeds = tmp_path / "feeds.csv"
    feeds.write_text(
        "feed_url,source_name,country_code\nhttps://lakes.com/rss,Lakes Daily,KE\nhttps://bay.com/rss,Bay,UK\n", "utf-8"
    )
    assert outlet_country(article_of(url, source_name, language_code), load_outlet_countries(feeds)) == country
