-- Operator classes for exclusion constraints and indexes. As in pg_trgm they hold one page and serve no query; an
-- exclusion constraint over them is never found violated.
create function gbt_consistent(internal, internal, smallint, oid, internal) returns boolean
language internal immutable strict as 'pg_is_in_recovery';
create function gbt_refuse(internal, internal) returns internal language internal immutable strict as 'any_in';
create function gbt_penalty(internal, internal, internal) returns internal language internal immutable strict
as 'any_in';
do $$
declare
  one record;
begin
  for one in
    select * from (values
      ('int2', 'gist_int2_ops'), ('int4', 'gist_int4_ops'), ('int8', 'gist_int8_ops'),
      ('float4', 'gist_float4_ops'), ('float8', 'gist_float8_ops'), ('numeric', 'gist_numeric_ops'),
      ('timestamp', 'gist_timestamp_ops'), ('timestamptz', 'gist_timestamptz_ops'), ('time', 'gist_time_ops'),
      ('timetz', 'gist_timetz_ops'), ('date', 'gist_date_ops'), ('interval', 'gist_interval_ops'),
      ('money', 'gist_cash_ops'), ('oid', 'gist_oid_ops'), ('macaddr', 'gist_macaddr_ops'),
      ('macaddr8', 'gist_macaddr8_ops'), ('text', 'gist_text_ops'), ('bpchar', 'gist_bpchar_ops'),
      ('bytea', 'gist_bytea_ops'), ('bit', 'gist_bit_ops'), ('varbit', 'gist_vbit_ops'), ('uuid', 'gist_uuid_ops'),
      ('bool', 'gist_bool_ops'), ('anyenum', 'gist_enum_ops')
    ) types (type, class)
  loop
    execute format(
      'create operator class %I default for type %s using gist as '
      'operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, operator 6 <>, '
      'function 1 gbt_consistent(internal, internal, smallint, oid, internal), '
      'function 2 gbt_refuse(internal, internal), function 5 gbt_penalty(internal, internal, internal), '
      'function 6 gbt_refuse(internal, internal), function 7 gbt_penalty(internal, internal, internal)',
      one.class, one.type
    );
  end loop;
end
$$;
