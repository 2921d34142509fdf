"""Lines that a page or a wire puts around a report: links to others, captions, buttons, credits."""

from tasks.clean.line_rule import MARK, PLATFORM, any_of, line_rule

_AGENCY = any_of(
    r"AP", r"Reuters", r"AFP", r"EPA(?:-EFE)?", r"EFE", r"PA(?: Wire| Media| Images)?", r"dpa", r"ANSA", r"AAP", r"Xinhua",
    r"Kyodo(?: News)?", r"Anadolu(?: Agency)?", r"NurPhoto", r"Getty(?: Images)?", r"Shutterstock", r"Alamy", r"iStock", r"Unsplash",
    r"Bloomberg", r"Zuma(?: Press)?", r"Handout", r"Supplied", r"Courtesy", r"File",
)  # fmt: skip

_LABELS = any_of(
    r"related(?: (?:articles?|stor(?:y|ies)|content|coverage|links?|news|topics?|videos?|reading))?",
    r"(?:read|see|find out) (?:more|also|next)(?: (?:on|about|from) [^:]{1,60})?", r"also read", r"see also", r"don['’]t miss",
    r"must[- ]reads?", r"recommended(?: reading| videos?| for you| stories)?", r"required reading", r"further reading",
    r"editor['’]s (?:picks?|choice)", r"(?:à )?lire (?:aussi|également)", r"sur le même sujet", r"lesen sie auch", r"mehr zum thema",
    r"lea también", r"te puede interesar", r"leggi anche", r"lees ook", r"läs också", r"leia também",
)  # fmt: skip
_SECTIONS = any_of(
    r"more (?:must-reads )?(?:from|stories|news|coverage|like this)\b[^.!?]{0,40}", r"more on this (?:story|topic)",
    r"most (?:read|popular|viewed|recent)\b[^.!?]{0,40}", r"top (?:stories|reads)\b[^.!?]{0,40}", r"popular(?: now| stories)?",
    r"trending(?: now| stories)?", r"people are (?:also )?reading", r"latest (?:news|stories|headlines)",
    r"you (?:may|might) (?:also )?(?:like|be interested in)\b[^.!?]{0,20}", r"in other news", r"what to read next",
    r"READ MORE (?:ON|ABOUT|FROM|IN)\b[^.!?]{0,50}",
)  # fmt: skip
_CAPITALS = r"(?:MORE|WATCH|LISTEN|READ|SEE|ALSO|LIVE|VIDEO|PHOTOS|EXPLAINED|EXPLAINER|OPINION|ANALYSIS|READ MORE)"

_RELATED = (
    line_rule(
        "related link",
        rf"^{MARK}{_LABELS}[\])]?(?:\s?[:|»>].{{0,250}}|\s[–—-]\s.{{0,250}}|\.{{2,3}}|…)?[\])]?$",
        is_proof=True,
    ),
    line_rule("related link", rf"^{MARK}{_CAPITALS}\s?[:|]\s.{{1,200}}[^.]$", is_proof=True, is_cased=True),
    line_rule("related link", rf"^{_SECTIONS}[…:]?$"),
)

_CAPTION = (
    line_rule(
        "caption", r"^[\[(]?(?:file )?",
        any_of(
            r"photo(?:graph)?s?", r"pictures?", r"pics?", r"images?", r"caption", r"illustrations?", r"graphics?", r"gallery",
            r"lead image", r"credit", r"foto", r"bild", r"imagen", r"cr[ée]dits?(?: photo)?",
        ),
        r"(?: (?:credits?|caption|by|courtesy(?: of)?|source))?\s?[:|©/]\s?.{1,250}$", is_proof=True,
    ),
    line_rule("caption", r"^[\[(]?(?:photo(?:graph)?s?|pictures?|images?|illustrations?) (?:by|courtesy(?: of)?|credit)\b.{1,120}$"),
    line_rule(
        "caption", rf"^[\[(]?(?:[A-Z][\w.'’\-]{{1,30}}(?:,? | ?[/|] ?)){{0,5}}(?:via |for |\()?{_AGENCY}",
        r"(?:(?: ?[/|] ?| via | for )[^()]{1,60})?[\])]?[.]?$", is_cased=True,
    ),
    line_rule(
        "caption", r"^.{1,500}[(\[]",
        any_of(
            rf"[^()]{{0,60}}/ ?{_AGENCY}", r"[^()]{0,60}, (?:File|Pool|Handout|Supplied|Courtesy)",
            r"(?:AP )?Photos?(?: by|:|/)[^()]{0,60}", r"[Ii]mages?: [^()]{0,60}", r"[Ff]ile(?: photo)?",
            rf"{_AGENCY}/[^()]{{0,60}}", rf"{_AGENCY} via [^()]{{1,40}}", r"Getty Images",
        ),
        r"[)\]]$", is_proof=True, is_cased=True,
    ),
)  # fmt: skip

_MONTH = r"[a-z]{3,9}\.?"
_TH = r"(?:st|nd|rd|th)?,?"
_DAY = (
    rf"(?:[a-z]{{3,6}}day,? )?(?:\d{{1,2}}{_TH} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}{_TH} \d{{4}}|\d{{4}}-\d\d-\d\d)"
)
_CLOCK = r"(?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?,?(?: \(?[A-Z]{2,4}\)?)?"

_NAVIGATION = (
    line_rule(
        "navigation", "^",
        any_of(
            r"back to top", r"skip to (?:main )?content", r"(?:next|previous) (?:article|story|page)",
            r"(?:load|show|view|see) (?:more|all)(?: comments)?", r"(?:show|hide|view|leave a|post (?:a|your)|add a|read) comments?",
            r"comments?(?: \(\d+\))?", r"\d+ comments?", r"log ?in", r"sign in", r"menu", r"search", r"loading(?:\.{3}|…)?", r"image",
            r"video", r"play(?: video)?", r"listen to (?:this|the) (?:article|story|podcast)", r"click here",
            r"\d{1,2}[- ]min(?:ute)?s? read", r"join the (?:conversation|discussion)",
        ),
        r"[.!:]?$",
    ),
    line_rule("navigation", r"^(?:image )?\d{1,3} ?(?:of|/) ?\d{1,3}$|^(?:oops!? ?)?something went wrong\b.{0,60}$"),
    line_rule("navigation", r"^waiting for your permission to load\b|^join the (?:conversation|discussion)\b"),
    line_rule(
        "timestamp", rf"^(?:(?:first |last )?(?:published|updated|posted|modified)(?: on| at)?:? )?{_DAY}",
        rf"(?:[,.;|–— -]{{1,3}}{_CLOCK})?$",
    ),
    line_rule("timestamp", r"^(?:first |last )?(?:published|updated|posted|modified):? \d{1,2} (?:minutes?|hours?|days?) ago$"),
)  # fmt: skip

_NAMED = (  # names, the words between names, and the tasks they had: no verb of a sentence
    r"(?:[A-ZÀ-Þ][\w.'’]*|and|in|by|for|of|the|at|from|with|de|van|von|bin|al|(?:additional )?(?:reporting|writing|editing))"
)
_CREDIT = (
    line_rule(
        "credit line", r"^[(\[—– ]{0,4}(?i:(?:additional |further )?",
        any_of("reporting", "writing", "research", "graphics?", "translation", "video", "editing", "written", "edited", "compiled"),
        rf") by (?:{_NAMED}[\s,;:&/()|–-]{{1,4}}){{0,60}}{_NAMED}[.)]?$", is_cased=True,
    ),
    line_rule(
        "credit line", r"\bcontributed (?:reporting(?: from .{1,40})?",
        r"|to this (?:report|story|article|piece|file)(?: from [A-Z].{1,30})?)[.)]?$",
        is_proof=True,
    ),
    line_rule(
        "credit line", "^",
        any_of(r"Contributing: ", r"Includes information from ", r"With files from ", r"With (?:additional )?reporting (?:by|from) "),
        r"[A-Z].{1,250}$", is_cased=True,
    ),
    line_rule("credit line", r"^(?:Our [Ss]tandards|More information|Sources?): .{1,300}$", is_cased=True),
    line_rule("copyright notice", r"^(?:©|\(c\) ?\d{4}|copyright ?(?:©|\(c\)|\d{4})).{0,250}$", is_proof=True),
    line_rule("copyright notice", r"^.{0,200}\ball rights reserved\.?$", is_proof=True),
    line_rule("copyright notice", r"^this material may not be (?:published|reproduced|broadcast)\b"),
    line_rule(
        "republication note", r"^[*(\[ ]{0,4}this (?:article|story|piece|post|report|column)(?: was)? ",
        r"(?:originally|first) (?:appeared|published)\b",
        is_proof=True,
    ),
    # what WordPress adds to each entry of a feed
    line_rule("republication note", r"^(?:the post .{1,300} appeared first on|l['’]article .{1,300} est apparu en premier sur) .{1,100}$", is_proof=True),
    line_rule("republication note", r"^originally (?:appeared|published) (?:as|on|by|at)\b.{0,120}$"),
    line_rule("contact note", rf"^{MARK}(?:contact|e-?mail|reach) .{{1,80}} (?:at|by|on|via) .{{0,80}}@"),
    line_rule(
        "contact note", r"^(?:.{0,400}[.!?] )?",
        any_of(r"send (?:(?:news |your )?tips|a tip|story ideas)", r"(?:got|have|do you have) a (?:news )?(?:tip|story)\b"),
        r".{0,200}(?:@|\be-?mail\b|\bcontact\b|\btips?\b)",
    ),
    line_rule("contact note", r"^.{1,200}\b(?:can|may) be reached (?:at|by|on|via)\b.{1,200}@"),
    line_rule("contact note", rf"^(?:.{{0,400}}[.!?] )?follow (?:[^\s.]{{2,20}} ){{1,3}}(?:on|at) .{{0,60}}(?:{PLATFORM}\b|@)"),
    line_rule("separator", r"^[\W_]{1,80}$"),
)  # fmt: skip

PAGE_LINE_RULES = (*_RELATED, *_CAPTION, *_NAVIGATION, *_CREDIT)
