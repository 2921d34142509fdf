"""The queries of a dossier, one a list of rows: parameters are $actor_id and $most."""

SAID = "(quotes.actor_id = $actor_id or list_contains(quotes.speaker_actor_ids, $actor_id))"
MENTIONED = f"""not {SAID} and exists (
    select 1 from facts.mentions as mentions
    where
        mentions.actor_id = $actor_id and mentions.version_id = quotes.version_id
        and mentions.start_char >= quotes.start_char and mentions.end_char <= quotes.end_char
)"""
NEWEST = "order by articles.published_date desc nulls last, quotes.article_id, quotes.start_char"

ARTICLES_SQL = """
select article_id, source_name, origin_owner_name, reprint_group_id
from facts.articles
where
    article_id in (
        select article_id from facts.mentions where actor_id = $actor_id
        union
        select article_id from facts.quotes where actor_id = $actor_id or list_contains(speaker_actor_ids, $actor_id)
    )
"""

TOTALS_SQL = f"""
select
    (select count(*) from dossier_articles),
    (select count(*) from facts.articles),
    (select count(distinct reprint_group_id) from dossier_articles),
    (select count(distinct source_name) from dossier_articles),
    (select count(distinct source_name) from facts.articles),
    (select count(distinct origin_owner_name) from dossier_articles),
    (select count(distinct origin_owner_name) from facts.articles),
    (select count(*) from facts.quotes as quotes where {SAID}),
    (select count(*) from facts.quotes),
    (select count(*) from facts.quotes as quotes where {MENTIONED}),
    (select count(*) from facts.events where actor_id = $actor_id or recipient_id = $actor_id),
    (select count(*) from facts.events)
"""

ALIASES_SQL = """
select alias_text, article_count, reason
from facts.actor_aliases
where actor_id = $actor_id
order by article_count desc, alias_text
"""

ROLES_SQL = """
select
    roles.stated_date,
    roles.role_text,
    roles.organisation_text,
    roles.country_code,
    roles.role_status,
    articles.source_name,
    articles.url,
    roles.article_id
from facts.actor_roles as roles
inner join facts.articles as articles on roles.article_id = articles.article_id
where roles.actor_id = $actor_id
order by roles.stated_date desc nulls last, roles.article_id, roles.start_char, roles.role_text
"""

WORDS_SQL = """
select
    articles.published_date,
    quotes.actor_name,
    quotes.cue_text,
    quotes.text,
    quotes.is_negated,
    articles.source_name,
    articles.url,
    quotes.quote_id
from facts.quotes as quotes
inner join facts.articles as articles on quotes.article_id = articles.article_id
"""

EVENTS_SQL = """
select
    events.event_date,
    articles.published_date,
    events.event_type,
    coalesce(actors.actor_name, events.actor_text),
    events.action_text,
    coalesce(recipients.actor_name, events.recipient_text),
    events.modality,
    events.is_negated,
    articles.source_name,
    events.event_id
from facts.events as events
inner join facts.articles as articles on events.article_id = articles.article_id
left join facts.actors as actors on events.actor_id = actors.actor_id
left join facts.actors as recipients on events.recipient_id = recipients.actor_id
where events.actor_id = $actor_id or events.recipient_id = $actor_id
order by coalesce(events.event_date, articles.published_date) desc nulls last, events.article_id, events.start_char, events.event_id
"""

CO_ACTORS_SQL = """
select
    actors.actor_name,
    count(distinct mentions.article_id) as article_count,
    (select count(*) from dossier_articles)
from facts.mentions as mentions
inner join dossier_articles as articles on mentions.article_id = articles.article_id
inner join facts.actors as actors on mentions.actor_id = actors.actor_id
where mentions.actor_id <> $actor_id
group by actors.actor_id, actors.actor_name
order by article_count desc, actors.actor_name, actors.actor_id
"""

TOPICS_SQL = """
select
    topics.topic_name,
    count(*) as article_count,
    (select count(*) from dossier_articles)
from facts.article_topics as topics
inner join dossier_articles as articles on topics.article_id = articles.article_id
group by topics.topic_id, topics.topic_name
order by article_count desc, topics.topic_name
"""

OUTLETS_SQL = """
select
    coalesce(source_name, 'outlet not known'),
    count(*) as article_count,
    (select count(*) from dossier_articles)
from dossier_articles
group by source_name
order by article_count desc, source_name
"""
