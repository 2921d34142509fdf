"""The date grammar: patterns and the rule that reads each.

Every pattern is a fixed sequence of words, so matching is linear.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tasks.extract.dates import absolute, relative
from tasks.extract.dates.reading import Context, Reading
from tasks.extract.dates.words import (
    DAY,
    DECADE_STEMS,
    LONG_MONTH,
    MONTH,
    SEASON,
    SHORT_WEEKDAY,
    SMALL_NUMBER,
    SPOKEN_YEAR,
    SURE_MONTH,
    WEEKDAY,
    YEAR,
)

Rule = Callable[[re.Match[str], Context], Reading | None]

PHASE = r"(?i:(?:early|late|mid|earlier|later|the (?:start|beginning|middle|end) of|the (?:early|late|mid))[ -])?"
ON_WEEKDAY = rf"(?:(?P<weekday>{SHORT_WEEKDAY}),? )?"
THE_YEAR = r"(?:the )?(?P<which_year>(?i:last|this|next|previous|following|same)) year\b"
THAT_YEAR = r"(?:,? of)? the (?P<which_year>(?i:previous|following|next|same)) year\b"
ORDINAL = r"(?i:first|second|third|fourth|1st|2nd|3rd|4th)"
SOME_YEAR = rf"(?:(?P<year>{YEAR})|(?P<spoken>{SPOKEN_YEAR}))"
QUARTER = rf"(?:(?i:the) )?(?P<quarter>{ORDINAL})[ -](?i:quarter)"
NO_YEAR = r"(?P<which_year>)"
TO = r"(?: ?[-–—] ?| to | and )"
UNTIL = r"(?: ?[-–—] ?| to )"
FROM_TO = rf"(?P<first>\d\d?){TO}(?P<last>\d\d?)"
BEFORE_MONTH = (
    r"(?i:in|since|until|till|by|during|from|through|of|after|before|to|between"
    r"|early|late|mid|for|every|a|the|its|their)"
)
PHASE_OF = r"(?i:(?:the (?:end|start|beginning|middle|rest|remainder) of|(?:later|earlier|early|late) in) the )"
UNIT = r"(?P<unit>(?i:day|week|weekend|month|quarter|year|decade|century))"
UNITS = r"(?P<unit>(?i:day|week|month|year|decade))(?i:s)?\b"
NUMBER = rf"(?P<number>(?i:{SMALL_NUMBER}))"
ABOUT = r"(?i:(?:about|nearly|almost|around|just over|more than|some) )?"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern and the rule that reads its matches; its group ``span``, if any, is the date's words."""

    regex: re.Pattern[str]
    rule: Rule


@dataclass(frozen=True, slots=True)
class Group:
    """Patterns that can only match a sentence in which ``trigger`` is found."""

    trigger: re.Pattern[str]
    patterns: tuple[Pattern, ...]


def pattern(regex: str, rule: Rule) -> Pattern:
    """A pattern that begins at the start of a word; one blank in it stands for any white space character."""
    return Pattern(re.compile(r"(?<![\w$£€])" + regex.replace(" ", r"\s")), rule)


WITH_MONTH = (
    pattern(rf"{ON_WEEKDAY}(?:the )?(?P<day>{DAY}) (?:of )?(?P<month>{MONTH}),? (?P<year>{YEAR})", absolute.full_day),
    pattern(rf"{ON_WEEKDAY}(?P<month>{MONTH}) (?:the )?(?P<day>{DAY}),? (?P<year>{YEAR})", absolute.full_day),
    pattern(rf"{FROM_TO} (?P<month>{MONTH}),? (?P<year>{YEAR})", absolute.day_range_with_year),
    pattern(rf"(?P<month>{MONTH}) {FROM_TO},? (?P<year>{YEAR})", absolute.day_range_with_year),
    pattern(rf"(?P<first>{MONTH}){TO}(?P<last>{MONTH}),? (?P<year>{YEAR})", absolute.month_range_with_year),
    pattern(rf"{PHASE}(?P<month>{MONTH}),? (?:of )?{SOME_YEAR}", absolute.full_month),
    pattern(
        rf"(?P<day>{DAY}) (?P<month>{MONTH}){UNTIL}(?P<last_day>{DAY}) (?P<last_month>{MONTH})(?:,? (?P<year>{YEAR}))?",
        relative.range_over_months,
    ),
    pattern(
        rf"(?P<month>{MONTH}) (?P<day>{DAY}){UNTIL}(?P<last_month>{MONTH}) (?P<last_day>{DAY})(?:,? (?P<year>{YEAR}))?",
        relative.range_over_months,
    ),
    pattern(rf"{FROM_TO} (?P<month>{MONTH}){THAT_YEAR}", relative.day_range),
    pattern(rf"(?P<month>{MONTH}) {FROM_TO}{THAT_YEAR}", relative.day_range),
    pattern(rf"{ON_WEEKDAY}(?:the )?(?P<day>{DAY}) (?:of )?(?P<month>{MONTH}){THAT_YEAR}", relative.day_without_year),
    pattern(rf"{ON_WEEKDAY}(?P<month>{MONTH}) (?:the )?(?P<day>{DAY}){THAT_YEAR}", relative.day_without_year),
    pattern(rf"{FROM_TO} (?P<month>{MONTH}){NO_YEAR}", relative.day_range),
    pattern(rf"(?P<month>{MONTH}) {FROM_TO}{NO_YEAR}(?!\d|[.,:]\d)", relative.day_range),
    pattern(rf"{ON_WEEKDAY}(?:the )?(?P<day>{DAY}) (?:of )?(?P<month>{MONTH}){NO_YEAR}", relative.day_without_year),
    pattern(rf"{ON_WEEKDAY}(?P<month>{MONTH}) (?:the )?(?P<day>{DAY}){NO_YEAR}", relative.day_without_year),
    pattern(rf"{PHASE}(?P<which>)(?P<month>{LONG_MONTH}),? (?:of )?{THE_YEAR}", relative.month_without_year),
    pattern(rf"(?P<which>(?i:last|this|next|coming)) (?P<month>{LONG_MONTH}){NO_YEAR}", relative.month_without_year),
    pattern(rf"{PHASE}(?P<which>)(?P<month>{SURE_MONTH}){NO_YEAR}(?! [A-Z])", relative.month_without_year),
    pattern(
        rf"{BEFORE_MONTH}[ -](?P<span>(?P<which>)(?P<month>{LONG_MONTH}){NO_YEAR})(?! \d)(?! [A-Z][a-z])",
        relative.month_without_year,
    ),
)

WITH_DIGITS = (
    pattern(r"(?P<year>(?:1[5-9]|20)\d\d)[-/](?P<month>\d\d)[-/](?P<day>\d\d)(?!\d)", absolute.iso_day),
    pattern(r"(?P<one>\d\d?)/(?P<other>\d\d?)/(?P<year>(?:1[5-9]|20)?\d\d)(?![\d/])", absolute.slashed_day),
    pattern(r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>(?:19|20)\d\d)(?![\d])", absolute.dotted_day),
    pattern(rf"(?:Q(?P<short>[1-4])|{QUARTER}),? (?:of )?(?P<year>{YEAR})", absolute.full_quarter),
    pattern(rf"(?:the )?(?P<half>(?i:first|second)) half of (?P<year>{YEAR})", absolute.full_half),
    pattern(rf"(?:the )?(?P<season>(?i:{SEASON}))(?: of)? {SOME_YEAR}", absolute.full_season),
    pattern(rf"{PHASE}(?i:the )?(?:early |late |mid-)?(?P<year>(?:1[5-9]|20)\d0)['’]?s\b", absolute.decade),
    pattern(r"(?i:the )(?:early |late |mid-)?['’](?P<stem>)(?P<tens>[2-9]0)s\b", absolute.short_decade),
    pattern(r"(?i:the )(?:early |late |mid-)(?P<stem>)(?P<tens>[2-9]0)s\b", absolute.short_decade),
    pattern(r"(?i:the )?(?P<number>\d\d?)(?:st|nd|rd|th)[ -](?i:century)\b", absolute.century),
    pattern(r"(?P<first>(?:1[5-9]|20)\d\d)[-–—/](?P<last>(?:1[5-9]|20)?\d\d)(?![\d/-])", absolute.year_range),
    pattern(
        rf"(?:(?P<before>[\w.]{{1,20}})[ -])?(?P<span>{PHASE}(?P<year>{YEAR}))(?![-/:]\d|\w)(?:[ -](?P<after>[\w'’]+))?",
        absolute.bare_year,
    ),
)

WITH_WORDS = (
    pattern(
        r"(?!TODAY)(?i:(?P<name>today|tonight|yesterday|tomorrow)|the day (?P<step>before yesterday|after tomorrow)"
        r"|(?P<which>this|last) (?P<part>morning|afternoon|evening|night))\b",
        relative.named_day,
    ),
    pattern(rf"{PHASE}(?P<which>(?i:last|this|next)) {UNIT}\b", relative.this_unit),
    pattern(rf"{PHASE_OF}(?P<which>){UNIT}\b", relative.this_unit),
    pattern(rf"(?i:the )?(?P<which>(?i:current)) (?i:fiscal |financial )?{UNIT}\b", relative.this_unit),
    pattern(r"(?i:around |about )?(?P<which>)(?P<unit>(?i:year|month))[- ](?i:end)\b", relative.this_unit),
    pattern(rf"(?P<which>(?i:last|this|next)) (?P<season>(?i:{SEASON}))\b", relative.this_season),
    pattern(
        r"(?i:(?:early|late|earlier|later) )?(?:(?P<which>(?i:last|this past|this coming|this|next|coming)) )?"
        rf"(?P<weekday>{WEEKDAY})\b",
        relative.weekday,
    ),
    pattern(rf"{ABOUT}{NUMBER} {UNITS} (?P<side>(?i:ago|from now))\b", relative.ago),
    pattern(
        rf"(?i:the )?(?P<which>(?i:past|last|next|coming)) (?:{NUMBER} )(?P<unit>(?i:day|week|month|year|decade))s\b",
        relative.span_until_now,
    ),
    pattern(r"(?i:the (?P<which>past) (?P<number>)(?P<unit>week|month|year|decade))\b", relative.span_until_now),
    pattern(
        rf"(?P<number>)(?:(?i:the )(?P<side>(?i:following|next|previous|same))|(?P<that>(?i:that))) {UNIT}\b",
        relative.from_reference,
    ),
    pattern(
        rf"{NUMBER} {UNITS} (?P<that>)(?P<side>(?i:later|earlier|(?:before|after) that))\b", relative.from_reference
    ),
    pattern(rf"(?P<number>)(?P<that>)(?i:the ){UNIT} (?P<side>(?i:before|after))(?=[.,;])", relative.from_reference),
    pattern(rf"{QUARTER}(?:,? of)? {THE_YEAR}", relative.quarter_without_year),
    pattern(rf"{QUARTER}\b{NO_YEAR}", relative.quarter_without_year),
    pattern(
        rf"(?i:the (?:early |late |mid-)?(?P<tens>)(?P<stem>{'|'.join(DECADE_STEMS)})ties)\b", absolute.short_decade
    ),
    pattern(rf"(?P<spoken>(?i:{SPOKEN_YEAR}))", absolute.year_in_words),
)

GROUPS = (
    Group(re.compile(MONTH), WITH_MONTH),
    Group(re.compile(r"\d\d|Q\d|\d(?i:st|nd|rd|th)\b"), WITH_DIGITS),
    Group(
        re.compile(
            r"(?i)\b(?:today|tonight|yesterday|tomorrow|morning|afternoon|evening|night|weekend|year-end|nineteen"
            rf"|two thousand|(?:day|week|month|quarter|year|decade|century|{SEASON})s?"
            r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:twen|thir|for|fif|six|seven|eigh|nine)ties)\b"
        ),
        WITH_WORDS,
    ),
)
