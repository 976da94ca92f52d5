-- Geometry as text in any notation. Types, the common functions and index classes are there, so that schemas and
-- queries are checked; nothing is computed. Kinds and reference systems of columns (`geometry(Point, 4326)`) are lost.
create type geometry;
create function geometry_in(cstring) returns geometry language internal immutable strict as 'textin';
create function geometry_out(geometry) returns cstring language internal immutable strict as 'textout';
create type geography;
create function geography_in(cstring) returns geography language internal immutable strict as 'textin';
create function geography_out(geography) returns cstring language internal immutable strict as 'textout';
-- The modifier becomes the number of its parts, and is shown as nothing.
create function geometry_typmod_in(cstring[]) returns integer language internal immutable strict as 'array_cardinality';
create function geometry_typmod_out(integer) returns cstring language internal immutable strict as 'varchartypmodout';
create type geometry (
  input = geometry_in, output = geometry_out, internallength = variable, storage = main,
  typmod_in = geometry_typmod_in, typmod_out = geometry_typmod_out
);
create type geography (
  input = geography_in, output = geography_out, internallength = variable, storage = main,
  typmod_in = geometry_typmod_in, typmod_out = geometry_typmod_out
);
create type box2d;
create function box2d_in(cstring) returns box2d language internal immutable strict as 'textin';
create function box2d_out(box2d) returns cstring language internal immutable strict as 'textout';
create type box2d (input = box2d_in, output = box2d_out, internallength = variable);
create type box3d;
create function box3d_in(cstring) returns box3d language internal immutable strict as 'textin';
create function box3d_out(box3d) returns cstring language internal immutable strict as 'textout';
create type box3d (input = box3d_in, output = box3d_out, internallength = variable);
create type geometry_dump as (path integer[], geom geometry);
create table spatial_ref_sys (
  srid integer primary key check (srid > 0 and srid <= 998999),
  auth_name varchar(256),
  auth_srid integer,
  srtext varchar(2048),
  proj4text varchar(2048)
);
grant select on spatial_ref_sys to public;

create cast (geometry as geography) without function as implicit;
create cast (geography as geometry) without function;
create cast (text as geometry) without function as implicit;
create cast (geometry as text) without function as assignment;
create cast (text as geography) without function as implicit;
create cast (geography as text) without function as assignment;
create function bytea(geometry) returns bytea language sql immutable strict return convert_to($1::text, 'UTF8');
create function point(geometry) returns point language sql immutable strict return null::point;
create function geometry(point) returns geometry language sql immutable strict return $1::text::geometry;
create function jsonb(geometry) returns jsonb language sql immutable strict return to_jsonb($1::text);
create cast (geometry as bytea) with function bytea(geometry) as implicit;
create cast (geometry as point) with function point(geometry);
create cast (point as geometry) with function geometry(point);
create cast (geometry as jsonb) with function jsonb(geometry) as assignment;

do $$
declare
  one record;
  name text;
begin
  -- Name, arguments, result: once for geometry, and with its name in place of it for geography where G stands.
  for one in
    select * from (values
      ('st_makepoint st_point', 'double precision, double precision', 'geometry'),
      ('st_point', 'double precision, double precision, integer', 'geometry'),
      ('st_makepoint', 'double precision, double precision, double precision', 'geometry'),
      ('st_makepoint', 'double precision, double precision, double precision, double precision', 'geometry'),
      ('st_setsrid st_transform st_force_srid', 'geometry, integer', 'geometry'),
      ('st_transform', 'geometry, text', 'geometry'),
      ('st_geomfromtext st_geometryfromtext st_geomfromewkt st_wkttosql st_geomfromgeojson st_geomfromkml st_geomfromgml', 'text', 'geometry'),
      ('st_geomfromtext st_geometryfromtext st_pointfromtext st_polygonfromtext st_linefromtext', 'text, integer', 'geometry'),
      ('st_pointfromtext st_polygonfromtext st_linefromtext', 'text', 'geometry'),
      ('st_geomfromgeojson', 'jsonb', 'geometry'),
      ('st_geomfromgeojson', 'json', 'geometry'),
      ('st_geomfromwkb st_geomfromewkb', 'bytea', 'geometry'),
      ('st_geomfromwkb', 'bytea, integer', 'geometry'),
      ('st_geomfromgeohash st_pointfromgeohash', 'text', 'geometry'),
      ('st_geogfromtext st_geographyfromtext', 'text', 'geography'),
      ('st_makeenvelope', 'double precision, double precision, double precision, double precision', 'geometry'),
      ('st_makeenvelope', 'double precision, double precision, double precision, double precision, integer', 'geometry'),
      ('st_tileenvelope', 'integer, integer, integer', 'geometry'),
      ('st_makeline st_makebox2d st_difference st_symdifference st_closestpoint st_shortestline st_longestline st_collect', 'geometry, geometry', 'geometry'),
      ('st_union', 'geometry, geometry', 'geometry'),
      ('st_makeline st_collect st_union', 'geometry[]', 'geometry'),
      ('st_makepolygon st_envelope st_convexhull st_boundary st_makevalid st_multi st_startpoint st_endpoint st_pointonsurface st_flipcoordinates st_force2d st_force3d st_reverse st_exteriorring st_linemerge st_polygonize st_buildarea st_unaryunion st_forcerhr st_forcepolygonccw', 'geometry', 'geometry'),
      ('st_simplify st_simplifypreservetopology st_snaptogrid st_segmentize st_expand', 'geometry, double precision', 'geometry'),
      ('st_geometryn st_pointn st_interiorringn st_collectionextract', 'geometry, integer', 'geometry'),
      ('st_lineinterpolatepoint', 'geometry, double precision', 'geometry'),
      ('st_linesubstring', 'geometry, double precision, double precision', 'geometry'),
      ('st_translate st_scale', 'geometry, double precision, double precision', 'geometry'),
      ('st_rotate', 'geometry, double precision', 'geometry'),
      ('st_x st_y st_z st_m st_xmin st_xmax st_ymin st_ymax st_length2d st_area2d', 'geometry', 'double precision'),
      ('st_linelocatepoint st_azimuth st_hausdorffdistance st_distancesphere st_maxdistance', 'geometry, geometry', 'double precision'),
      ('st_srid st_npoints st_numpoints st_numgeometries st_dimension st_ndims st_nrings', 'geometry', 'integer'),
      ('geometrytype st_geometrytype st_isvalidreason st_summary', 'geometry', 'text'),
      ('st_isvalid st_isempty st_issimple st_isclosed st_isring', 'geometry', 'boolean'),
      ('st_contains st_containsproperly st_within st_touches st_crosses st_overlaps st_equals st_disjoint', 'geometry, geometry', 'boolean'),
      ('st_dfullywithin', 'geometry, geometry, double precision', 'boolean'),
      ('st_dump st_dumppoints st_dumprings st_dumpsegments', 'geometry', 'setof geometry_dump'),
      ('st_subdivide', 'geometry, integer', 'setof geometry'),
      ('st_askml st_asgml st_assvg st_aslatlontext', 'geometry', 'text'),
      ('st_asmvtgeom', 'geometry, box2d, integer, integer, boolean', 'geometry'),
      ('st_astext st_asewkt st_asgeojson st_geohash', 'G', 'text'),
      ('st_astext st_asgeojson st_geohash', 'G, integer', 'text'),
      ('st_asgeojson', 'G, integer, integer', 'text'),
      ('st_asbinary st_asewkb st_astwkb', 'G', 'bytea'),
      ('st_distance', 'G, G', 'double precision'),
      ('st_length st_area st_perimeter', 'G', 'double precision'),
      ('st_buffer', 'G, double precision', 'G'),
      ('st_buffer', 'G, double precision, text', 'G'),
      ('st_centroid', 'G', 'G'),
      ('st_intersection', 'G, G', 'G'),
      ('st_dwithin', 'G, G, double precision', 'boolean'),
      ('st_intersects st_covers st_coveredby', 'G, G', 'boolean'),
      ('st_distance', 'geography, geography, boolean', 'double precision'),
      ('st_length st_area', 'geography, boolean', 'double precision'),
      ('st_dwithin', 'geography, geography, double precision, boolean', 'boolean'),
      ('st_azimuth', 'geography, geography', 'double precision'),
      ('st_project', 'geography, double precision, double precision', 'geography'),
      ('postgis_version postgis_full_version postgis_lib_version', '', 'text')
    ) functions (names, arguments, result)
  loop
    foreach name in array string_to_array(one.names, ' ') loop
      if 'G' = any (regexp_split_to_array(one.arguments, ', ')) then
        execute format(
          'create function %I(%s) returns %s language sql immutable strict return null::%3$s', name,
          replace(one.arguments, 'G', 'geography'), replace(one.result, 'G', 'geography')
        );
      end if;
      execute format(
        case when one.result like 'setof %' then 'create function %I(%s) returns %s language plpgsql immutable strict as ''begin return; end'''
        else 'create function %I(%s) returns %s language sql immutable strict return null::%3$s' end,
        name, replace(one.arguments, 'G', 'geometry'), replace(one.result, 'G', 'geometry')
      );
    end loop;
  end loop;
  foreach name in array array['&&', '~', '@', '~=', '&<', '&>', '<<', '>>'] loop
    execute format('create operator %s (function = st_intersects, leftarg = geometry, rightarg = geometry)', name);
  end loop;
end
$$;
create operator <-> (function = st_distance, leftarg = geometry, rightarg = geometry, commutator = <->);
create operator && (function = st_intersects, leftarg = geography, rightarg = geography, commutator = &&);
create operator <-> (function = st_distance, leftarg = geography, rightarg = geography, commutator = <->);
create function geometry_first(geometry, geometry) returns geometry language sql immutable return coalesce($1, $2);
create aggregate st_union(geometry) (sfunc = geometry_first, stype = geometry);
create aggregate st_collect(geometry) (sfunc = geometry_first, stype = geometry);
create aggregate st_extent(geometry) (sfunc = geometry_first, stype = geometry);
create aggregate st_makeline(geometry) (sfunc = geometry_first, stype = geometry);

-- Equality and order by the text, for keys and DISTINCT.
create function geometry_eq(geometry, geometry) returns boolean language sql immutable strict return $1::text = $2::text;
create function geometry_lt(geometry, geometry) returns boolean language sql immutable strict return $1::text < $2::text;
create function geometry_le(geometry, geometry) returns boolean language sql immutable strict
return $1::text <= $2::text;
create function geometry_gt(geometry, geometry) returns boolean language sql immutable strict return $1::text > $2::text;
create function geometry_ge(geometry, geometry) returns boolean language sql immutable strict
return $1::text >= $2::text;
create function geometry_cmp(geometry, geometry) returns integer language sql immutable strict
return bttextcmp($1::text, $2::text);
create operator = (function = geometry_eq, leftarg = geometry, rightarg = geometry, commutator = =);
create operator < (function = geometry_lt, leftarg = geometry, rightarg = geometry, commutator = >);
create operator <= (function = geometry_le, leftarg = geometry, rightarg = geometry, commutator = >=);
create operator > (function = geometry_gt, leftarg = geometry, rightarg = geometry, commutator = <);
create operator >= (function = geometry_ge, leftarg = geometry, rightarg = geometry, commutator = <=);
create operator class btree_geometry_ops default for type geometry using btree as
  operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 geometry_cmp(geometry, geometry);

-- As in pg_trgm: indexes on one page, which serve no query.
create function geometry_consistent(internal, geometry, smallint, oid, internal) returns boolean
language internal immutable strict as 'pg_is_in_recovery';
create function geometry_refuse(internal, internal) returns internal language internal immutable strict as 'any_in';
create function geometry_penalty(internal, internal, internal) returns internal language internal immutable strict
as 'any_in';
create operator class gist_geometry_ops_2d default for type geometry using gist as
  function 1 geometry_consistent(internal, geometry, smallint, oid, internal),
  function 2 geometry_refuse(internal, internal),
  function 5 geometry_penalty(internal, internal, internal),
  function 6 geometry_refuse(internal, internal),
  function 7 geometry_penalty(internal, internal, internal);
create operator class gist_geometry_ops_nd for type geometry using gist as
  function 1 geometry_consistent(internal, geometry, smallint, oid, internal),
  function 2 geometry_refuse(internal, internal),
  function 5 geometry_penalty(internal, internal, internal),
  function 6 geometry_refuse(internal, internal),
  function 7 geometry_penalty(internal, internal, internal);
create operator class gist_geography_ops default for type geography using gist as
  function 1 geometry_consistent(internal, geometry, smallint, oid, internal),
  function 2 geometry_refuse(internal, internal),
  function 5 geometry_penalty(internal, internal, internal),
  function 6 geometry_refuse(internal, internal),
  function 7 geometry_penalty(internal, internal, internal);
