"""How names are compared: folded, so that case, accents, dots and legal forms do not tell two names apart."""

import unicodedata
from functools import lru_cache

from tasks.extract.actors.lexicon import LEADING_FORMS, LEGAL_FORMS

_MARKS = str.maketrans(
    {"’": "'", "‘": "'", "-": " ", "‐": " ", "–": " ", ".": None, ",": " ", "“": " ", "”": " ", '"': " "}
)
_LINKS = ("and", "&")  # before a legal form: "Acme & Co"
_AMERICAN = {
    "organisation": "organization",
    "defence": "defense",
    "centre": "center",
    "programme": "program",
    "labour": "labor",
}


@lru_cache(maxsize=16_384)
def fold_name(name: str) -> str:
    """The name in lower case without accents, dots, quotation marks and a leading "the", spelt the American way."""
    decomposed = unicodedata.normalize("NFKD", name.translate(_MARKS).casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = [_AMERICAN.get(word, word) for word in bare.split()]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@lru_cache(maxsize=16_384)
def name_key(name: str) -> str:
    """The folded name without the legal forms at its ends; what two mentions share when they are the same by name."""
    words = fold_name(name).split()
    if len(words) > 1 and words[0] in LEADING_FORMS:
        words.pop(0)
    while len(words) > 1 and (words[-1] in LEGAL_FORMS or words[-1] in _LINKS):
        words.pop()
    return " ".join(words)
