"""Words that announce reported speech: what kind of saying, and where its content stands.

``frames`` letters: ``q`` tags a quotation ("…," she said); ``c`` a finite clause (said that); ``i`` an infinitive (promised to); ``o`` an
object (denied the claim); ``l`` a label on an object (called it "…"); ``a`` an addressee comes first (told reporters that); ``w`` everything
after the verb (accused him of); any of the prepositions named brings content too (warned of). Own lists; British and American spelling.
"""

from dataclasses import dataclass

# cue_type, frames, prepositions, base forms
_VERBS: tuple[tuple[str, str, str, str], ...] = (
    (
        "said",
        "qc",
        "",
        "say state add remark observe reply retort counter quip joke repeat reiterate maintain exclaim respond",
    ),
    (
        "said",
        "qc",
        "",
        "recount interject shout yell cry whisper mutter murmur proclaim opine muse elaborate clarify gush snipe vent",
    ),
    ("said", "qcl", "", "declare pronounce"),
    ("said", "qcai", "", "tell assure remind inform notify"),
    (
        "said",
        "qco",
        "",
        "explain mention recall stress emphasise emphasize underline underscore express voice reference detail discuss",
    ),
    ("said", "qo", "", "chant scream sing deadpan summarise summarize cite"),
    ("said", "q", "", "continue begin start offer conclude answer joke laugh sigh smile interrupt snap boom demur"),
    ("said", "qc", "", "volunteer affirm reaffirm reassure blurt stammer enthuse confide"),
    ("said", "qco", "", "note"),
    ("said", "qo", "", "highlight echo tout address reiterate"),
    ("said", "", "of about", "speak talk"),
    ("said", "q", "on about", "comment"),
    ("said", "", "to", "refer allude point"),
    ("announced", "qco", "", "announce reveal disclose confirm unveil"),
    ("reported", "qco", "", "report indicate predict project forecast estimate"),
    ("reported", "qc", "", "find show conclude learn rule specify"),
    ("testified", "qc", "", "testify swear attest"),
    ("argued", "qc", "", "argue insist contend assert reason posit theorise theorize counter"),
    ("claimed", "i", "", "claim"),
    ("claimed", "qco", "", "claim allege boast brag charge speculate"),
    ("argued", "", "for", "press push plead lobby"),
    ("argued", "qco", "to", "protest object"),
    ("suggested", "qco", "", "signal flag"),
    ("suggested", "qcoi", "", "suggest hint imply insinuate intimate propose recommend"),
    ("said", "i", "", "recall"),
    ("admitted", "i", "", "admit acknowledge"),
    ("admitted", "qco", "", "admit concede acknowledge confess"),
    ("admitted", "qc", "for", "apologise apologize"),
    ("agreed", "qci", "with on", "agree concur"),
    ("disagreed", "qc", "with", "disagree dissent"),
    ("denied", "i", "", "deny"),
    ("denied", "qco", "", "deny reject dispute rebut refute disavow dismiss"),
    ("promised", "qcio", "", "promise vow pledge threaten guarantee undertake"),
    ("promised", "qi", "", "offer"),
    ("denied", "o", "", "downplay"),
    ("warned", "qcwa", "of about against", "warn caution"),
    ("accused", "w", "", "accuse"),
    (
        "criticised",
        "qo",
        "",
        "criticise criticize blast slam condemn denounce decry deride lambast lambaste rebuke chide assail blame mock attack",
    ),
    ("criticised", "qc", "about of", "complain lament bemoan grumble scoff"),
    (
        "criticised",
        "qo",
        "",
        "berate scold chastise castigate ridicule disparage bash savage admonish insult lament bemoan",
    ),
    ("criticised", "", "against", "rail"),
    ("praised", "qo", "", "praise applaud hail laud commend welcome celebrate thank congratulate credit"),
    ("supported", "oi", "", "back advocate prefer support endorse oppose defend favour favor"),
    ("asked", "qciwa", "about for", "ask"),
    ("asked", "qco", "", "demand question wonder inquire enquire request query"),
    ("urged", "qcw", "", "urge implore beg advise exhort encourage instruct"),
    (
        "called",
        "l",
        "",
        "call describe dub label brand deem portray characterise characterize term rate liken compare tout paint cast",
    ),
    ("declined", "i", "", "decline refuse"),
    (
        "thought",
        "qc",
        "",
        "think believe feel reckon imagine guess wish suspect fear hope worry figure know expect assume speculate doubt conclude",
    ),
    ("thought", "i", "", "hope expect plan intend want"),
    ("thought", "ol", "", "view"),
    ("wrote", "qco", "", "write tweet post retweet blog email text radio cable telegraph type scrawl scribble jot pen"),
    ("wrote", "q", "", "read caption sign title"),
)

# What a verb announces only with the word after it: "pointed out", "shot back"; "called for" asks, "called" alone labels.
_WITH_PARTICLE = {
    "out": "point points pointed pointing lash lashes lashed lashing",
    "back": "shoot shoots shot shooting fire fires fired firing hit hits hitting",
    "on": "go goes went going",
    "in": "chime chimes chimed chiming",
    "clear": "make makes made making",
    "it": "put puts",
    "up": "sum sums summed summing",
}
MAKES = frozenset("make makes made making".split())  # made (it) clear that
_CALLS = "call calls called calling"

_IRREGULAR: dict[str, tuple[str, ...]] = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "begin": ("begins", "began", "beginning", "begun"),
    "sing": ("sings", "sang", "singing", "sung"),
    "speak": ("speaks", "spoke", "speaking", "spoken"),
    "find": ("finds", "found", "finding"),
    "show": ("shows", "showed", "showing", "shown"),
    "learn": ("learns", "learned", "learnt", "learning"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "think": ("thinks", "thought", "thinking"),
    "feel": ("feels", "felt", "feeling"),
    "know": ("knows", "knew", "known", "knowing"),
    "write": ("writes", "wrote", "written", "writing"),
    "read": ("reads", "reading"),
    "undertake": ("undertakes", "undertook", "undertaking", "undertaken"),
    "forecast": ("forecasts", "forecasting"),
    "refer": ("refers", "referred", "referring"),
    "admit": ("admits", "admitted", "admitting"),
    "snap": ("snaps", "snapped", "snapping"),
    "brag": ("brags", "bragged", "bragging"),
    "beg": ("begs", "begged", "begging"),
    "jot": ("jots", "jotted", "jotting"),
    "pen": ("pens", "penned", "penning"),
    "blog": ("blogs", "blogged", "blogging"),
    "dub": ("dubs", "dubbed", "dubbing"),
    "label": ("labels", "labeled", "labelled", "labeling", "labelling"),
    "quip": ("quips", "quipped", "quipping"),
    "rebut": ("rebuts", "rebutted", "rebutting"),
    "confide": ("confides", "confided", "confiding"),
    "signal": ("signals", "signaled", "signalled", "signaling", "signalling"),
    "flag": ("flags", "flagged", "flagging"),
    "plan": ("plans", "planned", "planning"),
    "slam": ("slams", "slammed", "slamming"),
    "concur": ("concurs", "concurred", "concurring"),
}


@dataclass(frozen=True, slots=True)
class CueWord:
    """What one inflected word can announce; see the module for the frames."""

    cue_type: str
    frames: str
    prepositions: frozenset[str]


def _inflect(base: str) -> tuple[str, ...]:
    """The regular forms of a verb: base, third person, past and participle in -ing."""
    if base in _IRREGULAR:
        return (base, *_IRREGULAR[base])
    if base.endswith("ee"):
        return base, base + "s", base + "d", base + "ing"
    if base.endswith("e"):
        return base, base + "s", base + "d", base[:-1] + "ing"
    if base.endswith("y") and base[-2] not in "aeou":
        return base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    return base, third, base + "ed", base + "ing"


def _read_cue_words() -> dict[str, CueWord]:
    """Every inflected form; a verb listed twice keeps its first type and gathers frames and prepositions."""
    cue_words: dict[str, CueWord] = {}
    for cue_type, frames, prepositions, bases in _VERBS:
        for form in (form for base in bases.split() for form in _inflect(base)):
            known = cue_words.get(form, CueWord(cue_type, "", frozenset()))
            wider = frozenset(prepositions.split()) | known.prepositions
            cue_words[form] = CueWord(known.cue_type, "".join(sorted({*known.frames, *frames})), wider)
    return cue_words


# What was said in court by nobody named: "the inquest heard that …".
HEARING = CueWord("testified", "c", frozenset())
COURTS = frozenset("court jury jurors inquest tribunal inquiry panel hearing judge judges magistrates".split())
_REPORTERS_ASIDES = frozenset(["referring", "alluding"])
CUE_WORDS = {word: cue for word, cue in _read_cue_words().items() if word not in _REPORTERS_ASIDES} | {
    "heard": HEARING,
    "hears": HEARING,
}
PHRASE_CUES = {
    (verb, particle): CueWord("said", "qc", frozenset())
    for particle, verbs in _WITH_PARTICLE.items()
    for verb in verbs.split()
} | {(verb, word): CueWord("urged", "", frozenset([word])) for verb in _CALLS.split() for word in ("for", "on")}
# Nouns of saying: "his claim that …", "their promise to …".
NOUN_CUES = {
    form: CueWord(cue_type, "n", frozenset())
    for cue_type, nouns in (
        ("claimed", "claim assertion allegation contention insistence"),
        ("said", "remark comment statement"),
        ("promised", "promise vow pledge threat"),
        ("suggested", "suggestion proposal"),
        ("warned", "warning"),
        ("accused", "accusation charge"),
        ("thought", "belief view fear hope"),
        ("argued", "argument prediction"),
    )
    for noun in nouns.split()
    for form in (noun, noun + "s")
}

# A noun that is itself the words said: "a statement saying" speaks for whoever made it.
SPEECH_NOUNS = frozenset(
    "statement letter email e-mail tweet post message memo note interview speech remarks release op-ed column article blog "
    "video announcement testimony filing report language wording resolution motion petition ad advert sign banner placard poster "
    "leaflet headline statements letters emails tweets posts messages ads adverts signs banners placards posters leaflets".split()
)
# Who speaks in another's name, and who speaks for another in words of his own.
SPOKESPEOPLE = frozenset("spokesman spokeswoman spokesperson spokespeople spokesmen spokeswomen spokespersons".split())
ADVOCATES = frozenset(
    "lawyer lawyers attorney attorneys solicitor solicitors barrister counsel representative representatives agent publicist".split()
)
SINGULAR_PRONOUNS = frozenset("he she him her his hers himself herself".split())
PLURAL_PRONOUNS = frozenset("they them we us their our".split())
PRONOUNS = (
    SINGULAR_PRONOUNS
    | PLURAL_PRONOUNS
    | frozenset("i me my you it who that which this these those someone everyone".split())
)
NEGATIONS = frozenset("not n't n’t never no neither nor nobody none hardly".split())
