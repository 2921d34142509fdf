"""What the grouping of a quotation rests on: its words, folded over spelling and typography, where it was told and who is said to have said it."""

from functools import reduce

QUOTED_FRAGMENT = 3
COURTESIES = (
    "thank thanks thoughts prayers condolences sympathy sympathies heartfelt saddened sorry apologize apologizes apology apologies "
    "congratulations congratulate welcome delighted proud pleased honored comment monitor monitoring"
)
STANCES = ("denied", "declined", "asked", "thought", "supported", "praised", "criticised")

# Editor's brackets: letters inside a word stay, words put in go. Contractions are written out; then American and British
# spellings of one word become one. Folding "called" or "promise" too does no harm: both sides are folded alike.
_FOLDS = (
    (r"\[(\pL+)\](\pL)", r"\1\2"),
    (r"(\pL)\[(\pL+)\]", r"\1\2"),
    (r"\[[^\]]*\]", " "),
    ("[‘ʼ]", "’"),
    (r"\bwon[’'']t\b", "will not"),
    (r"\bcan(no|[’''])t\b", "can not"),
    (r"n[’'']t\b", " not"),
    (r"[’'']ll\b", " will"),
    (r"[’'']re\b", " are"),
    (r"[’'']ve\b", " have"),
    (r"[’'']m\b", " am"),
    (r"[’'']", ""),
    (r"(\pL\pL[iy])s(e|ed|es|er|ers|ing|ations?)\b", r"\1z\2"),
    (r"(\pL{3}o)ur", r"\1r"),
    (r"ll(ed|ing|ers?)\b", r"l\1"),
    (r"(\pL\pL)tre(s?)\b", r"\1ter\2"),
    (r"ense(s?)\b", r"ence\1"),
    (r"ogue(s?)\b", r"og\1"),
    (r"amme(s?)\b", r"am\1"),
)
_DOUBLE_MARKS = '[“"«„»]([^”"»“«]+)(?:[”"»“«]|$)'
_SINGLE_MARKS = r"(?:^|[^\pL\pN])[‘'']([^‘]+?)[’''](?:[^\pL\pN]|$)"


def folded_words(column: str) -> str:
    """A SQL expression for the list of folded words of a text column."""
    folds = ((pattern, substitute) for pattern, substitute in _FOLDS)
    folded = reduce(
        lambda sql, fold: f"regexp_replace({sql}, '{fold[0]}', '{fold[1]}', 'g')", folds, f"lower({column})"
    )
    return rf"regexp_extract_all(strip_accents({folded}), '[\pL\pN]+')"


# One row a quotation: kind and words, which are those inside its marks when there are at least three, else all that is reported.
# Words of a quotation that stands inside another ("X said Y said") are the inner one's; what a direct quotation reports, its speaker said.
# Kinds never share a group: what is quoted and what is reported, what was said and what was not, or was denied or asked.
# Equal words of one kind have an equal words_hash, no words one of their own; shingles are 32 bits of the hashes of three words and kind, each once.
# Story and actors are hashes; where no actor is known, unnamed is one of the name that the article gives and the reprint.
QUOTE_WORDS_SQL = f"""
with
enclosed as (
    select
        quote_id,
        text,
        quote_type,
        start_char,
        end_char,
        arg_max(quote_id, (end_char, -start_char, quote_id)) over (
            partition by version_id order by start_char, end_char desc, quote_id
            rows between unbounded preceding and 1 preceding
        ) as outermost_id
    from staging.quotes
),

inner_texts as (
    select outermost.quote_id, list(enclosed.text order by length(enclosed.text) desc, enclosed.text) as texts
    from enclosed
    inner join staging.quotes as outermost on enclosed.outermost_id = outermost.quote_id and enclosed.end_char <= outermost.end_char
    where
        enclosed.end_char - enclosed.start_char < outermost.end_char - outermost.start_char
        and not (outermost.quote_type = 'direct' and enclosed.quote_type = 'indirect')
    group by all
),

own_texts as (
    select
        quotes.*,
        list_reduce(
            list_prepend(quotes.text, coalesce(inner_texts.texts, [])), lambda outer_text, inner_text: replace(outer_text, inner_text, ' ')
        ) as own_text
    from staging.quotes as quotes
    left join inner_texts on quotes.quote_id = inner_texts.quote_id
),

marked as (
    select
        *,
        case quote_type
            when 'direct' then own_text
            when 'mixed' then array_to_string(coalesce(
                nullif(regexp_extract_all(own_text, '{_DOUBLE_MARKS}', 1), []),
                regexp_extract_all(own_text, '{_SINGLE_MARKS}', 1)
            ), ' ')
        end as quoted_text,
        quote_type = 'direct' or len(regexp_extract_all(quoted_text, '[\\pL\\pN]+')) >= {QUOTED_FRAGMENT} as is_quoted
    from own_texts
),

folded as (
    select
        quote_id,
        article_id,
        coalesce(lower(speaker_text), '') as speaker_name,
        concat_ws(
            ' ',
            if(is_quoted, 'quoted', 'reported'),
            if(is_negated, 'negated', null),
            if(quote_type <> 'direct' and cue_type in {STANCES} and (cue_type = 'denied' or not is_quoted), cue_type, null)
        ) as kind,
        {folded_words("if(is_quoted, quoted_text, own_text)")} as words,
        list_transform(words, lambda word: hash(word)) as hashes
    from marked
),

speaking as (
    select quote_id, list_sort(list(hash(actor_id))) as actors
    from resolved.quote_speakers
    group by all
)

select
    folded.quote_id,
    folded.article_id,
    folded.kind,
    array_to_string(folded.words, ' ') as words,
    cast(least(len(folded.words), 65535) as usmallint) as word_count,
    list_has_any(folded.words, string_split('{COURTESIES}', ' ')) as is_courtesy,
    hash(folded.kind, folded.words, if(folded.words = [], folded.quote_id, '')) as words_hash,
    list_sort(list_distinct(list_transform(
        range(1, len(folded.hashes) - 1),
        lambda place: cast(
            hash(folded.kind, folded.hashes[place], folded.hashes[place + 1], folded.hashes[place + 2]) >> 32 as uinteger
        )
    ))) as shingles,
    cast(len(shingles) as uinteger) as shingle_count,
    hash(article_stories.story_id) as story,
    coalesce(speaking.actors, []) as actors,
    if(speaking.actors is null, hash(hash(folded.speaker_name), hash(reprints.reprint_group_id)), null) as unnamed
from folded
inner join resolved.article_stories as article_stories on folded.article_id = article_stories.article_id
inner join resolved.reprints as reprints on folded.article_id = reprints.article_id
left join speaking on folded.quote_id = speaking.quote_id
"""
