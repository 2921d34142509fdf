-- The words that an article's current text opens with, cut to their stems and counted: what stories are told by.
-- The first 200 words of headline and text count, but for function words; terms are 32 bits of the stems' hashes, in order.
-- Beside each: how often it comes, how often among the first 50 words, how often with a capital; terms_hash is of all these.
-- Grain: one row per article.
-- Key: article_id
-- Slice: article_id, in portions
with

current_articles as (
    select
        article_id,
        concat_ws('. ', title, left(text, 4000)) as opening
    from raw.articles
    qualify row_number() over (
        partition by article_id
        order by
            modified_at desc nulls last, published_at desc nulls last, retrieved_at desc nulls last,
            content_sha256 desc, version_id desc, document_id desc
    ) = 1
),

listed as (
    select
        article_id,
        regexp_extract_all(opening, '[\pL\pN]+')[:200] as words
    from current_articles
),

words as materialized (
    select
        article_id,
        unnest(words) as word,
        generate_subscripts(words, 1) as word_no
    from listed
),

function_words as (
    select unnest(string_split(
        'the a an and or but nor of to in into on at by for from with without as is are was were be been being has have '
        || 'had having do does did it its this that these those there here he him his she her hers they them their we us our '
        || 'you your i me my who whom whose which what when where why how not no will would can could may might must shall '
        || 'should after before over under about again against between through during than then so also more most some any '
        || 'all both each other only just own same up down out off above below said says say told according mr mrs ms new '
        || 'one two first last year years day days time monday tuesday wednesday thursday friday saturday sunday january '
        || 'february march april june july august september october november december', ' '
    )) as word
),

-- What costs is done once a word and not once a place where it stands: the same word is written a thousand times.
forms as materialized (
    select
        word,
        cast(hash(regexp_replace(lower(word), '^(.{3,}?)(ings|ing|ed|es|s|ly)$', '\1')) >> 32 as uinteger) as term,
        word <> lower(word) as is_capital
    from (select distinct word from words) as distinct_words
    where length(word) > 1 and lower(word) not in (select word from function_words)
),

-- One number a term: its 32 bits above the three counts of 8 each, which no group of 200 words exceeds.
counted as (
    select
        words.article_id,
        (cast(forms.term as ubigint) << 24)
        | cast((count(*) << 16) + (count_if(words.word_no <= 50) << 8) + count_if(forms.is_capital) as ubigint) as counts
    from words
    inner join forms on words.word = forms.word
    group by words.article_id, forms.term
),

gathered as (
    select
        article_id,
        list_sort(list(counts)) as counts
    from counted
    group by all
)

select
    current_articles.article_id,
    list_transform(coalesce(gathered.counts, []), lambda one: cast(one >> 24 as uinteger)) as terms,
    list_transform(coalesce(gathered.counts, []), lambda one: cast((one >> 16) & 255 as utinyint)) as word_counts,
    list_transform(coalesce(gathered.counts, []), lambda one: cast((one >> 8) & 255 as utinyint)) as lead_counts,
    list_transform(coalesce(gathered.counts, []), lambda one: cast(one & 255 as utinyint)) as capital_counts,
    hash(coalesce(gathered.counts, [])) as terms_hash
from current_articles
left join gathered on current_articles.article_id = gathered.article_id
