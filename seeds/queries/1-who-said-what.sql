-- Who said what, the newest first
select published_date, actor_name, cue_text, quotes.text, source_name, quote_id
from facts.quotes inner join facts.articles using (article_id)
where actor_name is not null and not is_negated
order by published_at desc nulls last, quote_id
