"""The queries of the brief's plots: row, column, number with its places, out of how many."""

from tasks.show.brief.queries import number

TOPIC_DAYS = f"""
with latest as (
    select topic_id, topic_name, sum(report_count) as total from marts.topic_daily
    where published_date > $last::date - 14 and published_date <= $last
    group by all order by total desc, topic_id limit 10
)
select latest.topic_name, articles.published_date::text, {number("count(*)", "article_id", "spans[1].start_char", "spans[1].end_char")}, days.article_count
from latest
inner join (select article_id, topic_id, evidence_spans as spans from facts.article_topics) as topics on latest.topic_id = topics.topic_id
inner join facts.articles as articles using (article_id)
inner join facts.days as days on articles.published_date = days.published_date
where articles.published_date > $last::date - 14 and articles.published_date <= $last
group by latest.topic_id, latest.topic_name, latest.total, articles.published_date, days.article_count
order by latest.total desc, latest.topic_id, articles.published_date
"""
ACTOR_DAYS = f"""
with latest as (
    select actor_id, actor_name, sum(report_count) as total from marts.actor_daily
    where published_date > $last::date - 14 and published_date <= $last and actor_type <> 'place'
    group by all order by total desc, actor_id limit 10
),
first_mentions as (
    select actor_id, article_id, min(start_char) as start_char, min_by(end_char, start_char) as end_char
    from facts.mentions where actor_id in (select actor_id from latest) group by all
)
select latest.actor_name, articles.published_date::text, {number("count(*)", "article_id", "start_char", "end_char")}, days.article_count
from latest
inner join first_mentions on latest.actor_id = first_mentions.actor_id
inner join facts.articles as articles using (article_id)
inner join facts.days as days on articles.published_date = days.published_date
where articles.published_date > $last::date - 14 and articles.published_date <= $last
group by latest.actor_id, latest.actor_name, latest.total, articles.published_date, days.article_count
order by latest.total desc, latest.actor_id, articles.published_date
"""
OUTLET_TOPICS = f"""
with told as (
    select source_name, topic_id, topic_name, article_id, evidence_spans as spans
    from tonight inner join facts.article_topics using (article_id) where source_name is not null
),
outlets as (select source_name, count(distinct article_id) as total from told group by all order by total desc, source_name limit 12),
topics as (select topic_id, count(*) as total from told group by all order by total desc, topic_id limit 8)
select source_name, topic_name, {number("count(*)", "article_id", "spans[1].start_char", "spans[1].end_char")}, outlets.total
from told inner join outlets using (source_name) inner join topics using (topic_id)
group by source_name, topic_id, topic_name, outlets.total, topics.total
order by outlets.total desc, source_name, topics.total desc, topic_id
"""
