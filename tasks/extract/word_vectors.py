"""The model's word vectors as reading needs them: each distinct word embedded once, and nothing kept for training.

They are spaCy's ``Tok2Vec`` and most of the model's time; it makes them twice, for tagger and parser and for the entity recogniser.
"""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from thinc.api import Model
from thinc.types import Ragged

Layer = Model[Any, Any]
Vectors = NDArray[np.float32]  # a row for each token
EMBED = re.compile(
    r"extract_features>>list2ragged>>with_array\((ints-getitem>>hashembed\|?)+\)>>with_array\(maxout>>layernorm(>>dropout)?\)>>ragged2list"
)
LOOK_AROUND = re.compile(r"residual\(expand_window>>maxout>>layernorm(>>dropout)?\)")
LEAST_VARIANCE = np.float32(1e-8)  # thinc's
# Odd numbers without a pattern, by which a word's features become one number: two of ten thousand words meet once in 10^11 times.
MIXERS = np.random.default_rng(0).integers(0, 2**63, 16, dtype=np.uint64) * np.uint64(2) + np.uint64(1)


def quicken(nlp: Language) -> None:
    """Let ``nlp`` make its word vectors in three fifths of the time, equal but for rounding (32 bits); it can then read, not be trained (docs/decisions.md).

    Layers that are built otherwise than spaCy's ``MultiHashEmbed`` and ``MaxoutWindowEncoder``, of one neighbour to either side, stay as they are.
    """
    for model in [component.model for _, component in nlp.pipeline if isinstance(component, TrainablePipe)]:
        for layer in list(model.walk()):
            if EMBED.fullmatch(">>".join(inner.name for inner in layer.layers)):
                layer.layers[2:4] = [_for_reading("embed_distinct", _embedding(layer.layers[2:4]))]
            elif LOOK_AROUND.fullmatch(layer.name) and _inner(layer, "expand_window").attrs["window_size"] == 1:
                model.replace_node(layer, _for_reading("look_around", _looking_around(layer)))


def _for_reading(name: str, predict: Callable[[Any], Any]) -> Layer:
    def forward(_: Layer, given: Any, is_train: bool) -> tuple[Any, Any]:
        if is_train:
            raise NotImplementedError(f"{name} keeps nothing to be trained by")
        return predict(given), None

    return Model(name, forward)


def _embedding(layers: list[Layer]) -> Callable[[Ragged], Ragged]:
    """What ``layers`` do to words, a row of features each and nothing of their neighbours: done to each distinct row once."""

    def embed(words: Ragged) -> Ragged:
        features: Any = words.dataXd
        keys = (features * MIXERS[: features.shape[1]]).sum(axis=1, dtype=np.uint64)
        _, firsts, places = np.unique(keys, return_index=True, return_inverse=True)
        lengths: Any = np.array([len(firsts)], dtype=np.int32)
        distinct = Ragged(features[firsts], lengths)
        for layer in layers:
            distinct = layer.predict(distinct)
        vectors: Any = distinct.dataXd
        return Ragged(vectors[places], words.lengths)

    return embed


def _looking_around(layer: Layer) -> Callable[[Vectors], Vectors]:
    """What ``layer`` does to vectors: each beside its neighbours, mixed, the greatest of its pieces, normalised, added to itself."""
    maxout, norm = _inner(layer, "maxout"), _inner(layer, "layernorm")
    width, pieces = maxout.get_dim("nO"), maxout.get_dim("nP")
    mix = np.asarray(maxout.get_param("W")).transpose(2, 1, 0).reshape(-1, pieces * width)
    bias = np.asarray(maxout.get_param("b")).T.reshape(-1)
    scale, shift = np.asarray(norm.get_param("G")), np.asarray(norm.get_param("b"))

    def look_around(vectors: Vectors) -> Vectors:
        around = np.zeros((len(vectors), 3, width), dtype=vectors.dtype)
        around[1:, 0], around[:, 1], around[:-1, 2] = vectors[:-1], vectors, vectors[1:]
        mixed = around.reshape(-1, 3 * width) @ mix
        mixed += bias
        best: Vectors = mixed.reshape(-1, pieces, width).max(axis=1)
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / np.float32(width) + LEAST_VARIANCE
        best *= (variance ** np.float32(-0.5))[:, np.newaxis]
        best *= scale
        best += shift
        best += vectors
        return best

    return look_around


def _inner(layer: Layer, name: str) -> Layer:
    return next(inner for inner in layer.walk() if inner.name == name)
