-- Pairs as text: written and stored as they are given, read through JSON.
create type hstore;
create function hstore_in(cstring) returns hstore language internal immutable strict as 'textin';
create function hstore_out(hstore) returns cstring language internal immutable strict as 'textout';
create type hstore (input = hstore_in, output = hstore_out, internallength = variable, storage = extended);
create cast (text as hstore) without function as assignment;
create cast (hstore as text) without function as assignment;
create function hstore_to_jsonb(hstore) returns jsonb language sql immutable strict
return (
  select coalesce(
    jsonb_object_agg(
      trim(both '"' from pair[1]), case when upper(pair[2]) <> 'NULL' then trim(both '"' from pair[2]) end
    ),
    '{}'
  )
  from regexp_matches($1::text, '("[^"]*"|[^\s,"=>]+)\s*=>\s*("[^"]*"|[^\s,"]+)', 'g') pair
);
create function hstore_to_json(hstore) returns json language sql immutable strict return hstore_to_jsonb($1)::json;
create function hstore(text, text) returns hstore language sql immutable
return (format('"%s"=>"%s"', $1, $2))::hstore;
create function hstore(record) returns hstore language plpgsql immutable as $$
begin
  return string_agg(format('"%s"=>"%s"', key, value), ', ') from jsonb_each_text(to_jsonb($1));
end
$$;
create function fetchval(hstore, text) returns text language sql immutable strict return hstore_to_jsonb($1) ->> $2;
create function exist(hstore, text) returns boolean language sql immutable strict return hstore_to_jsonb($1) ? $2;
create function hs_contains(hstore, hstore) returns boolean language sql immutable strict
return hstore_to_jsonb($1) @> hstore_to_jsonb($2);
create function hs_contained(hstore, hstore) returns boolean language sql immutable strict
return hstore_to_jsonb($2) @> hstore_to_jsonb($1);
create function hs_concat(hstore, hstore) returns hstore language sql immutable strict
return concat_ws(', ', nullif($1::text, ''), nullif($2::text, ''))::hstore;
create function akeys(hstore) returns text[] language sql immutable strict
return array(select jsonb_object_keys(hstore_to_jsonb($1)));
create function avals(hstore) returns text[] language sql immutable strict
return array(select value from jsonb_each_text(hstore_to_jsonb($1)));
create function each(hs hstore, out key text, out value text) returns setof record language sql immutable strict
begin atomic
  select one.key, one.value from jsonb_each_text(hstore_to_jsonb($1)) one;
end;
create operator -> (function = fetchval, leftarg = hstore, rightarg = text);
create operator ? (function = exist, leftarg = hstore, rightarg = text);
create operator @> (function = hs_contains, leftarg = hstore, rightarg = hstore, commutator = <@);
create operator <@ (function = hs_contained, leftarg = hstore, rightarg = hstore, commutator = @>);
create operator || (function = hs_concat, leftarg = hstore, rightarg = hstore);

-- As in pg_trgm: indexes that hold nothing.
create function gin_extract_hstore(hstore, internal, internal) returns internal language internal immutable strict
as 'pg_is_in_recovery';
create function gin_extract_hstore_query(hstore, internal, int2, internal, internal) returns internal
language internal immutable strict as 'pg_is_in_recovery';
create function gin_consistent_hstore(internal, int2, hstore, int4, internal, internal) returns boolean
language internal immutable strict as 'pg_is_in_recovery';
create operator class gin_hstore_ops default for type hstore using gin as
  function 1 bttextcmp(text, text),
  function 2 gin_extract_hstore(hstore, internal, internal),
  function 3 gin_extract_hstore_query(hstore, internal, int2, internal, internal),
  function 4 gin_consistent_hstore(internal, int2, hstore, int4, internal, internal),
  storage text;
create function hstore_consistent(internal, hstore, smallint, oid, internal) returns boolean
language internal immutable strict as 'pg_is_in_recovery';
create function hstore_refuse(internal, internal) returns internal language internal immutable strict as 'any_in';
create function hstore_penalty(internal, internal, internal) returns internal language internal immutable strict
as 'any_in';
create function hstore_same(hstore, hstore, internal) returns internal language internal immutable strict as 'any_in';
create operator class gist_hstore_ops default for type hstore using gist as
  function 1 hstore_consistent(internal, hstore, smallint, oid, internal),
  function 2 hstore_refuse(internal, internal),
  function 5 hstore_penalty(internal, internal, internal),
  function 6 hstore_refuse(internal, internal),
  function 7 hstore_same(hstore, hstore, internal);
