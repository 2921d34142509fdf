-- The tables Python writes. One extraction row per document; facts carry the document they were read from.
-- Columns follow tasks/records.py, name by name.
create schema if not exists raw;

create table if not exists raw.settings (setting_name text, setting_value text);

create table if not exists raw.runs (
    run_id text, flow_name text, logical_date date, started_at timestamp, finished_at timestamp,
    nightdesk_version text, extractor_id text, input_count integer, forgotten_count integer
);

create table if not exists raw.dispositions (
    run_id text, input_no bigint, input_name text, state text, reason text, document_id text, source_name text,
    input_path text, declared text
);

create table if not exists raw.feed_fetches (
    run_id text, feed_url text, page_url text, fetched_at timestamp, state text, reason text, http_status integer,
    final_url text, robots text, opt_out text, byte_count bigint, seconds double, entry_count integer
);

create table if not exists raw.page_fetches (
    run_id text, feed_url text, page_url text, fetched_at timestamp, state text, reason text, http_status integer,
    final_url text, robots text, opt_out text, byte_count bigint, seconds double, entry_count integer
);

-- What the nightly run remembers of feeds and entries, one row each.
create table if not exists raw.feed_states (
    feed_url text, asked_url text, status text, status_reason text, validated_url text, etag text, last_modified text,
    body_sha256 text, whole_at timestamp, moved_to text, move_count integer, failure_count integer, failing_since timestamp,
    probe_count integer, last_ok_at timestamp, last_new_at timestamp, next_due_at timestamp, interval_seconds integer
);

create table if not exists raw.entry_states (
    feed_url text, entry_key text, document_id text, taken_id text, page_url text, supplied text, status text,
    status_reason text, try_count integer, visit_count integer, etag text, last_modified text, body_sha256 text,
    first_seen_at timestamp, page_at timestamp, next_due_at timestamp
);

create table if not exists raw.sources (
    source_name text, feed_url text, owner_name text, country_code text, language_code text, section_name text
);

create table if not exists raw.quality_scores (
    sample_name text, measure_name text, measure_value double, interval_low double, interval_high double,
    article_count integer, case_count integer, extractor_id text
);

create table if not exists raw.documents (
    document_id text, extractor_id text, input_name text, media_type text, pack_name text, run_id text, fetched_at timestamp
);

create table if not exists raw.articles (
    document_id text, article_id text, version_id text, content_sha256 text, text text, url text, canonical_url text,
    source_name text, title text, description text, authors text[], published_at timestamp, published_precision text,
    published_source text, modified_at timestamp, retrieved_at timestamp, language_code text, language_source text,
    section_name text, genre_type text, word_count integer, is_truncated boolean, aliases text[],
    identity struct(
        own_id text, link_id text, entry_id text, guid_id text, redirect_id text, is_link_shared boolean, is_guid_shared boolean
    )
);

create table if not exists raw.unknowns (document_id text, column_name text, reason text);

create table if not exists raw.removed_lines (document_id text, line_no integer, text text, reason text);

create table if not exists raw.metadata_conflicts (
    document_id text, column_name text, origin text, value_text text, is_chosen boolean
);

create table if not exists raw.mentions (
    document_id text, text text, actor_type text, start_char integer, end_char integer, entity_no integer,
    mention_type text
);

create table if not exists raw.entities (
    document_id text, entity_no integer, actor_name text, actor_type text, names text[], country_code text,
    wikidata_id text, link_reason text, is_doubtful boolean
);

create table if not exists raw.roles (
    document_id text, entity_no integer, role_text text, organisation_text text, country_code text, role_status text,
    start_char integer, end_char integer, role_field text
);

create table if not exists raw.quotes (
    document_id text, quote_type text, text text, spans struct(start_char integer, end_char integer)[],
    start_char integer, end_char integer, cue_text text, cue_start_char integer, cue_end_char integer, cue_type text,
    speaker_text text, speaker_start_char integer, speaker_end_char integer, entity_no integer, speaker_status text,
    unknown_reason text, candidates text[], reported_by_text text, confidence double, speaker_entity_nos integer[],
    speaks_for_text text, speaks_for_entity_no integer, is_negated boolean, reported_by_entity_no integer
);

create table if not exists raw.events (
    document_id text, event_type text, action_text text, actor_text text, actor_entity_no integer, recipient_text text,
    recipient_entity_no integer, is_negated boolean, modality text, event_date date, place_start_char integer,
    start_char integer, end_char integer, confidence double
);

create table if not exists raw.article_topics (
    document_id text, topic_id text, topic_name text, relevance double, rank integer, evidence text[],
    evidence_spans struct(start_char integer, end_char integer)[], rule_version text
);

create table if not exists raw.places (
    document_id text, text text, start_char integer, end_char integer, place_id text, place_name text, country_code text,
    latitude double, longitude double, precision_type text, place_role text, unknown_reason text, runner_up_id text
);

create table if not exists raw.dates (
    document_id text, text text, start_char integer, end_char integer, value_edtf text, from_date date, to_date date,
    anchor_date date, unknown_reason text
);

create table if not exists raw.figures (
    document_id text, text text, start_char integer, end_char integer, number_value double, unit_name text, what_text text,
    qualifier text
);

create table if not exists raw.key_facts (
    document_id text, question text, rank integer, text text, start_char integer, end_char integer
);

-- The seeds that models read: renewed by every build.
create or replace table raw.topics (topic_id text, topic_name text, parent_id text, rule_version text);

create or replace table raw.watchlist (watch_kind text, watch_target text, note text);

create or replace table raw.overrides (
    correction_id text, line_no integer, kind text, article text, target text, value text, author text, made_at timestamp,
    note text,
    target_actor struct(actor_name text, actor_type text, country_code text, wikidata_id text),
    value_actor struct(actor_name text, actor_type text, country_code text, wikidata_id text)
);
