-- Topics by day, with how many independent outlets reported them
select published_date, topic_name, report_count, independent_outlet_count, of_article_count
from marts.topic_daily
order by published_date desc nulls last, report_count desc, topic_name
