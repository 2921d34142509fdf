-- Who is quoted on which topic, by independent outlets
select topic_name, actor_name, count(*) as quote_count, max(independent_outlet_count) as most_independent_outlets
from marts.who_said_what
where actor_name is not null and topic_name is not null
group by all
order by quote_count desc, topic_name, actor_name
