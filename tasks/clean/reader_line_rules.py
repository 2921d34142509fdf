"""Lines that speak to the reader: newsletters, subscriptions, sharing, consent, advertisements."""

from tasks.clean.line_rule import MARK, PLATFORM, any_of, line_rule

_CALL = r"^(?:.{0,160}[?!.:…] )?" + MARK + r"(?:please |just )?"  # an imperative opens the line or a sentence of it
_OFFER = r"^(?:.{0,100}[?!] )?" + MARK  # the line itself calls, or a question before it
_MAIL = r"(?:newsletters?|inbox|mailing list|e-?mail alerts?|breaking news alerts?|daily (?:briefing|digest|e-?mail))"
_SHARE_WORDS = any_of(
    PLATFORM, r"share", r"tweet", r"pin(?: it)?", r"print", r"e-?mail", r"copy(?: link)?", r"link", r"save", r"comments?",
    r"partager", r"teilen", r"compartir", r"condividi",
)  # fmt: skip

_NEWSLETTER = (
    line_rule(
        "newsletter", _CALL,
        any_of(
            r"sign[ -]?up (?:to|for|here|now|today|below|and|with|free)", r"subscribe (?:to|for|here|now|today|and|below)",
            r"register (?:to|for|here|now)", r"join (?:our|the|my)", r"enter your e-?mail", r"(?:get|receive)\b",
            r"have .{1,80} (?:delivered|sent)",
        ),
        rf".{{0,300}}\b{_MAIL}\b",
    ),
    line_rule("newsletter", r"^(?:this|our) newsletter (?:may|is|contains)\b|^thank(?:s| you) for (?:subscribing|signing up)\b"),
    line_rule("newsletter", r"^by (?:signing up|subscribing|submitting|clicking)\b.{0,200}\b(?:terms|privacy|agree|consent)\b"),
    line_rule("newsletter", r"^you(?:['’]re| are) reading (?:the |our )?.{1,60} newsletter\b"),
    line_rule("newsletter", r"^(?:inscrivez-vous|abonnez-vous|recevez)\b.{0,200}\b(?:newsletter|lettre d['’]information|infolettre)\b"),
    line_rule("newsletter", r"^(?:melden sie sich|abonnieren sie)\b.{0,200}\bnewsletter\b"),
    line_rule("newsletter", r"^(?:suscr[ií]b(?:ete|ase|e)|inscr[ií]bete)\b.{0,200}\b(?:newsletter|bolet[ií]n)"),
    line_rule(
        "subscription offer", _OFFER,
        any_of(
            r"subscribe", r"start your (?:free |premium )?(?:subscription|trial)", r"become a (?:member|subscriber)", r"log in",
            r"create (?:an |a free )?account",
        ),
        r"\b.{0,120}\b(?:today|now|here|to (?:read|continue|bookmark|unlock|access|follow|join)|app|free|account|subscription)\b",
    ),
    line_rule("subscription offer", rf"{_OFFER}(?:install|download) (?:the|our) .{{1,60}} app(?: for free| today| now| here)?[.!]?$"),
    line_rule(
        "subscription offer", "^",
        any_of(
            r"want to bookmark", r"already a subscriber", r"not a subscriber", r"our journalism needs your support",
            r"support (?:our|independent) journalism", r"this article is (?:free|for subscribers)",
        ),
        r"\b",
    ),
)  # fmt: skip

_SHARE = (
    line_rule("share line", r"^(?:click to )?share (?:this|on|via|with|the|article|story|now|it)\b[^.]{0,60}[:.!]?$"),
    line_rule("share line", rf"^{MARK}{_SHARE_WORDS}(?:[ ,|/·•]+(?:on |via |by |and )?{_SHARE_WORDS}){{1,14}}$"),
    line_rule(
        "share line",
        r"^(?:share|tweet|facebook|twitter|whatsapp|linkedin|pinterest|e-?mail|print|partager|teilen|compartir)[:.]?$",
    ),
    line_rule(
        "share line",
        rf"^{MARK}(?:follow (?:.{{1,100}} )?|(?:like|find|join) (?:us|me|him|her|them|our .{{1,60}}) )on {PLATFORM}\b",
    ),
)

_CONSENT = (
    line_rule(
        "cookie notice", r"^(?:we|this (?:web)?site|our (?:web)?site)(?: and our .{0,20}partners)? ",
        r"(?:uses?|stores?)\b.{0,60}\bcookies\b",
    ),
    line_rule(
        "cookie notice", "^",
        any_of(
            r"(?:accept|reject|manage|allow|strictly necessary|functional|targeting|performance) (?:all )?cookies?",
            r"cookies? (?:settings|policy|preferences|notice|list|consent)", r"we value your privacy",
            r"your (?:privacy|cookie) (?:choices|settings)",
        ),
        r"\b.{0,80}$",
    ),
    line_rule(
        "cookie notice", r"^by (?:continuing|using|browsing|visiting|clicking)\b.{0,120}",
        r"\b(?:cookies|privacy policy|terms of (?:use|service))\b",
    ),
    line_rule("cookie notice", r"^(?:nous utilisons|ce site utilise) des cookies\b|^diese (?:web)?seite verwendet cookies\b"),
    line_rule("cookie notice", r"^(?:este sitio|esta web) (?:web )?utiliza cookies\b"),
)  # fmt: skip

_ADVERTISEMENT = (
    line_rule(
        "advertisement", "^", MARK,
        any_of(
            r"advertisement", r"advertising", r"advertorial", r"ad", r"sponsored(?: content| links?| post)?", r"promoted(?: content)?",
            r"promotion", r"paid (?:content|post|partnership)", r"publicit[ée]", r"anzeige", r"werbung", r"publicidad", r"pubblicit[àa]",
        ),
        r"[\])*:\-–— ]{0,6}$",
    ),
    line_rule("advertisement", rf"^{MARK}(?:story|article|report|text) continues (?:below|after)\b.{{0,60}}$"),
    line_rule("advertisement", rf"^{MARK}continue reading(?: the main story| below)?[.:…]?$"),
    line_rule("advertisement", rf"^{MARK}scroll (?:down )?(?:to|for) (?:continue|more)\b.{{0,30}}$"),
    line_rule("advertisement", rf"^{MARK}skip (?:past|advertisement)\b.{{0,60}}$"),
    line_rule("advertisement", r"^(?:all|these|the) products? .{1,120}\b(?:independently|hand-picked) (?:selected|chosen|reviewed|by)\b"),
    line_rule("advertisement", r"\bwe (?:may|might) (?:also )?(?:earn|receive|get) (?:an? )?(?:\w+ )?(?:commissions?|compensation)\b"),
    line_rule("advertisement", r"\bwe (?:earn|receive) (?:an? )?(?:affiliate )?(?:commissions?|compensation) (?:when|if|from)\b"),
)  # fmt: skip

READER_LINE_RULES = (*_NEWSLETTER, *_SHARE, *_CONSENT, *_ADVERTISEMENT)
