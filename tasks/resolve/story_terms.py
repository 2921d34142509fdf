"""What an article is told by, for telling its story from others: the rarest words of its opening, and pairs of articles that share them."""

from duckdb import DuckDBPyConnection

from tasks.resolve.groups import Numbers, fetch_rows

OPENING_WORDS = 200
LEAD_WORDS = 50
LEAD_WEIGHT = 3
TERMS_PER_ARTICLE = 100
RARE_TERMS = 15
MOST_MET = 1_000
MOST_CANDIDATES = 100
ARTICLES_AT_ONCE = 5_000
FUNCTION_WORDS = (
    "the a an and or but nor of to in into on at by for from with without as is are was were be been being has "
    "have had having do does did it its this that these those there here he him his she her hers they them their "
    "we us our you your i me my who whom whose which what when where why how not no will would can could may "
    "might must shall should after before over under about again against between through during than then so also "
    "more most some any all both each other only just own same up down out off above below said says say told "
    "according mr mrs ms new one two first last year years day days time monday tuesday wednesday thursday friday "
    "saturday sunday january february march april june july august september october november december"
)


def similar_articles(con: DuckDBPyConnection) -> Numbers:
    """Rows of two articles that may tell one story and their similarity in thousandths: the smaller number first, in order.

    Reads the temporary table ``numbered_articles`` (article_no, day, opening). Similarity is the cosine of TF-IDF weights of each
    article's 100 heaviest terms, names weighing half more and the words of headline and lead counted three times; it fades when the
    articles are more than three days apart and is gone after fourteen; undated articles compare with all. Only pairs from .05 up are
    returned. Sums are of integers, so no order of rows changes them.

    An article looks for others by the rarest of its 15 heaviest terms, as long as these lead to at most 1,000 articles of its own and the
    neighbouring fortnights, and compares itself with the 100 that share most of them. So time and memory grow with the articles, however
    few words they are written in.
    """
    con.execute(f"create or replace temp table story_terms as {TERMS_SQL}", {"function_words": FUNCTION_WORDS})
    con.execute(f"create or replace temp table story_shelves as {SHELVES_SQL}")
    con.execute(f"create or replace temp table story_looks as {LOOKS_SQL}")
    con.execute("create or replace temp table story_candidates (one bigint, other bigint)")
    (count,) = con.execute("select count(*) from numbered_articles").fetchone() or (0,)
    for start in range(0, count, ARTICLES_AT_ONCE):
        con.execute(CANDIDATES_SQL, {"start": start})
    pairs = fetch_rows(con, PAIRS_SQL)
    for table in ("terms", "shelves", "looks", "candidates"):
        con.execute(f"drop table story_{table}")
    return pairs


# What costs is done once a word and not once a place where it stands: the same word is written a thousand times.
TERMS_SQL = rf"""
with
listed as materialized (
    select article_no, day, regexp_extract_all(opening, '[\pL\pN]+')[:{OPENING_WORDS}] as words
    from numbered_articles
),

words as materialized (
    select article_no, day, unnest(words) as word, generate_subscripts(words, 1) as word_no
    from listed
),

forms as materialized (
    select
        word,
        regexp_replace(lower(word), '^(.{{3,}}?)(ings|ing|ed|es|s|ly)$', '\1') as term,
        word <> lower(word) as is_capital
    from (select distinct word from words)
    where length(word) > 1 and lower(word) not in (select unnest(string_split($function_words, ' ')))
),

counted as materialized (
    select
        words.article_no,
        words.day,
        forms.term,
        sum(if(words.word_no <= {LEAD_WORDS}, {LEAD_WEIGHT}, 1)) as emphasis,
        count(*) as word_count,
        count_if(forms.is_capital) as capital_count
    from words
    inner join forms on words.word = forms.word
    group by all
),

rarities as (
    select
        term,
        ln(1 + (select count(*) from numbered_articles) / count(*))
        * if(sum(capital_count) >= 0.8 * sum(word_count), 1.5, 1) as rarity
    from counted
    group by all
),

weighed as (
    select
        counted.article_no,
        counted.day,
        counted.term,
        cast(round(1000 * (1 + ln(counted.emphasis)) * rarities.rarity) as bigint) as weight
    from counted
    inner join rarities on counted.term = rarities.term
),

ranked as (
    select *, row_number() over (partition by article_no order by weight desc, term) as term_rank
    from weighed
    qualify term_rank <= {TERMS_PER_ARTICLE}
)

select
    article_no,
    day,
    date_diff('day', date '0001-01-01', day) // 14 as fortnight,
    hash(term) as term,
    term_rank,
    cast(round(1000 * weight / sqrt(sum(weight * weight) over (partition by article_no))) as integer) as weight
from ranked
"""

# Shelf of undated articles -1, of all articles -2, else the fortnight.
SHELVES_SQL = f"""
select article_no, term, weight, unnest([coalesce(fortnight, -1), -2]) as shelf
from story_terms
where term_rank <= {RARE_TERMS}
"""

LOOKS_SQL = f"""
with
sizes as (select term, shelf, count(*) as size from story_shelves group by all),

looks as (
    select
        article_no,
        term,
        weight,
        unnest(if(fortnight is null, [-2], [fortnight - 1, fortnight, fortnight + 1, -1])) as shelf
    from story_terms
    where term_rank <= {RARE_TERMS}
),

met as (
    select looks.article_no, looks.term, looks.weight, list(looks.shelf) as shelves, sum(sizes.size) as met_count
    from looks
    inner join sizes on looks.term = sizes.term and looks.shelf = sizes.shelf
    group by all
),

bounded as (
    select article_no, term, weight, shelves
    from met
    where met_count > 1
    qualify sum(met_count) over (partition by article_no order by met_count, term) <= {MOST_MET}
)

select article_no, term, weight, unnest(shelves) as shelf from bounded
"""

CANDIDATES_SQL = f"""
insert into story_candidates
with
met as (
    select looks.article_no, shelves.article_no as met_no, sum(looks.weight * shelves.weight) as shared
    from story_looks as looks
    inner join story_shelves as shelves on looks.term = shelves.term and looks.shelf = shelves.shelf
    where
        looks.article_no between $start and $start + {ARTICLES_AT_ONCE} - 1
        and looks.article_no <> shelves.article_no
    group by looks.article_no, shelves.article_no
    having shared >= 50000
    qualify row_number() over (partition by looks.article_no order by shared desc, met_no) <= {MOST_CANDIDATES}
)

select least(article_no, met_no), greatest(article_no, met_no) from met
"""

PAIRS_SQL = """
with
candidates as (select distinct one, other from story_candidates),

compared as (
    select
        candidates.one,
        candidates.other,
        sum(ones.weight * others.weight) / 1000 as similarity,
        coalesce(max(abs(date_diff('day', ones.day, others.day))), 0) as days_apart
    from candidates
    inner join story_terms as ones on candidates.one = ones.article_no
    -- An inner join may be done before that of the candidates: all articles with all that share a term.
    left join story_terms as others on candidates.other = others.article_no and ones.term = others.term
    group by all
)

select one, other, cast(floor(similarity * (1 - greatest(0, days_apart - 3) / 11)) as integer) as faded
from compared
where days_apart < 14 and faded >= 50
order by all
"""
