-- Words whose speaker cannot be told, and why
select unknown_reason, count(*) as quote_count, any_value(text) as one_of_them
from facts.quotes
where speaker_status in ('unknown', 'unnamed')
group by all
order by quote_count desc
