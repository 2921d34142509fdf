-- Figures that reports of one story give differently
select title, published_date, counted_text, lowest_value, highest_value, report_count, independent_outlet_count
from marts.conflicting_figures
order by published_date desc nulls last, highest_value - lowest_value desc
