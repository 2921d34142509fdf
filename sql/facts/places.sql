-- Places an article names, with their GeoNames id, or the reason why they cannot be told apart.
-- Grain: one row per toponym of an article and the part it plays.
-- Key: place_mention_id
-- Slice: article_id
select distinct
    versions.article_id,
    places.text,
    places.start_char,
    places.end_char,
    places.place_id,
    places.place_name,
    places.country_code,
    places.latitude,
    places.longitude,
    places.precision_type,
    places.place_role,
    places.unknown_reason,
    places.runner_up_id,
    versions.version_id,
    left(sha256(concat_ws(
        '|', 'place', versions.version_id, places.start_char, places.end_char, places.place_role, coalesce(places.place_id, '')
    )), 16) as place_mention_id
from raw.places as places
inner join staging.article_versions as versions on places.document_id = versions.document_id and versions.is_current
order by versions.article_id
