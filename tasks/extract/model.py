"""The language model: loaded once a worker, with only the components that facts need."""

import re
from collections.abc import Callable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import NumpyOps, set_current_ops

UNUSED_COMPONENTS = ["attribute_ruler", "lemmatizer", "senter"]
# A run of marks is one token; a chunk without white space, longer than any word or address, is read piece by piece.
_ENDLESS = re.compile(r"(?P<marks>[^\w\s]{50,}) ?|\S{300}")


class LinearTokenizer:
    """A spaCy tokenizer in time linear in the text's length, with the same tokens for any text that people wrote.

    spaCy peels affixes off a chunk one by one and looks at all of the rest each time: 16,000 quotation marks in a row take 16 s.
    """

    def __init__(self, tokenizer: Callable[[str], Doc], vocab: Vocab) -> None:
        self.tokenizer = tokenizer
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The tokens of ``text``; joined with their white space they are the text."""
        if _ENDLESS.search(text) is None:
            return self.tokenizer(text)
        tokens = list(self._tokens(text))
        return Doc(self.vocab, [word for word, _ in tokens], [has_space for _, has_space in tokens])

    def _tokens(self, text: str) -> Iterator[tuple[str, bool]]:
        """Words and whether a space follows each."""
        edge = 0
        for endless in _ENDLESS.finditer(text):
            yield from self._plain(text[edge : endless.start()])
            marks = endless["marks"]
            yield from [(marks, endless[0] != marks)] if marks else self._plain(endless[0])
            edge = endless.end()
        yield from self._plain(text[edge:])

    def _plain(self, text: str) -> Iterator[tuple[str, bool]]:
        return ((token.text, bool(token.whitespace_)) for token in self.tokenizer(text))


def load_model(model_name: str) -> Language:
    """Load a spaCy pipeline by package name.

    Attribute ruler and lemmatizer are left out (no fact needs them) and matrix products go to numpy's own BLAS instead of BLIS: together
    1.8 times the articles a second, same entities and tags (docs/decisions.md). Raises OSError when the pipeline is not installed.
    """
    set_current_ops(NumpyOps(use_blis=False))
    nlp = spacy.load(model_name, exclude=UNUSED_COMPONENTS)
    nlp.max_length = 10_000_000
    nlp.tokenizer = LinearTokenizer(nlp.tokenizer, nlp.vocab)
    return nlp
