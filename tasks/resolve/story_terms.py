"""What an article is told by, for telling its story from others: the rarest words of its opening, and pairs of articles that share them."""

from duckdb import DuckDBPyConnection

OPENING_WORDS = 200
LEAD_WORDS = 50
LEAD_WEIGHT = 3
TERMS_PER_ARTICLE = 100
RARE_TERMS = 15
COMMON_TERM = 300
FUNCTION_WORDS = (
    "the a an and or but nor of to in into on at by for from with without as is are was were be been being has "
    "have had having do does did it its this that these those there here he him his she her hers they them their "
    "we us our you your i me my who whom whose which what when where why how not no will would can could may "
    "might must shall should after before over under about again against between through during than then so also "
    "more most some any all both each other only just own same up down out off above below said says say told "
    "according mr mrs ms new one two first last year years day days time monday tuesday wednesday thursday friday "
    "saturday sunday january february march april june july august september october november december"
)


def similar_articles(con: DuckDBPyConnection) -> list[tuple[int, int, int]]:
    """Pairs of articles that may tell one story, with their similarity in thousandths: the smaller number first, in order.

    Reads the temporary table ``numbered_articles`` (article_no, day, opening). Similarity is the cosine of TF-IDF weights of each
    article's 100 heaviest terms, names weighing half more and the words of headline and lead counted three times; it fades when the
    articles are more than three days apart and is gone after fourteen; undated articles compare with all. Only pairs from .05 up are
    returned. Candidates share rare terms within neighbouring fortnights, so the work grows with the articles and not with their
    square. Sums are of integers, so no order of rows changes them.
    """
    con.execute(f"create or replace temp table story_terms as {TERMS_SQL}", {"function_words": FUNCTION_WORDS})
    pairs = con.execute(PAIRS_SQL).fetchall()
    con.execute("drop table story_terms")
    return pairs


TERMS_SQL = rf"""
with
words as (
    select
        article_no,
        day,
        unnest(regexp_extract_all(opening, '[\pL\pN]+')[:{OPENING_WORDS}]) as word,
        generate_subscripts(regexp_extract_all(opening, '[\pL\pN]+')[:{OPENING_WORDS}], 1) as word_no
    from numbered_articles
),

stems as (
    select
        article_no,
        day,
        regexp_replace(lower(word), '^(.{{3,}}?)(ings|ing|ed|es|s|ly)$', '\1') as term,
        word <> lower(word) as is_capital,
        if(word_no <= {LEAD_WORDS}, {LEAD_WEIGHT}, 1) as emphasis
    from words
    where length(word) > 1 and not list_contains(string_split($function_words, ' '), lower(word))
),

rarities as (
    select
        term,
        ln(1 + (select count(*) from numbered_articles) / count(distinct article_no))
        * if(count_if(is_capital) >= 0.8 * count(*), 1.5, 1) as rarity
    from stems
    group by all
),

weighed as (
    select
        stems.article_no,
        stems.day,
        stems.term,
        cast(round(1000 * (1 + ln(sum(stems.emphasis))) * any_value(rarities.rarity)) as bigint) as weight
    from stems
    inner join rarities on stems.term = rarities.term
    group by all
),

ranked as (
    select *, row_number() over (partition by article_no order by weight desc, term) as term_rank
    from weighed
    qualify term_rank <= {TERMS_PER_ARTICLE}
)

select
    article_no,
    day,
    date_diff('day', date '1970-01-01', day) // 14 as fortnight,
    hash(term) as term,
    term_rank,
    cast(round(1000 * weight / sqrt(sum(weight * weight) over (partition by article_no))) as integer) as weight
from ranked
"""

PAIRS_SQL = f"""
with
rare as (
    select article_no, term, weight, coalesce(fortnight, -1) as fortnight, fortnight is null as is_undated
    from story_terms
    where term_rank <= {RARE_TERMS}
    qualify count(*) over (partition by term, fortnight) <= {COMMON_TERM}
),

reached as (
    select article_no, term, weight, fortnight as home, fortnight as reach from rare
    union all
    select article_no, term, weight, fortnight as home, fortnight + 1 as reach from rare where not is_undated
    union all
    select undated.article_no, undated.term, undated.weight, undated.fortnight as home, dated.fortnight as reach
    from rare as undated
    inner join (select distinct term, fortnight from rare where not is_undated) as dated on undated.term = dated.term
    where undated.is_undated
),

candidates as (
    select least(ones.article_no, others.article_no) as one, greatest(ones.article_no, others.article_no) as other
    from rare as ones
    inner join reached as others on ones.term = others.term and ones.fortnight = others.reach
    where ones.fortnight <> others.home or ones.article_no < others.article_no
    group by all
    having sum(ones.weight * others.weight) >= 50000
),

compared as (
    select
        candidates.one,
        candidates.other,
        sum(ones.weight * others.weight) / 1000 as similarity,
        coalesce(max(abs(date_diff('day', ones.day, others.day))), 0) as days_apart
    from candidates
    inner join story_terms as ones on candidates.one = ones.article_no
    inner join story_terms as others on candidates.other = others.article_no and ones.term = others.term
    group by all
)

select one, other, cast(floor(similarity * (1 - greatest(0, days_apart - 3) / 11)) as integer) as faded
from compared
where days_apart < 14 and faded >= 50
order by all
"""
