"""Turns of a transcript or interview: paragraphs that begin with their speaker's label and a colon ("MAYOR LIND: We will …")."""

from collections import Counter

from tasks.extract.quotes.paragraphs import Paragraph

MOST_LABEL_CHARS = 60
MOST_LABEL_WORDS = 5
FEWEST_TURNS = 3  # fewer labelled paragraphs are headings and lists, not a conversation
LETTER_LABELS = frozenset(["q", "a", "question", "answer"])
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
    return turns if len(turns) >= FEWEST_TURNS and len(speakers) > 1 else {}


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
