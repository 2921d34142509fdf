"""The language of an article as a BCP 47 tag."""

import re
from functools import cache
from typing import Literal

import pycountry
from py3langid.langid import MODEL_FILE, LanguageIdentifier

LanguageSource = Literal["declared", "detected", "default"]

SAMPLE_SIZE = 500  # characters; agrees with the whole text and is 17 times faster
LEAST_WORDS = 50  # below, detection is no evidence,
LEAST_CHARACTERS = 600  # unless the text is longer than this all the same: scripts without spaces have few "words"
SURE = 0.999  # the probability from which detection overrules a declaration

_TAG = re.compile(r"^([a-z]{2,3})(?:[-_](?:([a-z]{4})|[a-z]{3}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_.@].*)?$", re.I)
_RETIRED = {"iw": "he", "in": "id", "ji": "yi", "jp": "ja"}  # as in the IANA registry; jp is the commonest mistake


def language_of(text: str, word_count: int, declared: str | None, default: str) -> tuple[str, LanguageSource]:
    """The language and who says so.

    A declared language holds unless 50 words or more are surely in another one. Undeclared, it is detected in the first 500
    characters; under 50 words it is the default.
    """
    tag = language_tag(declared)
    if word_count < LEAST_WORDS and len(text) < LEAST_CHARACTERS:
        return (tag, "declared") if tag else (default, "default")
    found, probability = _identifier().classify(text[:SAMPLE_SIZE])
    if tag and (tag.split("-")[0] == found or float(probability) < SURE):
        return tag, "declared"
    return str(found), "detected"


def language_tag(declared: str | None) -> str | None:
    """A declared language as language[-Script][-REGION] with the shortest code: "en_us" is en-US, "eng" and "English" are en.

    None for what names no language.
    """
    parts = _TAG.match((declared or "").strip())
    if not parts:
        return _code_of(declared or "")
    code = _code_of(_RETIRED.get(parts[1].lower(), parts[1].lower()))
    script, region = parts[2], parts[3]
    return "-".join(filter(None, (code, script and script.title(), region and region.upper()))) if code else None


def _code_of(word: str) -> str | None:
    """The shortest ISO 639 code of a code or an English name."""
    languages = pycountry.languages
    word = word.strip()
    for key in ("alpha_2", "alpha_3", "bibliographic", "name"):
        if language := languages.get(**{key: word.lower() if key != "name" else word.title()}):
            return getattr(language, "alpha_2", None) or str(language.alpha_3)
    return None


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
