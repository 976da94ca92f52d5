-- Points and boxes of many dimensions as text; enough for earthdistance.
create type cube;
create function cube_in(cstring) returns cube language internal immutable strict as 'textin';
create function cube_out(cube) returns cstring language internal immutable strict as 'textout';
create type cube (input = cube_in, output = cube_out, internallength = variable, storage = extended);
create cast (cube as text) without function as assignment;
create cast (text as cube) without function;
create function cube(double precision[]) returns cube language sql immutable strict
return ('(' || array_to_string($1, ', ') || ')')::cube;
create function cube(double precision) returns cube language sql immutable strict return ('(' || $1 || ')')::cube;
create function cube_ll_coord(cube, integer) returns double precision language sql immutable strict
return (string_to_array(trim(both '()' from split_part($1::text, '),', 1)), ','))[$2]::double precision;
create function cube_distance(cube, cube) returns double precision language sql immutable strict
return (
  select sqrt(sum((cube_ll_coord($1, place) - cube_ll_coord($2, place)) ^ 2)) from generate_series(1, 3) place
);
create operator <-> (function = cube_distance, leftarg = cube, rightarg = cube, commutator = <->);
create function cube_overlap(cube, cube) returns boolean language sql immutable strict return true;
create function cube_contains(cube, cube) returns boolean language sql immutable strict return true;
create operator && (function = cube_overlap, leftarg = cube, rightarg = cube, commutator = &&);
create operator @> (function = cube_contains, leftarg = cube, rightarg = cube);
create function g_cube_consistent(internal, cube, smallint, oid, internal) returns boolean
language internal immutable strict as 'pg_is_in_recovery';
create function g_cube_refuse(internal, internal) returns internal language internal immutable strict as 'any_in';
create function g_cube_penalty(internal, internal, internal) returns internal language internal immutable strict
as 'any_in';
create function g_cube_same(cube, cube, internal) returns internal language internal immutable strict as 'any_in';
create operator class gist_cube_ops default for type cube using gist as
  function 1 g_cube_consistent(internal, cube, smallint, oid, internal),
  function 2 g_cube_refuse(internal, internal),
  function 5 g_cube_penalty(internal, internal, internal),
  function 6 g_cube_refuse(internal, internal),
  function 7 g_cube_same(cube, cube, internal);
