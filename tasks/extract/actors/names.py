"""How names are compared: folded, so that case, accents, dots and legal forms do not tell two names apart."""

import unicodedata
from functools import lru_cache

from tasks.extract.actors.lexicon import LEGAL_FORMS

_MARKS = str.maketrans(
    {"’": "'", "‘": "'", "-": " ", "‐": " ", "–": " ", ".": None, ",": " ", "“": " ", "”": " ", '"': " "}
)
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
    """The folded name without the legal forms at its end; what two mentions share when they are the same by name."""
    words = fold_name(name).split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words)
