"""What a number counts: people and what befell them, or things."""

import re
from dataclasses import dataclass

from spacy.tokens import Token

from tasks.extract.figures.units import FATES, PEOPLE, TIMES

NEXT_WORD = re.compile(r"\s(?:more\s|other\s)?(?P<word>[A-Za-z]+)")
TOLL = re.compile(r"(?i)\btoll\b[^.;]{0,40}$")
NAMED_NUMBER = re.compile(
    r"\b(?!Some|About|Nearly|Almost|Over|Around|At|Only|More|The|Up|In|And|But|By|On|For|Of)[A-Z]\w*\s$"
)
YEAR_LIKE = re.compile(r"(?:1[5-9]|20)\d\d")
NUMBER_PARTS = ("nummod", "quantmod", "compound", "number")
CARRIED_BY = ("nsubj", "nsubjpass", "dobj", "oprd", "attr")
DATE_LABELS = ("DATE", "TIME", "ORDINAL")


@dataclass(frozen=True, slots=True)
class Count:
    """The unit of a count, the words for what it counts and where they end."""

    unit_name: str | None
    what_text: str | None
    end_char: int


def count_of(text: str, match: re.Match[str], token: Token | None) -> Count | None:
    """What the matched number, this token of a parse, counts, or None when it is no count: a year, an age, a part of a name."""
    if TOLL.search(text[max(0, match.start() - 50) : match.start()]):
        return Count("dead", None, match.end())
    if YEAR_LIKE.fullmatch(match["number"]) and not match["magnitude"]:
        following = NEXT_WORD.match(text, match.end())
        if not following or following["word"] not in PEOPLE:
            return None
    if token is None:
        return count_by_next_word(text, match)
    if token.tag_ not in ("CD", "DT", "PDT") or NAMED_NUMBER.search(text[max(0, match.start() - 20) : match.start()]):
        return None
    return count_by_parse(text, match, token)


def count_by_next_word(text: str, match: re.Match[str]) -> Count | None:
    """The count when there is no parse: only people and what befell them."""
    following = NEXT_WORD.match(text, match.end())
    if not following:
        return None
    word = following["word"].lower()
    if word in FATES:
        return Count(FATES[word], None, following.end())
    return Count("people", following["word"], following.end()) if word in PEOPLE else None


def count_by_parse(text: str, match: re.Match[str], token: Token) -> Count | None:
    """The count by what the number depends on."""
    carrier = carrier_of(token)
    fate = fate_of(carrier)
    if carrier.idx < match.end():
        things = [
            thing for of in carrier.children if of.lower_ == "of" for thing in of.children if thing.dep_ == "pobj"
        ]
        what = words_up_to(things[0], text) if things else None
        return Count(fate, what, match.end()) if fate else None
    if carrier.lower_ in TIMES or carrier.ent_type_ in DATE_LABELS or not carrier.tag_.startswith(("N", "J", "V")):
        return None
    end = carrier.idx + len(carrier)
    if carrier.lower_ in FATES:
        return Count(fate, None, end)
    if "\n" in text[match.end() : end] or end - match.end() > 80:
        return None
    unit = fate or ("people" if carrier.lower_ in PEOPLE else None)
    if unit is None and (match["number"].lower() == "one" or carrier.tag_.startswith("NNP")):
        return None
    return Count(unit, text[match.end() : end].strip(), end)


def carrier_of(token: Token) -> Token:
    """The noun that the number counts, or the number itself when it stands alone ("injured 50")."""
    for _ in range(4):
        if token.dep_ not in NUMBER_PARTS or token.head is token:
            break
        token = token.head
    return token


def words_up_to(noun: Token, text: str) -> str:
    """The noun with its modifiers, without its article."""
    parts = [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and c.i < noun.i]
    first = min([noun, *parts], key=lambda t: t.i)
    return text[first.idx : noun.idx + len(noun)]


def fate_of(carrier: Token) -> str | None:
    """What befell those counted: by the noun itself, the verb that carries it, or what the verb says they are."""
    if carrier.lower_ in FATES:
        return FATES[carrier.lower_]
    for described in carrier.children:
        if described.dep_ in ("acl", "amod") and described.lower_ in FATES and described.tag_ != "VBG":
            return FATES[described.lower_]
    for _ in range(4):
        if carrier.dep_ != "conj":
            break
        carrier = carrier.head
    if carrier.dep_ not in CARRIED_BY:
        return None
    return fate_of_verb(carrier.head, carrier.dep_)


def fate_of_verb(verb: Token, relation: str) -> str | None:
    """The fate that a verb tells of its subject or object; who kills or arrests is not counted as killed."""
    word = verb.lower_
    told = [child.lower_ for child in verb.children if child.dep_ in ("acomp", "attr", "oprd")]
    is_doer = relation == "nsubj" and any(child.dep_ in ("dobj",) for child in verb.children)
    if word in FATES and not is_doer:
        return FATES[word]
    return next((FATES[other] for other in told if other in FATES), None)
