"""The language model's tokens: those of spaCy, in linear time, with the text's offsets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from flows.settings import ROOT
from tasks.extract.model import LinearTokenizer, parse_texts

PIECES = st.sampled_from(
    ['"', "“", "a", "'s", " ", "\n", "\u00ad", "👩‍🚒", "é", "e\u0301", "http://a.example/", "—", "1.5"]
)


@given(st.lists(st.tuples(PIECES, st.sampled_from([1, 3, 60, 400])), max_size=8))
@settings(max_examples=60, deadline=None)
def test_tokens_joined_are_the_text(nlp: Language, pieces: list[tuple[str, int]]) -> None:
    text = "".join(piece * count for piece, count in pieces)
    doc = nlp.make_doc(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


@pytest.mark.parametrize(
    "text",
    [
        "“It's 5 p.m.,” said Dr. Lind… ‘No!’",
        "See http://desk.example/a/very/long/address?with=query or write to desk@desk.example.",
        "A 49-mark run: " + "-" * 49 + " stays as spaCy reads it.",
    ],
)
def test_ordinary_text_has_the_tokens_that_spacy_gives(nlp: Language, text: str) -> None:
    assert isinstance(nlp.tokenizer, LinearTokenizer)
    assert [token.text for token in nlp.make_doc(text)] == [token.text for token in nlp.tokenizer.tokenizer(text)]


def test_an_endless_run_of_marks_is_one_token(nlp: Language) -> None:
    doc = nlp.make_doc("Lind said: " + '"' * 100_000 + " stop")
    assert [token.text[:5] for token in doc] == ["Lind", "said", ":", '"""""', "stop"]


def test_texts_are_parsed_as_by_the_pipeline_itself(nlp: Language) -> None:
    texts = [
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds" / "articles" / "bulletins").rglob("*.txt"))
    ]
    texts += ["“No,” said Mara Lind. Port Authority in Lisbon paid 3 million euros on Friday.", " ", "One"]
    parsed = [[(t.tag_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc] for doc in parse_texts(nlp, texts)]
    assert parsed == [[(t.tag_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc] for doc in nlp.pipe(texts)]
