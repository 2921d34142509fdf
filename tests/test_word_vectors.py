"""The model's word vectors, each distinct word embedded once: those that spaCy makes."""

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from thinc.api import Model

from flows.settings import ROOT, Settings
from tasks.extract.model import load_model
from tasks.extract.word_vectors import quicken

TEXTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds" / "articles").rglob("*.txt"))] + [
    "",
    "a a a a",
    "A",
]
COMPONENTS = ("tok2vec", "ner")  # that make vectors of their own


def layers(nlp: Language) -> list[Model[Any, Any]]:
    """Those of all components, and what they contain."""
    models = [component.model for _, component in nlp.pipeline if isinstance(component, TrainablePipe)]
    return [layer for model in models for layer in model.walk()]


def vectors(nlp: Language, docs: list[Doc]) -> list[np.ndarray[Any, Any]]:
    """The word vectors of all docs, by component."""
    return [np.concatenate(layer.predict(docs)) for layer in layers(nlp) if layer.has_ref("embed")]


def layer_names(nlp: Language) -> set[str]:
    """Without what they contain."""
    return {layer.name.split("(")[0] for layer in layers(nlp)}


def test_vectors_are_those_that_spacy_makes() -> None:
    nlp, quick = (load_model(Settings().model) for _ in range(2))
    quicken(quick)
    docs = [nlp.make_doc(text) for text in TEXTS]
    plain = vectors(nlp, docs)
    assert len(plain) == len(COMPONENTS)
    assert {"embed_distinct", "look_around"} <= layer_names(quick)
    for ours, theirs in zip(vectors(quick, docs), plain, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=2e-5)
    layers_before = layers(quick)
    quicken(quick)  # again changes nothing
    assert layers(quick) == layers_before
    for ours, theirs in zip(vectors(quick, docs), plain, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=2e-5)


def with_tok2vec(**changes: object) -> Language:
    """A blank pipeline with a Tok2Vec of its own, its weights at random."""
    architecture = {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "width": 32,
        "depth": 2,
        "embed_size": 100,
        "window_size": 1,
    }
    rest = {"maxout_pieces": 3, "subword_features": True, "pretrained_vectors": None}
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": architecture | rest | changes})
    nlp.initialize()
    return nlp


@pytest.mark.parametrize(
    ("changes", "quickened"),
    [
        ({}, {"embed_distinct", "look_around"}),
        ({"depth": 1, "maxout_pieces": 2, "subword_features": False}, {"embed_distinct", "look_around"}),
        ({"window_size": 2}, {"embed_distinct"}),
        ({"maxout_pieces": 1}, {"embed_distinct", "look_around"}),
    ],
)
def test_what_is_built_otherwise_stays(changes: dict[str, object], quickened: set[str]) -> None:
    nlp = with_tok2vec(**changes)
    docs = [nlp.make_doc(text) for text in TEXTS]
    (plain,) = vectors(nlp, docs)
    quicken(nlp)
    assert layer_names(nlp) & {"embed_distinct", "look_around"} == quickened
    np.testing.assert_allclose(vectors(nlp, docs)[0], plain, atol=2e-5)


def test_a_quickened_model_is_not_trained_by_mistake() -> None:
    nlp = with_tok2vec()
    quicken(nlp)
    with pytest.raises(NotImplementedError, match="keeps nothing to be trained by"):
        layers(nlp)[0].begin_update([nlp.make_doc("Lind said so.")])
