"""The language model: loaded once a worker, with only the components that facts need."""

import re
from collections.abc import Callable, Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.pipeline.transition_parser import Parser
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import NumpyOps, set_current_ops

from tasks.batches import batched

BATCH_SIZE = 8  # texts that the model sees at once: more cost memory and no less time (benchmarks/README.md)
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


def parse_texts(nlp: Language, texts: Iterable[str]) -> Iterator[Doc]:
    """What ``nlp.pipe`` gives for the texts, in order, in two thirds of its time (docs/decisions.md)."""
    for batch in batched(texts, BATCH_SIZE):
        docs = [nlp.make_doc(text) for text in batch]
        for _, component in nlp.pipeline:
            if isinstance(component, Parser) and component.cfg["beam_width"] == 1:
                _take_steps(component, docs)
            elif isinstance(component, TrainablePipe):
                component.set_annotations(docs, component.predict(docs))
            else:
                docs = [component(doc) for doc in docs]
        yield from docs


def _take_steps(parser: Parser, docs: list[Doc]) -> None:
    """Parse greedily, step by step, with Python's lock held.

    ``Parser.greedy_parse`` lets go of the lock first; as spaCy 3.8.11 and 3.8.18 are compiled, each look at the buffer then takes it back,
    some hundred times a token, and that is half of the entity recogniser's time.
    """
    states = parser.moves.init_batch(docs)
    scorer = parser.model.predict(docs)
    unfinished = [state for state in states if not state.is_final()]
    while unfinished:
        unfinished = parser.transition_states(unfinished, scorer.predict(unfinished))
    scorer.clear_memory()
    parser.set_annotations(docs, states)
