"""The tokens of a parsed text as columns: looking at one token after the other costs several times as much."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # spaCy takes a second to import, which commands without a parse are not to spend
    from spacy.tokens import Doc


def column_of(doc: "Doc", attribute: str) -> list[str]:
    """What spaCy calls ``attribute`` (``LOWER``, ``TAG``, …), of each token, as a word; empty where it is not told. Raises KeyError for a name that spaCy has not.

    A doc keeps its columns, since several kinds of facts read the same: they are not to be changed.
    """
    if attribute not in doc.user_data:
        keys = doc.to_array(attribute).tolist()
        words = {key: doc.vocab.strings[key] for key in set(keys)}
        doc.user_data[attribute] = [words[key] for key in keys]
    column: list[str] = doc.user_data[attribute]
    return column


def starts_of(doc: "Doc") -> list[int]:
    """Where each token begins, in code points."""
    starts: list[int] = doc.to_array("IDX").tolist()
    return starts
