-- The five most quoted actors of each outlet, and out of how many quotations with a named speaker.
with

spoken as (
    select
        articles.source_name,
        quotes.actor_name,
        count(*) as quotation_count,
    from {{ source("facts", "quotes") }} as quotes
    inner join {{ source("facts", "articles") }} as articles using (article_id)
    where quotes.actor_name is not null and not quotes.is_negated
    group by all
)

select
    source_name,
    actor_name,
    quotation_count,
    sum(quotation_count) over (partition by source_name) as of_quotation_count,
from spoken
qualify row_number() over (partition by source_name order by quotation_count desc, actor_name) <= 5
