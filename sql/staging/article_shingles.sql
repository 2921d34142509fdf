-- The three-word shingles of each article's current text, as hashes: what reprints are found by.
-- Every second shingle stands for both. shingles are 32 bits of their hashes, each once, the smallest first, so that the first of
-- them are a sketch of the text; positions say where they begin, in words, 0 for one that comes again,
-- which once_count leaves out. Equal words have an equal words_hash.
-- Grain: one row per article.
-- Key: article_id
-- Slice: article_id, in portions
with

current_articles as (
    select
        article_id,
        text
    from raw.articles
    qualify row_number() over (
        partition by article_id
        order by
            modified_at desc nulls last, published_at desc nulls last, retrieved_at desc nulls last,
            content_sha256 desc, version_id desc, document_id desc
    ) = 1
),

hashed as (
    select
        article_id,
        list_transform(
            list_filter(string_split(regexp_replace(lower(text), '[^\pL\pN]+', ' ', 'g'), ' '), lambda word: word <> ''),
            lambda word: hash(word)
        ) as words
    from current_articles
),

-- One number a shingle: 33 bits of its hash, the lowest of which draws lots, above its position.
placed as (
    select
        article_id,
        hash(words) as words_hash,
        list_sort(list_filter(
            list_transform(
                range(1, len(words) - 1),
                lambda place:
                ((hash(words[place], words[place + 1], words[place + 2]) >> 31) << 19) | cast(least(place, 524287) as ubigint)
            ),
            lambda shingle: ((shingle >> 19) & 1) = 0
        )) as shingles
    from hashed
),

lasts as (
    select
        article_id,
        words_hash,
        shingles,
        list_filter(
            range(1, len(shingles) + 1), lambda number: shingles[number] >> 19 is distinct from shingles[number + 1] >> 19
        ) as numbers
    from placed
)

select
    article_id,
    words_hash,
    list_transform(numbers, lambda number: cast(shingles[number] >> 20 as uinteger)) as shingles,
    list_transform(
        numbers,
        lambda number:
        if(number > 1 and shingles[number] >> 19 = shingles[number - 1] >> 19, 0, cast(shingles[number] & 524287 as uinteger))
    ) as positions,
    len(list_filter(positions, lambda place: place > 0)) as once_count
from lasts
