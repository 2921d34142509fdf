"""Turns of a transcript or interview: paragraphs with their speaker's label and a colon ("MAYOR LIND: We will …"), or bare questions and answers."""

import re
from collections import Counter
from collections.abc import Iterator

from tasks.extract.quotes.paragraphs import Paragraph

MOST_LABEL_CHARS = 60
MOST_LABEL_WORDS = 5
FEWEST_TURNS = 3  # fewer labelled paragraphs are headings and lists, not a conversation
LETTER_LABELS = frozenset(["q", "a", "question", "answer"])
MOST_QUESTION_CHARS = 400
_INTERVIEW = re.compile(
    r"\b(?:interview\w*|(?:spoke|talk(?:ed|s)?|sat down) (?:to|with)|(?:in|a) conversation|Q&A|edited for (?:length|clarity))\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|we|our|us)\b")
_MARKS = "\"“”‘'«„ "


def find_turns(text: str, paragraphs: tuple[Paragraph, ...]) -> dict[int, int]:
    """For each paragraph that is a turn, where its words begin; empty for a text that is no conversation.

    A label is at most five words, all capitals or each capitalised; it must come back, or stand in capitals, or be a letter.
    """
    labels = {paragraph.paragraph_no: label for paragraph in paragraphs if (label := _label_of(text, paragraph))}
    counts = Counter(label for label, _ in labels.values())
    turns = {
        no: start
        for no, (label, start) in labels.items()
        if counts[label] > 1 or label.isupper() or _is_cut_later(label, counts)
    }
    speakers = {labels[no][0] for no in turns}
    return turns if len(turns) >= FEWEST_TURNS and len(speakers) > 1 else _bare_turns(text, paragraphs)


def is_question(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph may be an interviewer's question: short, ended by its mark, and no quotation."""
    is_short = paragraph.end - paragraph.start <= MOST_QUESTION_CHARS
    return is_short and text[paragraph.end - 1] == "?" and text[paragraph.start] not in _MARKS


def _bare_turns(text: str, paragraphs: tuple[Paragraph, ...]) -> dict[int, int]:
    """The questions and answers of an interview without labels: its introduction says that it is one, and most answers speak in the first person."""
    asked = [paragraph for paragraph in paragraphs if is_question(text, paragraph)]
    if len(asked) < FEWEST_TURNS or not _INTERVIEW.search(text, 0, asked[0].start):
        return {}
    answers = [answer for question in asked for answer in _answers(text, paragraphs, question.paragraph_no + 1)]
    own = sum(_is_own(text, answer) for answer in answers)
    return {turn.paragraph_no: turn.start for turn in (*asked, *answers)} if own * 2 > len(answers) else {}


def _answers(text: str, paragraphs: tuple[Paragraph, ...], first: int) -> Iterator[Paragraph]:
    """The paragraph behind a question, and those after it that go on in the first person."""
    for paragraph in paragraphs[first:]:
        if is_question(text, paragraph) or (paragraph.paragraph_no > first and not _is_own(text, paragraph)):
            return
        yield paragraph


def _is_own(text: str, paragraph: Paragraph) -> bool:
    return _FIRST_PERSON.search(text, paragraph.start, paragraph.end) is not None


def _is_cut_later(label: str, counts: Counter[str]) -> bool:
    """Whether a full name is told once and its initials or last word label later turns ("Mara Lind: … ML: …")."""
    words = label.split()
    return len(words) > 1 and ("".join(word[0] for word in words) in counts or words[-1] in counts)


def _label_of(text: str, paragraph: Paragraph) -> tuple[str, int] | None:
    """The label that a paragraph begins with and where the words after it begin."""
    colon = text.find(":", paragraph.start, min(paragraph.end, paragraph.start + MOST_LABEL_CHARS))
    label = text[paragraph.start : colon].strip(_MARKS) if colon > 0 else ""
    words = label.split()
    is_label = 0 < len(words) <= MOST_LABEL_WORDS and all(word[0].isupper() or word == "&" for word in words)
    start = colon + 1
    while start < paragraph.end and text[start].isspace():
        start += 1
    return (label, start) if is_label and colon + 1 < start < paragraph.end else None
