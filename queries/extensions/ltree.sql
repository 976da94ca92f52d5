-- Label paths as text.
create type ltree;
create function ltree_in(cstring) returns ltree language internal immutable strict as 'textin';
create function ltree_out(ltree) returns cstring language internal immutable strict as 'textout';
create type ltree (input = ltree_in, output = ltree_out, internallength = variable, storage = extended);
create type lquery;
create function lquery_in(cstring) returns lquery language internal immutable strict as 'textin';
create function lquery_out(lquery) returns cstring language internal immutable strict as 'textout';
create type lquery (input = lquery_in, output = lquery_out, internallength = variable, storage = extended);
create type ltxtquery;
create function ltxtq_in(cstring) returns ltxtquery language internal immutable strict as 'textin';
create function ltxtq_out(ltxtquery) returns cstring language internal immutable strict as 'textout';
create type ltxtquery (input = ltxtq_in, output = ltxtq_out, internallength = variable, storage = extended);
create cast (ltree as text) without function as assignment;
create cast (text as ltree) without function;
create cast (lquery as text) without function as assignment;
create cast (text as lquery) without function;

create function text2ltree(text) returns ltree language sql immutable strict return $1::ltree;
create function ltree2text(ltree) returns text language sql immutable strict return $1::text;
create function nlevel(ltree) returns integer language sql immutable strict
return cardinality(string_to_array($1::text, '.'));
create function subpath(ltree, integer, integer) returns ltree language sql immutable strict
return array_to_string((string_to_array($1::text, '.'))[$2 + 1:$2 + $3], '.')::ltree;
create function subpath(ltree, integer) returns ltree language sql immutable strict
return array_to_string((string_to_array($1::text, '.'))[$2 + 1:], '.')::ltree;
create function subltree(ltree, integer, integer) returns ltree language sql immutable strict
return array_to_string((string_to_array($1::text, '.'))[$2 + 1:$3], '.')::ltree;
create function ltree_isparent(ltree, ltree) returns boolean language sql immutable strict
return $1::text = $2::text or $1::text = '' or starts_with($2::text, $1::text || '.');
create function ltree_risparent(ltree, ltree) returns boolean language sql immutable strict
return ltree_isparent($2, $1);
create function ltree_addltree(ltree, ltree) returns ltree language sql immutable strict
return concat_ws('.', nullif($1::text, ''), nullif($2::text, ''))::ltree;
create function ltree_addtext(ltree, text) returns ltree language sql immutable strict
return concat_ws('.', nullif($1::text, ''), nullif($2, ''))::ltree;
-- A query is read as a pattern of labels; its modifiers and repetitions beyond * are not.
create function ltq_regex(ltree, lquery) returns boolean language sql immutable strict
return $1::text ~ ('^' || replace(replace($2::text, '.', '\.'), '*', '.*') || '$');
create function ltree_eq(ltree, ltree) returns boolean language sql immutable strict return $1::text = $2::text;
create function ltree_ne(ltree, ltree) returns boolean language sql immutable strict return $1::text <> $2::text;
create function ltree_lt(ltree, ltree) returns boolean language sql immutable strict return $1::text < $2::text;
create function ltree_le(ltree, ltree) returns boolean language sql immutable strict return $1::text <= $2::text;
create function ltree_gt(ltree, ltree) returns boolean language sql immutable strict return $1::text > $2::text;
create function ltree_ge(ltree, ltree) returns boolean language sql immutable strict return $1::text >= $2::text;
create function ltree_cmp(ltree, ltree) returns integer language sql immutable strict
return bttextcmp($1::text, $2::text);
create function hash_ltree(ltree) returns integer language sql immutable strict return hashtext($1::text);
create operator = (
  function = ltree_eq, leftarg = ltree, rightarg = ltree, commutator = =, negator = <>, restrict = eqsel,
  join = eqjoinsel, hashes, merges
);
create operator <> (function = ltree_ne, leftarg = ltree, rightarg = ltree, commutator = <>, negator = =);
create operator < (function = ltree_lt, leftarg = ltree, rightarg = ltree, commutator = >, negator = >=);
create operator <= (function = ltree_le, leftarg = ltree, rightarg = ltree, commutator = >=, negator = >);
create operator > (function = ltree_gt, leftarg = ltree, rightarg = ltree, commutator = <, negator = <=);
create operator >= (function = ltree_ge, leftarg = ltree, rightarg = ltree, commutator = <=, negator = <);
create operator @> (function = ltree_isparent, leftarg = ltree, rightarg = ltree, commutator = <@);
create operator <@ (function = ltree_risparent, leftarg = ltree, rightarg = ltree, commutator = @>);
create operator ~ (function = ltq_regex, leftarg = ltree, rightarg = lquery);
create operator || (function = ltree_addltree, leftarg = ltree, rightarg = ltree);
create operator || (function = ltree_addtext, leftarg = ltree, rightarg = text);
create operator class ltree_ops default for type ltree using btree as
  operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 ltree_cmp(ltree, ltree);
create operator class hash_ltree_ops default for type ltree using hash as operator 1 =, function 1 hash_ltree(ltree);

-- As in pg_trgm: indexes on one page, which serve no query.
create function ltree_consistent(internal, ltree, smallint, oid, internal) returns boolean
language internal immutable strict as 'pg_is_in_recovery';
create function ltree_refuse(internal, internal) returns internal language internal immutable strict as 'any_in';
create function ltree_penalty(internal, internal, internal) returns internal language internal immutable strict
as 'any_in';
create function ltree_same(ltree, ltree, internal) returns internal language internal immutable strict as 'any_in';
create operator class gist_ltree_ops default for type ltree using gist as
  function 1 ltree_consistent(internal, ltree, smallint, oid, internal),
  function 2 ltree_refuse(internal, internal),
  function 5 ltree_penalty(internal, internal, internal),
  function 6 ltree_refuse(internal, internal),
  function 7 ltree_same(ltree, ltree, internal);
