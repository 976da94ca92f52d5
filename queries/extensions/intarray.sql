-- Functions on arrays of integers; the operators of arrays are PostgreSQL's own.
create function icount(integer[]) returns integer language sql immutable strict return cardinality($1);
create function sort(integer[]) returns integer[] language sql immutable strict
return array(select one from unnest($1) one order by one);
create function sort(integer[], text) returns integer[] language sql immutable strict
return case lower($2)
  when 'desc' then array(select one from unnest($1) one order by one desc)
  else array(select one from unnest($1) one order by one)
end;
create function sort_asc(integer[]) returns integer[] language sql immutable strict return sort($1);
create function sort_desc(integer[]) returns integer[] language sql immutable strict return sort($1, 'desc');
create function uniq(integer[]) returns integer[] language sql immutable strict
return array(select one from unnest($1) with ordinality list (one, place) group by one order by min(place));
create function idx(integer[], integer) returns integer language sql immutable strict
return coalesce(array_position($1, $2), 0);
create function subarray(integer[], integer, integer) returns integer[] language sql immutable strict
return $1[$2:$2 + $3 - 1];
create operator class gin__int_ops for type integer[] using gin as
  operator 7 pg_catalog.@>(anyarray, anyarray),
  operator 3 pg_catalog.&&(anyarray, anyarray),
  function 1 btint4cmp(integer, integer),
  function 2 ginarrayextract(anyarray, internal, internal),
  function 3 ginqueryarrayextract(anyarray, internal, smallint, internal, internal, internal, internal),
  function 4 ginarrayconsistent(internal, smallint, anyarray, integer, internal, internal, internal, internal),
  storage integer;
