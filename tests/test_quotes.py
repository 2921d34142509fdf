"""Who said what: marks, cues, clauses, speakers, and what must not count as a quotation."""

from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from tasks.extract.quotes import find_quotes
from tasks.extract.quotes.marks import find_quoted
from tasks.extract.quotes.paragraphs import find_paragraphs
from tasks.records import ActorType, ArticleActors, Entity, Mention, Quote, Role
from tests.conftest import USER_ARTICLES

HARBOUR = """\
“We are rowing the same way as our neighbours,” Lind said, looking at the island’s ships in the strait.
She said the “open-harbour rule” that traders live by is “coming apart” because of larger ports squeezing smaller ones.
“We hold on to fair tolls and open lists, and now a large port simply pushes its way past a small one.
“For islands like ours, that matters… because we could be next.”
Lind later told reporters that the island shared its pilots with Norholm but it would be “unwise” to talk about a patrol.
“As I told you this morning, we are willing to look. It changes by the hour. What counts is a fair table [and] a seat at it.”
All I can add is that our crews serve all over the strait and are well liked. We would gladly send them after a treaty.”
The Harbour Post reported yesterday that Brandt said he had not taken the choice to send sailors “into rough water” lightly."""
HARBOUR_NAMES: dict[str, ActorType] = {"Lind": "person", "Brandt": "person", "The Harbour Post": "organisation"}


def name_actors(text: str, names: dict[str, ActorType], roles: tuple[tuple[str, str], ...] = ()) -> ArticleActors:
    """Every occurrence of each name as a mention; names are numbered in order."""
    mentions = [
        Mention(name, kind, start, start + len(name), no)
        for no, (name, kind) in enumerate(names.items())
        for start in range(len(text))
        if text.startswith(name, start)
    ]
    entities = tuple(Entity(no, name, kind, (name,)) for no, (name, kind) in enumerate(names.items()))
    stated = tuple(Role(list(names).index(name), role, None, None, "current", 0, 1) for name, role in roles)
    return ArticleActors(tuple(mentions), entities, stated)


def quotes_in(
    nlp: Language, text: str, names: dict[str, ActorType] | None = None, roles: tuple[tuple[str, str], ...] = ()
) -> list[Quote]:
    return list(find_quotes(nlp(text), text, name_actors(text, names or {}, roles)))


def quoted_words(text: str) -> list[str]:
    return [text[stretch.start : stretch.end] for stretch in find_quoted(text, find_paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Hold on,” he said, “please.”", ["Hold on,", "please."]),
        ('"Hold "fast" now," she said.', ['Hold "fast" now,']),
        ("„Halt“, rief er. «Non», dit-elle. »Nein«, sagte sie.", ["Halt", "Non", "Nein"]),
        ("''Hold on,'' he said. ``Why?''", ["Hold on,", "Why?"]),
        ("‘It’s the crews’ own,’ he said. ‘No.’", ["It’s the crews’ own,", "No."]),
        ("'I'm goin' home,' said Jo in the '90s, 'em all.", ["I'm goin' home,"]),
        ("‘He told me “no” twice,’ she said.", ["He told me “no” twice,"]),
        ("“We’re ‘all in’ on this,” she said.", ["We’re ‘all in’ on this,"]),
        ("A 5'11\" sailor of the crews’ choice.", []),
        ("We will win,” said the captain.", ["We will win,"]),
        ("“Never closed. And on.", ["Never closed. And on."]),
        ('“Closed wrong," said one. ”Opened wrong,” said two.', ["Closed wrong,", "Opened wrong,"]),
        ("“Part one.\n“Part two.”\nNo part.", ["Part one.", "Part two."]),
        ("“Part one.”\nPart two.”\nNo part.", ["Part one.", "Part two."]),
        ('“”, "", ‘', []),
    ],
)
def test_marks_of_every_dress_hold_their_words(text: str, words: list[str]) -> None:
    assert quoted_words(text) == words


def test_the_sample_article_reads_as_its_readers_read_it(nlp: Language) -> None:
    rows = [
        (q.quote_type, q.text.split()[0], q.text.split()[-1], q.cue_text, q.speaker_text, q.entity_no, q.speaker_status)
        for q in quotes_in(nlp, HARBOUR, HARBOUR_NAMES)
    ]
    assert rows == [
        ("direct", "We", "neighbours", "said", "Lind", 0, "named"),
        ("mixed", "the", "ones", "said", "She", 0, "resolved"),
        ("direct", "We", "next.", None, "She", 0, "resolved"),
        ("mixed", "that", "patrol", "told", "Lind", 0, "named"),
        ("direct", "As", "treaty.", None, "Lind", 0, "resolved"),
        ("mixed", "that", "lightly", "reported", "The Harbour Post", 2, "named"),
        ("mixed", "he", "lightly", "said", "Brandt", 1, "named"),
    ]


def test_paragraphs_of_one_quotation_are_joined(nlp: Language) -> None:
    quotes = quotes_in(nlp, HARBOUR, HARBOUR_NAMES)
    assert [len(quote.spans) for quote in quotes] == [1, 1, 2, 1, 2, 1, 1]
    assert quotes[2].text.endswith("past a small one. For islands like ours, that matters… because we could be next.")
    assert quotes[4].text.endswith(
        "a seat at it. All I can add is that our crews serve all over the strait and are well liked."
        " We would gladly send them after a treaty."
    )


def test_speech_inside_a_report_is_the_speakers_and_the_papers_report_is_kept(nlp: Language) -> None:
    report, last = quotes_in(nlp, HARBOUR, HARBOUR_NAMES)[-2:]
    assert (report.speaker_text, report.reported_by_text) == ("The Harbour Post", None)
    assert (last.speaker_text, last.reported_by_text) == ("Brandt", "The Harbour Post")
    assert report.text == "that Brandt said " + last.text


@pytest.mark.parametrize("path", sorted(USER_ARTICLES.glob("000_*.txt")) if USER_ARTICLES.exists() else [])
def test_the_users_article(nlp: Language, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    quotes = quotes_in(nlp, text, {"Luxon": "person", "Starmer": "person", "The Telegraph": "organisation"})
    spoken = [q for q in quotes if q.quote_type != "indirect"]
    assert [(q.quote_type, len(q.spans), q.entity_no) for q in spoken] == [
        ("direct", 1, 0),
        ("mixed", 1, 0),
        ("direct", 2, 0),
        ("mixed", 1, 0),
        ("direct", 2, 0),
        ("mixed", 1, 2),
        ("mixed", 1, 1),
    ]
    assert [q.reported_by_text for q in spoken] == [None, None, None, None, None, None, "The Telegraph"]
    assert "lockstep" in spoken[0].text and spoken[0].cue_text == "said"


@pytest.mark.parametrize(
    ("text", "quote_type", "words", "cue_type", "speaker"),
    [
        ("“The gate is open,” said Mara Lind.", "direct", "The gate is open", "said", "Mara Lind"),
        ("“The gate,” Lind said, “is open.”", "direct", "The gate is open.", "said", "Lind"),
        ("“The gate is open,” the captain laughed.", "direct", "The gate is open", "said", "the captain"),
        ("Lind told the crowd: “The gate is open.”", "direct", "The gate is open.", "said", "Lind"),
        ("The captain was brief: “The gate is open.”", "direct", "The gate is open.", None, "The captain"),
        ("“The gate is open.” — Mara Lind", "direct", "The gate is open.", None, "Mara Lind"),
        ("“Is the gate open?” Lind asked.", "direct", "Is the gate open?", "asked", "Lind"),
        ("“The gate is open,” said Lind, who built it.", "direct", "The gate is open", "said", "Lind"),
        ("“The gate is open,” Lind, the captain, said.", "direct", "The gate is open", "said", "Lind"),
        ("Her spokesman, Owen Price, said the gate was open.", "indirect", "the gate was open", "said", "Owen Price"),
        ("Lind denied that the gate was open.", "indirect", "that the gate was open", "denied", "Lind"),
        ("Lind promised to open the gate.", "indirect", "to open the gate", "promised", "Lind"),
        ("Lind warned that the gate would fall.", "indirect", "that the gate would fall", "warned", "Lind"),
        ("Lind accused Price of theft.", "indirect", "Price of theft", "accused", "Lind"),
        ("Lind declined to comment on the gate.", "indirect", "to comment on the gate", "declined", "Lind"),
        ("Lind thought that the gate was open.", "indirect", "that the gate was open", "thought", "Lind"),
        ("Lind called for a new gate.", "indirect", "a new gate", "urged", "Lind"),
        ("The gate was open, Lind said.", "indirect", "The gate was open", "said", "Lind"),
        ("According to Lind, the gate was open.", "indirect", "the gate was open", "said", "Lind"),
        ("The gate was open, according to Lind.", "indirect", "The gate was open", "said", "Lind"),
        ("The gate, officials said, would fall.", "indirect", "The gate would fall", "said", "officials"),
        ("Lind called the gate “a joke”.", "mixed", "the gate “a joke”", "called", "Lind"),
        ("Lind said the gate was “a joke” to all.", "mixed", "the gate was “a joke” to all", "said", "Lind"),
        ("The vote was criticised by Lind.", "indirect", "The vote", "criticised", "Lind"),
    ],
)
def test_cues_find_their_words_and_speaker(
    nlp: Language, text: str, quote_type: str, words: str, cue_type: str | None, speaker: str
) -> None:
    quotes = [(q.quote_type, q.text, q.cue_type, q.speaker_text) for q in quotes_in(nlp, text)]
    assert quotes == [(quote_type, words, cue_type, speaker)]


@pytest.mark.parametrize(
    "text",
    [
        "Lind would say that the gate was open.",
        "It is too early to talk about a new gate.",
        "Lind drives a “truck” to work.",
        "They watched “The Open Gate” in the evening.",
        "Owen “Gate” Price won the race.",
    ],
)
def test_unsaid_words_scare_quotes_titles_and_nicknames_are_no_quotations(nlp: Language, text: str) -> None:
    assert quotes_in(nlp, text) == []


def test_a_no_that_is_quoted_negates_nothing(nlp: Language) -> None:
    assert [q.text for q in quotes_in(nlp, "“No,” he said.")] == ["No"]


def test_pronouns_lead_to_the_person_who_fits(nlp: Language) -> None:
    text = "Mara Lind met Owen Price in Norholm. “The talks went well,” she said. He said the port would open."
    quotes = quotes_in(nlp, text, {"Mara Lind": "person", "Owen Price": "person", "Norholm": "place"})
    assert [(q.speaker_text, q.entity_no, q.speaker_status) for q in quotes] == [
        ("she", 0, "resolved"),
        ("He", 1, "resolved"),
    ]


def test_a_pronoun_that_nobody_precedes_is_unknown_with_its_reason(nlp: Language) -> None:
    (quote,) = quotes_in(nlp, "“The talks went well,” she said.")
    assert (quote.speaker_status, quote.entity_no) == ("unknown", None)
    assert quote.unknown_reason == 'no actor that "she" can stand for is named before it'


def test_an_unattributed_quotation_names_candidates_persons_first(nlp: Language) -> None:
    text = "Mara Lind runs the Port Board.\nThe rain fell all day.\nIt was late.\n“Nobody told us about the gate.”"
    (quote,) = quotes_in(nlp, text, {"Mara Lind": "person", "Port Board": "organisation"})
    assert (quote.speaker_text, quote.speaker_status) == (None, "unknown")
    assert quote.candidates == ("Mara Lind", "Port Board")
    assert quote.unknown_reason == "no words beside the quotation name its speaker"


def test_spokespeople_speak_for_their_organisation_and_roles_for_their_holder(nlp: Language) -> None:
    text = "A spokeswoman for the Port Board said the gate was open. The prime minister said it was shut."
    names: dict[str, ActorType] = {"Port Board": "organisation", "Lind": "person"}
    quotes = quotes_in(nlp, text, names, roles=(("Lind", "Prime Minister"),))
    assert [(q.speaker_text, q.entity_no, q.speaker_status) for q in quotes] == [
        ("A spokeswoman for the Port Board", 0, "resolved"),
        ("The prime minister", 1, "resolved"),
    ]


def test_the_speaker_is_never_a_name_inside_the_quotation(nlp: Language) -> None:
    text = "“I trust Mara Lind and Lind trusts me.”\n“Lind is a friend,” the captain said."
    first, second = quotes_in(nlp, text, {"Mara Lind": "person"})
    assert (first.speaker_text, first.entity_no) == (None, None)
    assert (second.speaker_text, second.entity_no) == ("the captain", None)


def test_turns_of_a_transcript_belong_to_their_labels(nlp: Language) -> None:
    text = "The council met.\nCHAIR LIND: Order. He said “no”.\nOWEN PRICE: I never said that.\nCHAIR LIND: Moving on."
    quotes = quotes_in(nlp, text, {"Mara Lind": "person", "Owen Price": "person"})
    assert [(q.text, q.speaker_text, q.entity_no) for q in quotes] == [
        ("Order. He said “no”.", "CHAIR LIND", 0),
        ("I never said that.", "OWEN PRICE", 1),
        ("Moving on.", "CHAIR LIND", 0),
    ]


def test_letters_of_an_interview_tell_no_speaker(nlp: Language) -> None:
    quotes = quotes_in(nlp, "Q: When?\nA: In May.\nQ: Why?\nA: We left.")
    assert [(q.text, q.speaker_status) for q in quotes] == [
        ("When?", "unknown"),
        ("In May.", "unknown"),
        ("Why?", "unknown"),
        ("We left.", "unknown"),
    ]
    assert quotes[1].unknown_reason == "the interview does not name who asks and who answers"


def test_confidence_falls_from_named_to_continued_to_unknown(nlp: Language) -> None:
    text = "“The gate is open,” Lind said.\nThat was all?\n“Nobody told us.”\nLind waved. She said the gate was shut."
    named, continued, clause = quotes_in(nlp, text, {"Lind": "person"})
    assert named.confidence > clause.confidence > continued.confidence


BLANK = spacy.blank("en")
PIECES = "“ ” \" ' ‘ ’ « » „ '' `` said told he Lind never that , . ? : — ( ) Q: MAYOR: \n \xa0 \u200b \xad é 👍🏽 عربي \r \x85".split(
    " "
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map(" ".join) | st.text(max_size=80))
def test_no_text_raises_and_every_span_is_verbatim(text: str) -> None:
    for quote in find_quotes(BLANK(text), text, ArticleActors()):
        assert quote.text == " ".join(text[span.start_char : span.end_char] for span in quote.spans)
        assert all(span.start_char < span.end_char for span in quote.spans)
        assert (quote.start_char, quote.end_char) == (quote.spans[0].start_char, quote.spans[-1].end_char)
        assert 0 <= quote.confidence <= 1


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_no_parse_raises_either(nlp: Language, text: str) -> None:
    for quote in find_quotes(nlp(text), text, ArticleActors()):
        assert quote.text == " ".join(text[span.start_char : span.end_char] for span in quote.spans)
