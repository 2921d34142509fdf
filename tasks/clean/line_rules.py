"""Which lines of an article are no part of its report, told from the line alone.

Every rule asks for strong evidence: an imperative to the reader, a label that ends in a colon, a line that holds nothing but names of
platforms. A sentence that merely mentions newsletters or cookies matches none; a line that quotes or reports
speech is kept by all rules but those whose form is proof enough.
"""

import re

from tasks.clean.line_rule import LineRule
from tasks.clean.page_line_rules import PAGE_LINE_RULES
from tasks.clean.reader_line_rules import READER_LINE_RULES
from tasks.clean.wall_line_rules import WALL_LINE_RULES

LONGEST_LINE = 600  # characters; what is longer is a paragraph, however it opens
LINE_RULES: tuple[LineRule, ...] = (*WALL_LINE_RULES, *READER_LINE_RULES, *PAGE_LINE_RULES)

_REPORTS_SPEECH = re.compile(r"\b(?:said|says|told|according to|wrote|added|explained|announced)\b", re.I)
_QUOTES = re.compile(r"^[‘'‹「『]|[\"“”„«»]")


def removal_reason(line: str) -> str | None:
    """The reason why this line is no part of the report, or None: a line is kept unless a rule proves otherwise."""
    if len(line) > LONGEST_LINE:
        return None
    is_speech = bool(_QUOTES.search(line) or _REPORTS_SPEECH.search(line))
    for rule in LINE_RULES:
        if (rule.is_proof or not is_speech) and rule.pattern.search(line):
            return rule.reason
    return None
