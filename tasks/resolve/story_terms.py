"""What an article is told by, for telling its story from others: the rarest words of its opening, and pairs of articles that share them."""

from duckdb import DuckDBPyConnection

OPENING_WORDS = 200
TERMS_PER_ARTICLE = 40
RARE_TERMS = 15
NEAREST = 20
CANDIDATE = 20_000  # millionths of similarity, from the rarest terms alone
PAIR = 120_000  # from all terms
UNSEEN_ARTICLES = 1000  # on other matters: in a small warehouse they keep the words of its largest story rare
FUNCTION_WORDS = (
    "the a an and or but nor of to in into on at by for from with without as is are was were be been being has "
    "have had having do does did it its this that these those there here he him his she her hers they them their "
    "we us our you your i me my who whom whose which what when where why how not no will would can could may "
    "might must shall should after before over under about again against between through during than then so also "
    "more most some any all both each other only just own same up down out off above below said says say told "
    "according mr mrs ms new one two first last year years day days time monday tuesday wednesday thursday friday "
    "saturday sunday january february march april june july august september october november december"
)


def weigh_terms(con: DuckDBPyConnection) -> None:
    """Write the temporary table ``story_terms``: article_no, day, term, term_rank and weight, the heaviest terms of each article.

    Reads ``numbered_articles`` (article_no, day, opening). Weights are TF-IDF in thousandths of the article's length, names (words
    with a capital four times of five) weighing half more. They are integers, so no order of rows changes a sum of them.
    """
    con.execute(f"create or replace temp table story_terms as {TERMS_SQL}", {"function_words": FUNCTION_WORDS})


def similar_articles(con: DuckDBPyConnection) -> list[tuple[int, int, int]]:
    """Pairs of articles that may tell one story, with the cosine of their terms in millionths: the smaller number first, in order.

    Each of an article's rarest terms leads to the twenty articles with that term that came before it, so the work grows with the
    articles and not with their square. Articles fourteen days apart or more are no pair; undated ones stand last.
    """
    return con.execute(PAIRS_SQL).fetchall()


TERMS_SQL = rf"""
with
words as (
    select article_no, day, unnest(regexp_extract_all(opening, '[\pL\pN]+')[:{OPENING_WORDS}]) as word
    from numbered_articles
),

stems as (
    select
        article_no,
        day,
        regexp_replace(lower(word), '^(.{{3,}}?)(ings|ing|ed|es|s|ly)$', '\1') as term,
        word <> lower(word) as is_capital
    from words
    where length(word) > 1 and not list_contains(string_split($function_words, ' '), lower(word))
),

rarities as (
    select
        term,
        ln(1 + ({UNSEEN_ARTICLES} + (select count(*) from numbered_articles)) / count(distinct article_no))
        * if(count_if(is_capital) >= 0.8 * count(*), 1.5, 1) as rarity
    from stems
    group by all
),

weighed as (
    select
        stems.article_no,
        stems.day,
        stems.term,
        cast(round(1000 * (1 + ln(count(*))) * any_value(rarities.rarity)) as bigint) as weight
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
    hash(term) as term,
    term_rank,
    cast(round(1000 * weight / sqrt(sum(weight * weight) over (partition by article_no))) as integer) as weight
from ranked
"""

PAIRS_SQL = f"""
with
chained as (
    select
        article_no,
        weight,
        list((article_no, weight)) over (
            partition by term order by day asc nulls last, article_no rows between {NEAREST} preceding and 1 preceding
        ) as earlier
    from story_terms
    where term_rank <= {RARE_TERMS}
),

links as (select article_no, weight, unnest(earlier) as other from chained),

candidates as (
    select least(article_no, other[1]) as one, greatest(article_no, other[1]) as other
    from links
    group by all
    having sum(weight * other[2]) >= {CANDIDATE}
),

compared as (
    select candidates.one, candidates.other, cast(sum(ones.weight * others.weight) as integer) as similarity
    from candidates
    inner join story_terms as ones on candidates.one = ones.article_no
    inner join story_terms as others on candidates.other = others.article_no and ones.term = others.term
    where coalesce(abs(date_diff('day', ones.day, others.day)), 0) < 14
    group by all
)

select one, other, similarity
from compared
where similarity >= {PAIR}
order by all
"""
