"""The words that trigger events, read from ``lexicon.csv`` and inflected.

Columns: ``event_type`` (PLOVER, or NONE for a sense that is no event: "the album was released"), ``kind`` (verb, noun, adjective or
duty), ``words`` (base forms; nouns as they stand) and ``company`` (words of which one must depend on the trigger; empty when none
need). The choice of words is our own; the types and what belongs to them follow the PLOVER and CAMEO codebooks.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

VOWELS = "aeiou"
IRREGULAR = {
    "beat": "beats beat beaten beating",
    "begin": "begins began begun beginning",
    "blow": "blows blew blown blowing",
    "break": "breaks broke broken breaking",
    "bring": "brings brought bringing",
    "burn": "burns burned burnt burning",
    "come": "comes came coming",
    "cut": "cuts cut cutting",
    "fight": "fights fought fighting",
    "find": "finds found finding",
    "flee": "flees fled fleeing",
    "fly": "flies flew flown flying",
    "forbid": "forbids forbade forbidden forbidding",
    "forgive": "forgives forgave forgiven forgiving",
    "free": "frees freed freeing",
    "give": "gives gave given giving",
    "go": "goes went gone going",
    "hit": "hits hit hitting",
    "hold": "holds held holding",
    "lay": "lays laid laying",
    "lead": "leads led leading",
    "leave": "leaves left leaving",
    "let": "lets let letting",
    "make": "makes made making",
    "meet": "meets met meeting",
    "pay": "pays paid paying",
    "put": "puts put putting",
    "quit": "quits quit quitting",
    "seek": "seeks sought seeking",
    "send": "sends sent sending",
    "set": "sets set setting",
    "shoot": "shoots shot shooting",
    "speak": "speaks spoke spoken speaking",
    "stand": "stands stood standing",
    "strike": "strikes struck stricken striking",
    "sue": "sues sued suing",
    "swear": "swears swore sworn swearing",
    "take": "takes took taken taking",
    "undertake": "undertakes undertook undertaken undertaking",
    "withdraw": "withdraws withdrew withdrawn withdrawing",
}
# Verbs of more than one syllable that double their last letter, being stressed there or by British custom.
DOUBLING = frozenset({"commit", "rebut", "expel", "repel", "cancel", "rebel", "admit", "permit"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One row's sense of a word: its type, and the company it needs (empty when none)."""

    event_type: str
    kind: str
    company: frozenset[str]


def doubles(verb: str) -> bool:
    """Whether the last letter is doubled before -ed and -ing: "ban", "expel", not "attack" or "visit"."""
    ends_short = len(verb) > 2 and verb[-1] not in VOWELS + "wxy" and verb[-2] in VOWELS and verb[-3] not in VOWELS
    return verb in DOUBLING or (ends_short and sum(letter in VOWELS for letter in verb) == 1)


def inflected(verb: str) -> list[str]:
    """All forms of a verb: base, -s, -ed, -ing, or the irregular ones."""
    if verb in IRREGULAR:
        return [verb, *IRREGULAR[verb].split()]
    if verb.endswith("e"):
        return [verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"]
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return [verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    stem = verb + verb[-1] if doubles(verb) else verb
    ending = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return [verb, verb + ending, f"{stem}ed", f"{stem}ing"]


def read_lexicon(path: Path) -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Entries by (form, kind), in the file's order, the ones that need company first."""
    entries: dict[tuple[str, str], list[Entry]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            entry = Entry(row["event_type"], row["kind"], frozenset(row["company"].split()))
            for word in row["words"].split():
                for form in set(inflected(word) if entry.kind == "verb" else [word]):
                    entries.setdefault((form, entry.kind), []).append(entry)
    return {key: tuple(sorted(found, key=lambda e: not e.company)) for key, found in entries.items()}


LEXICON = read_lexicon(Path(__file__).with_name("lexicon.csv"))
TRIGGER_WORDS = frozenset(word for word, _ in LEXICON)
