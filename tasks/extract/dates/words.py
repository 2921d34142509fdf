"""The words of dates: months, weekdays, seasons and small numbers, with the pattern fragments made of them."""

MONTH_STEMS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAY_STEMS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SEASON_CODES = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}

UNIT_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: number for number, word in enumerate(UNIT_WORDS.split(), start=1)}
TENS = {word: number * 10 for number, word in enumerate(TENS_WORDS.split(), start=2)}
DECADE_STEMS = {"twen": 20, "thir": 30, "for": 40, "fif": 50, "six": 60, "seven": 70, "eigh": 80, "nine": 90}
COUNTS = {"a": 1, "an": 1, "the": 1, "couple": 2, "a couple of": 2, "a dozen": 12, "half a dozen": 6, **UNITS, **TENS}

# Capitals are asked for: "may", "march" and "sun" are everyday words.
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\b\.?|Feb\b\.?|Mar\b\.?|Apr\b\.?|Jun\b\.?|Jul\b\.?|Aug\b\.?|Sept?\b\.?|Oct\b\.?|Nov\b\.?|Dec\b\.?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?![A-Za-z])"
)
LONG_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)(?![A-Za-z])"
)
SURE_MONTH = r"(?:January|February|July|September|October|November|December|Sept\.)(?![A-Za-z])"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
SHORT_WEEKDAY = rf"(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)"
YEAR = r"(?:1[5-9]|20)\d\d(?!\d|[.,]\d|%)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
TO_NINE = "one|two|three|four|five|six|seven|eight|nine"
TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
TENS_OR_MORE = rf"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:{TO_NINE}))?"
SMALL_NUMBER = rf"(?:\d{{1,3}}|a couple of|half a dozen|a dozen|an?|{TENS_OR_MORE}|{TEENS}|{TO_NINE})"
SPOKEN_YEAR = (
    rf"(?:nineteen[ -](?:{TENS_OR_MORE}|{TEENS})|the year two thousand(?: and)?(?: (?:{TO_NINE}|ten))?)(?![A-Za-z-])"
)


def word_set(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


def month_number(text: str) -> int:
    """January is 1."""
    return MONTH_STEMS.index(text[:3].lower()) + 1


def weekday_number(text: str) -> int:
    """Monday is 0, as in ``date.weekday``."""
    return WEEKDAY_STEMS.index(text[:3].lower())


def small_number(text: str) -> int:
    """The value of ``SMALL_NUMBER``: digits, "twelve", "twenty-one", "a couple of"."""
    lowered = " ".join(text.lower().replace("-", " ").split())
    if lowered.isdigit():
        return int(lowered)
    if lowered in COUNTS:
        return COUNTS[lowered]
    return sum(COUNTS[word] for word in lowered.split())


def spoken_year(text: str) -> int:
    """The value of ``SPOKEN_YEAR``: "nineteen ninety-six" is 1996."""
    words = text.lower().replace("-", " ").split()
    rest = sum(COUNTS[word] for word in words if word in UNITS or word in TENS)
    if words[0] == "nineteen":
        return 1900 + rest - 19
    return 2000 + rest - 2
