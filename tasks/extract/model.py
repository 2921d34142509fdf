"""The language model: loaded once a worker, with only the components that facts need."""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, chain, groupby
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.pipeline.transition_parser import Parser
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import NumpyOps, set_current_ops

from tasks.batches import batched
from tasks.extract.datelines import dateline_of
from tasks.extract.word_vectors import quicken

BATCH_TEXTS = 64  # paragraphs of many texts at once are of more even length, so fewer steps are empty
BATCH_CHARS = 40_000  # that the model sees at once, some 150 paragraphs: more cost memory and no less time
MOST_REMEMBERED = 8_000  # paragraphs, some 4 kB each
BEFORE, BEFORE_TOKENS = ".\n", 2
BREAK = re.compile(r"(?<=\n)(?=\S)")
ATTRIBUTES: list[int | str] = ["HEAD", "DEP", "TAG", "ENT_IOB", "ENT_TYPE"]
WORDS: list[int | str] = ["ORTH", "SPACY"]
INSIDE, BEGINS = 1, 3  # values of ENT_IOB
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


Parsed = NDArray[Any]  # a row for each token: its word, whether a space follows, and its ATTRIBUTES
Paragraph = tuple[str, str]  # what it is read behind, and its words with the white space after them


class ParagraphParser:
    """Parses texts paragraph by paragraph, a dateline by itself, each distinct one once: reprints and lines that an outlet repeats share their parse.

    A paragraph but the first is read as it stands behind a full stop and a new line, so that its parse is its own and hangs on no neighbour. Many
    short ones at once also take the model less time than whole texts. The parses of the latest ``MOST_REMEMBERED`` are kept.
    The model is quickened for good (``word_vectors``): it can be trained no more.
    """

    def __init__(self, nlp: Language) -> None:
        quicken(nlp)
        self._nlp = nlp
        self._read: OrderedDict[Paragraph, Parsed] = OrderedDict()

    def docs(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The parsed texts, in order; joined, their tokens are the text."""
        for batch in batched(texts, BATCH_TEXTS):
            split = [_paragraphs(text) for text in batch]
            self._parse(chain.from_iterable(split))
            for paragraphs in split:
                yield self._joined([self._read[each] for each in paragraphs])
            while len(self._read) > MOST_REMEMBERED:
                self._read.popitem(last=False)

    def _parse(self, paragraphs: Iterable[Paragraph]) -> None:
        """Parse those that were not read yet."""
        unread = []
        for paragraph in dict.fromkeys(paragraphs):
            if paragraph in self._read:
                self._read.move_to_end(paragraph)
            else:
                unread.append(paragraph)
        for batch in _batches(unread):
            docs = [self._nlp.make_doc(before + words) for before, words in batch]
            annotate(self._nlp, docs)
            for (before, words), doc in zip(batch, docs, strict=True):
                self._read[before, words] = _parsed(doc, BEFORE_TOKENS if before else 0)

    def _joined(self, parts: list[Parsed]) -> Doc:
        rows = np.concatenate(parts)
        words, spaces = rows[:, : len(WORDS)].T.tolist()
        return Doc(self._nlp.vocab, words, spaces).from_array(ATTRIBUTES, rows[:, len(WORDS) :])  # type: ignore[arg-type]


def _batches(paragraphs: list[Paragraph]) -> Iterator[list[Paragraph]]:
    """Paragraphs in order of length, some ``BATCH_CHARS`` characters at a time."""
    ordered = sorted(paragraphs, key=lambda each: len(each[1]))
    totals = accumulate(len(words) for _, words in ordered)
    for _, group in groupby(zip(ordered, totals, strict=True), lambda each: each[1] // BATCH_CHARS):
        yield [paragraph for paragraph, _ in group]


def _paragraphs(text: str) -> list[Paragraph]:
    start, end = (_behind_space(text, at) for at in dateline_of(text) or (0, 0))
    parts = [each for part in (text[:start], text[start:end], text[end:]) for each in BREAK.split(part) if each]
    first, *others = parts or [""]
    return [("", first), *((BEFORE, each) for each in others)]


def _behind_space(text: str, at: int) -> int:
    """The place where the next word begins: a paragraph that began with a space would lose it to what it is read behind."""
    return at + len(text[at:]) - len(text[at:].lstrip()) if at else 0


def _parsed(doc: Doc, skipped: int) -> Parsed:
    """What is kept of a doc but for its first tokens; what hung on these hangs on nothing."""
    rows = doc.to_array([*WORDS, *ATTRIBUTES])[skipped:]
    values = rows[:, len(WORDS) :]
    heads = np.arange(len(values)) + values[:, 0].astype(np.int64)
    values[heads < 0, :2] = 0, doc.vocab.strings["ROOT"]
    if len(values) and values[0, 3] == INSIDE:
        values[0, 3] = BEGINS
    return rows


def annotate(nlp: Language, docs: list[Doc]) -> None:
    """Do to the docs what ``nlp`` does after its tokenizer, in two thirds of its time (docs/decisions.md)."""
    for _, component in nlp.pipeline:
        if isinstance(component, Parser) and component.cfg["beam_width"] == 1:
            _take_steps(component, docs)
        elif isinstance(component, TrainablePipe):
            component.set_annotations(docs, component.predict(docs))
        else:
            docs[:] = [component(doc) for doc in docs]


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
