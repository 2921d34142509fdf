"""What stands in place of a report: a wall that asks for a login or for consent, a check of the browser, a page that is missing.

All of it speaks to the reader of the page, and much of it stands on whole pages too, where it is no part of the report either.
"""

from tasks.clean.line_rule import MARK, any_of, line_rule

LOGIN_WALL = "login wall"
_SUBSCRIBERS = r"(?:\w+[- ]){0,3}(?:subscribers?|members?|readers|registered users)"
_PIECE = r"(?:this|the full|the rest of this|our) (?:\w+ )?(?:article|story|content|page|report|post|video)"
_GO_ON = r"to (?:continue|keep|finish|read|view|access|unlock)"

_LOGIN = (
    line_rule(
        LOGIN_WALL, rf"^{MARK}(?!.{{0,80}}\bcomments?\b)",
        any_of(
            rf"(?:please )?(?:log|sign) ?in (?:or (?:subscribe|register|sign up) )?(?:{_GO_ON}\b|with (?:your )?(?:e-?mail|google|apple|facebook)\b)",
            rf"(?:please )?(?:register|subscribe)(?: now)?(?: for \S+(?: an?| per)? \w+)? {_GO_ON}\b",
            rf"{_GO_ON} (?:reading (?:this|the|our)\b|{_PIECE})",
            rf"you(?: need| must|['’]ll need)\b.{{0,40}}{_GO_ON} (?:reading\b|{_PIECE})",
            r"you(?:['’]ve| have) (?:reached|read|used)\b.{0,40}\b(?:free|monthly|article)\b.{0,30}\b(?:limit|articles|stories)\b",
            rf"{_PIECE} is (?:only |exclusively )?(?:available )?(?:only |exclusively )?(?:for|to|reserved for) (?:our )?{_SUBSCRIBERS}\b",
        ),
        r".{0,160}$",
    ),
    line_rule(
        "login form", rf"^{MARK}",
        any_of(
            r"(?:don['’]t|do not) have an account(?: yet)?\?.{0,80}", r"already (?:have an account|a member|registered|a subscriber)\?.{0,80}",
            r"forg(?:ot|otten) (?:your )?password\??", r"(?:new here|no account)\?.{0,80}", r"remember me", r"create (?:an |a free )?account",
            r"(?:subscribe|register|sign up|join)(?: now| here| today)?[.!]?", r"(?:log|sign) ?in to your account",
        ),
        "$",
    ),
)  # fmt: skip

_CONSENT = (
    line_rule(
        "consent wall", rf"^{MARK}",
        any_of(
            r"we(?: and|,? together with) (?:our )?.{0,30}partners\b.{0,80}\b(?:stor|process|access|use)",
            r"you (?:can|may) (?:change|withdraw|manage|review|revoke)\b.{0,40}\b(?:choices?|consent|preferences)\b.{0,40}\b(?:any time|privacy)\b",
            r"(?:please )?(?:choose|select) (?:whether|how)\b.{0,60}\b(?:cookies|your data)\b",
        ),
        r".{0,300}$",
    ),
    line_rule(
        "consent wall", rf"^{MARK}",
        any_of(r"before you continue(?: to .{1,40})?", r"(?:manage|more) (?:my |your )?(?:options|choices|preferences|consent)"),
        "$",
    ),
    line_rule("consent wall", r"^(?:i )?(?:accept|agree|reject|allow)(?: all| and (?:continue|close))?$"),
)  # fmt: skip

_BROWSER = (
    line_rule("browser check", r"^(?:just a moment|one moment,? please|please wait)(?: while .{1,80})?[ .…!]{0,6}$"),
    line_rule("browser check", r"^access (?:to this (?:page|site) )?(?:has been )?(?:denied|blocked)[.!]?$"),
    line_rule(
        "browser check", rf"^{MARK}",
        any_of(
            r"(?:checking|verifying) (?:if the site connection is secure|your browser|you are (?:not )?(?:a )?(?:human|robot))\b",
            r"(?:please )?(?:confirm|verify|prove|make sure)(?: that)? you(?:['’]re| are) (?:not a |a )?(?:human|robot|bot)\b",
            r"\S+ needs to review the security of your connection\b",
            r"(?:please )?(?:you need to )?(?:enable|turn on|allow)(?: your)? javascript\b", r"javascript is (?:disabled|required)\b",
            r"(?:this (?:page|site|app)|your browser) (?:requires|does not support|has disabled) javascript\b",
            r"(?:we['’]ve|we have) detected unusual (?:activity|traffic) (?:from|on) your\b",
        ),
        r".{0,160}$",
    ),
)  # fmt: skip

_SORRY = r"(?:(?:sorry|oops|we['’]re sorry)\W{1,4})?(?:but )?"
_MISSING = (
    line_rule(
        "missing page", r"^(?:(?:error )?404(?: error)?\W{0,4})?(?:(?:the |this )?(?:page|article|story|content) ",
        r"(?:was |is )?(?:not found|no longer available|not available)|404)\W{0,4}$",
    ),
    line_rule(
        "missing page", rf"^{MARK}{_SORRY}",
        any_of(
            r"we (?:couldn['’]t|could not|can['’]t|cannot) find (?:the|that|this) (?:page|article|story|content)\b",
            r"we (?:couldn['’]t|could not|can['’]t|cannot) find what you\b",
            r"(?:the|this) (?:page|article|story|content) (?:that )?you(?: are| were|['’](?:re|ve))? (?:looking for|requested)\b",
        ),
        r".{0,160}$",
    ),
)  # fmt: skip

WALL_LINE_RULES = (*_LOGIN, *_CONSENT, *_BROWSER, *_MISSING)
