"""The language model's tokens: those of spaCy, in linear time, with the text's offsets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from flows.settings import ROOT
from tasks.extract.model import LinearTokenizer, ParagraphParser, annotate

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


TEXTS = [
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds" / "articles" / "bulletins").rglob("*.txt"))
] + ["“No,” said Mara Lind. Port Authority in Lisbon paid 3 million euros on Friday.", " ", "One"]


def annotations(doc: Doc) -> list[tuple[str, str, str, int, str, str]]:
    """What the model says of each token."""
    return [(t.text, t.tag_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc]


def test_docs_are_annotated_as_by_the_pipeline_itself(nlp: Language) -> None:
    docs = [nlp.make_doc(text) for text in TEXTS]
    annotate(nlp, docs)
    assert list(map(annotations, docs)) == list(map(annotations, nlp.pipe(TEXTS)))


@given(st.lists(st.tuples(PIECES, st.sampled_from([1, 3, 60])), max_size=8))
@settings(max_examples=60, deadline=None)
def test_paragraphs_joined_have_the_tokens_of_the_text(nlp: Language, pieces: list[tuple[str, int]]) -> None:
    text = "".join(piece * count for piece, count in pieces)
    (doc,) = ParagraphParser(nlp).docs([text])
    assert doc.text == text
    assert [token.text for token in doc] == [token.text for token in nlp.make_doc(text)]


def test_a_paragraph_has_one_parse_wherever_it_stands(nlp: Language) -> None:
    words = "Duarte Pimenta, 63, repeated that Port Authority in Lisbon would pay on Friday.\n"
    parser = ParagraphParser(nlp)
    *docs, last = parser.docs([f"Quays\n{words}", f"Ferries stop\nat noon, and\n{words}And so on", f"No\n{words}"])
    size = len(nlp.make_doc(words))
    parses = {
        tuple((t.tag_, t.dep_, t.head.i - t.i, t.ent_type_) for t in doc[at : at + size])
        for doc, at in zip(docs, (2, 8), strict=True)
    }
    assert parses == {tuple((t.tag_, t.dep_, t.head.i - t.i, t.ent_type_) for t in last[2:])}
    assert [span.text for doc in docs for span in doc.ents if span.label_ == "PERSON"] == ["Duarte Pimenta"] * 2


def test_no_sentence_goes_on_in_the_next_paragraph(nlp: Language) -> None:
    (doc,) = ParagraphParser(nlp).docs(["Harbour closes again\nThe port\nof Lisbon and\nwhoever works there"])
    assert all("\n" not in sentence.text.rstrip("\n") for sentence in doc.sents)


@pytest.mark.parametrize("dateline", ["", "SUNMERE, 12 March (Newsline) - ", "Ferry sinks\nSUNMERE, Arvania — "])
def test_a_dateline_is_no_part_of_the_first_sentence(dateline: str, nlp: Language) -> None:
    (doc,) = ParagraphParser(nlp).docs([dateline + "At least 12 people were killed on Monday."])
    assert [token.text for token in doc if token.dep_ == "nsubjpass"] == ["people"]


@pytest.mark.parametrize(
    "dateline", ["OSLO, March 3 — \u202f", "\u00a0OSLO —\u2028 ", "Ferry sinks\n\u3000SUNMERE, Arvania —  \t"]
)
def test_no_space_about_a_dateline_is_lost(dateline: str, nlp: Language) -> None:
    text = dateline + "At least 12 people were killed on Monday.\nMore."
    (doc,) = ParagraphParser(nlp).docs([text])
    assert doc.text == text


def test_a_known_paragraph_is_not_parsed_again(nlp: Language) -> None:
    parsed: list[str] = []

    @Language.component("note_parsed")
    def note(doc: Doc) -> Doc:
        parsed.append(doc.text)
        return doc

    nlp.add_pipe("note_parsed")
    try:
        parser = ParagraphParser(nlp)
        texts = ["One.\nTwo.", "Two.\nTwo.", "One.\nTwo.", "Three.\nTwo."]
        assert [doc.text for some in (texts[:3], texts[3:]) for doc in parser.docs(some)] == texts
    finally:
        nlp.remove_pipe("note_parsed")
    assert sorted(parsed) == [".\nTwo.", "One.\n", "Three.\n", "Two.\n"]
