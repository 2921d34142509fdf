"""What kind of text an article is, by cheap evidence; an ``article`` without any."""

import re

_BY_SCHEMA = {"LiveBlogPosting": "live blog", "OpinionNewsArticle": "opinion"}
_OPINION = (
    r"(?:opinions?|op-?eds?|editorials?|columnists?|columns?|commentary|leaders|letters|viewpoint"
    r"|tribunes?|meinung|opinión)"
)
_SECTION = re.compile(rf"^{_OPINION}$", re.I)
_URL = (
    ("opinion", re.compile(rf"^https?://[^?#]{{0,300}}?/{_OPINION}/", re.I)),
    ("live blog", re.compile(r"^https?://[^?#]{0,300}?[/-](?:live-?blog|live-updates|live)(?:[/-]|$)", re.I)),
    (
        "press release",
        re.compile(r"^https?://[^?#]{0,300}?/(?:press-?releases?|news-releases?|pressemitteilungen)/", re.I),
    ),
    ("interview", re.compile(r"^https?://[^?#]{0,300}?/interviews?/", re.I)),
)
_TITLE = (
    ("opinion", re.compile(r"^(?:opinion|comment|commentary|editorial|op-ed|column)\s?[:|–—]", re.I)),
    (
        "live blog",
        re.compile(r"^live(?: updates| blog)?\s?[:|–—]|\blive (?:updates|blog)\b|[-–—|:] live(?: updates)?$", re.I),
    ),
    ("interview", re.compile(r"^(?:interview|q ?& ?a)\b\s?(?:[:|–—]|with\b)|[:|–—(] ?interview\)?$", re.I)),
    ("press release", re.compile(r"^(?:press|news|media) release\s?[:|–—]", re.I)),
)
_RELEASE = re.compile(
    r"^for immediate release\b|/PRNewswire/|\(BUSINESS WIRE\)|\(GLOBE NEWSWIRE\)|\bACCESSWIRE\b", re.I
)
_QUESTION = re.compile(r"^(?:Q|Question)\s?[:.]\s", re.M)
LEAST_QUESTIONS = 3


def genre_of(
    schema_types: tuple[str, ...], section_name: str | None, url: str | None, title: str | None, text: str
) -> str:
    """One of article, opinion, live blog, interview, press release: by schema.org type, section, title, address, form of the text."""
    for schema_type in schema_types:
        if schema_type in _BY_SCHEMA:
            return _BY_SCHEMA[schema_type]
    if section_name and _SECTION.match(section_name):
        return "opinion"
    for rules, words in ((_TITLE, title), (_URL, url)):
        for genre, pattern in rules:
            if words and pattern.search(words):
                return genre
    if _RELEASE.search(text[:400]):
        return "press release"
    return "interview" if len(_QUESTION.findall(text)) >= LEAST_QUESTIONS else "article"
