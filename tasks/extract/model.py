"""The language model: loaded once a worker, with only the components that facts need."""

import spacy
from spacy.language import Language
from thinc.api import NumpyOps, set_current_ops

UNUSED_COMPONENTS = ["attribute_ruler", "lemmatizer", "senter"]


def load_model(model_name: str) -> Language:
    """Load a spaCy pipeline by package name.

    Attribute ruler and lemmatizer are left out (no fact needs them) and matrix products go to numpy's own BLAS instead of BLIS: together
    1.8 times the articles a second, same entities and tags (docs/decisions.md). Raises OSError when the pipeline is not installed.
    """
    set_current_ops(NumpyOps(use_blis=False))
    nlp = spacy.load(model_name, exclude=UNUSED_COMPONENTS)
    nlp.max_length = 10_000_000
    return nlp
