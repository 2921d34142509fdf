-- The contract: latitude and longitude are null together.
-- Slice: article_id
select
    place_mention_id,
    latitude,
    longitude
from facts.places
where (latitude is null) <> (longitude is null)
