-- The contract: latitude and longitude are null together and on the globe.
select
    place_mention_id,
    latitude,
    longitude
from facts.places
where (latitude is null) <> (longitude is null) or abs(latitude) > 90 or abs(longitude) > 180
