-- Figures that reports of one story, or of one event, give differently
select coalesce(title, event_group_id) as told, published_date, counted_text, lowest_value, highest_value, report_count, independent_outlet_count
from marts.conflicting_figures
order by published_date desc nulls last, highest_value - lowest_value desc
