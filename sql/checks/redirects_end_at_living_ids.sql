-- A retired id leads, in one step, to an id that stands for a row; an id that stands for a row is not retired.
with

living as (
    select actor_id as id
    from facts.actors
    union all
    select story_id as id
    from facts.stories
    union all
    select article_id as id
    from facts.articles
    union all
    select distinct reprint_group_id as id
    from facts.articles
    union all
    select quote_group_id as id
    from facts.quote_groups
    union all
    select distinct event_group_id as id
    from facts.events
)

select
    redirects.old_id,
    redirects.new_id
from facts.id_redirects as redirects
anti join living on redirects.new_id = living.id
union all
select
    redirects.old_id,
    redirects.new_id
from facts.id_redirects as redirects
semi join living on redirects.old_id = living.id
