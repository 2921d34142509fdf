"""Which pronoun fits a person: by title, else by given name."""

from tasks.extract.actors.given_names import read_given_names

_HE_TITLES = frozenset("mr sir lord king prince duke baron imam father brother".split())
_SHE_TITLES = frozenset("mrs ms miss lady dame queen princess duchess baroness sister".split())
_PRONOUNS = {each.given_name: each.pronoun for each in read_given_names()}


def gender_of(words: list[str]) -> str | None:
    """``he`` or ``she`` for a name in lower-case words, its title first if it has one; None when neither tells."""
    for word in words[:2]:
        plain = word.strip(".")
        pronoun = "he" if plain in _HE_TITLES else "she" if plain in _SHE_TITLES else _PRONOUNS.get(plain)
        if pronoun:
            return pronoun
    return None
