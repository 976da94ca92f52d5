-- Similarity is computed as pg_trgm does; its indexes are there, but hold nothing and serve no query.
create function show_trgm(text) returns text[] language sql immutable strict
return (
  select coalesce(array_agg(distinct substring(padded from place for 3)), '{}')
  from regexp_split_to_table(lower($1), '[^[:alnum:]]+') word,
    lateral (select '  ' || word || ' ' as padded) one,
    lateral generate_series(1, length(padded) - 2) place
  where word <> ''
);
create function similarity(text, text) returns real language sql immutable strict
return (
  select coalesce(
    (select count(*) from unnest(one) trigram where trigram = any (other))
      / nullif((select count(distinct trigram) from unnest(one || other) trigram), 0)::real,
    0
  )
  from (select show_trgm($1), show_trgm($2)) pair (one, other)
);
create function word_similarity(text, text) returns real language sql immutable strict
return (
  select coalesce(
    (select count(*) from unnest(one) trigram where trigram = any (other)) / nullif(cardinality(one), 0)::real, 0
  )
  from (select show_trgm($1), show_trgm($2)) pair (one, other)
);
create function strict_word_similarity(text, text) returns real language sql immutable strict
return word_similarity($1, $2);
create function show_limit() returns real language sql stable
return coalesce(nullif(current_setting('pg_trgm.similarity_threshold', true), '')::real, 0.3);
create function set_limit(real) returns real language sql
return set_config('pg_trgm.similarity_threshold', $1::text, false)::real;
create function similarity_op(text, text) returns boolean language sql stable strict
return similarity($1, $2) >= show_limit();
create function word_similarity_op(text, text) returns boolean language sql stable strict
return word_similarity($1, $2) >= 0.6;
create function word_similarity_commutator_op(text, text) returns boolean language sql stable strict
return word_similarity($2, $1) >= 0.6;
create function similarity_dist(text, text) returns real language sql immutable strict return 1 - similarity($1, $2);
create function word_similarity_dist_op(text, text) returns real language sql immutable strict
return 1 - word_similarity($1, $2);
create function word_similarity_dist_commutator_op(text, text) returns real language sql immutable strict
return 1 - word_similarity($2, $1);
create operator % (function = similarity_op, leftarg = text, rightarg = text, commutator = %);
create operator <% (function = word_similarity_op, leftarg = text, rightarg = text, commutator = %>);
create operator %> (function = word_similarity_commutator_op, leftarg = text, rightarg = text, commutator = <%);
create operator <<% (function = word_similarity_op, leftarg = text, rightarg = text, commutator = %>>);
create operator %>> (function = word_similarity_commutator_op, leftarg = text, rightarg = text, commutator = <<%);
create operator <-> (function = similarity_dist, leftarg = text, rightarg = text, commutator = <->);
create operator <<-> (function = word_similarity_dist_op, leftarg = text, rightarg = text, commutator = <->>);
create operator <->> (function = word_similarity_dist_commutator_op, leftarg = text, rightarg = text, commutator = <<->);

-- Support functions may only be internal ones. This one answers nothing, false or zero to every question: GIN stores
-- no key for a row. Operators are left out, so that no query is answered from such an index.
create function gin_extract_value_trgm(text, internal, internal) returns internal language internal immutable strict
as 'pg_is_in_recovery';
create function gin_extract_query_trgm(text, internal, int2, internal, internal, internal, internal) returns internal
language internal immutable strict as 'pg_is_in_recovery';
create function gin_trgm_consistent(internal, int2, text, int4, internal, internal, internal, internal) returns boolean
language internal immutable strict as 'pg_is_in_recovery';
create operator class gin_trgm_ops for type text using gin as
  function 1 btint4cmp(int4, int4),
  function 2 gin_extract_value_trgm(text, internal, internal),
  function 3 gin_extract_query_trgm(text, internal, int2, internal, internal, internal, internal),
  function 4 gin_trgm_consistent(internal, int2, text, int4, internal, internal, internal, internal),
  storage int4;

-- GiST stores rows on one page; what would split it is refused.
create function gtrgm_refuse(internal, internal) returns internal language internal immutable strict as 'any_in';
create function gtrgm_consistent(internal, text, smallint, oid, internal) returns boolean
language internal immutable strict as 'pg_is_in_recovery';
create function gtrgm_penalty(internal, internal, internal) returns internal language internal immutable strict
as 'any_in';
create function gtrgm_same(text, text, internal) returns internal language internal immutable strict as 'any_in';
create operator class gist_trgm_ops for type text using gist as
  function 1 gtrgm_consistent(internal, text, smallint, oid, internal),
  function 2 gtrgm_refuse(internal, internal),
  function 5 gtrgm_penalty(internal, internal, internal),
  function 6 gtrgm_refuse(internal, internal),
  function 7 gtrgm_same(text, text, internal);
