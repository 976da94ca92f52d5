-- Operator classes for GIN indexes of several columns. As in pg_trgm they hold nothing and serve no query.
create function gin_btree_nothing(internal, internal, internal) returns internal language internal immutable strict
as 'pg_is_in_recovery';
create function gin_btree_query(internal, internal, int2, internal, internal) returns internal
language internal immutable strict as 'pg_is_in_recovery';
create function gin_btree_consistent(internal, int2, internal, int4, internal, internal) returns boolean
language internal immutable strict as 'pg_is_in_recovery';
do $$
declare
  one record;
begin
  for one in
    select * from (values
      ('int2', 'int2_ops'), ('int4', 'int4_ops'), ('int8', 'int8_ops'), ('float4', 'float4_ops'),
      ('float8', 'float8_ops'), ('numeric', 'numeric_ops'), ('timestamp', 'timestamp_ops'),
      ('timestamptz', 'timestamptz_ops'), ('time', 'time_ops'), ('timetz', 'timetz_ops'), ('date', 'date_ops'),
      ('interval', 'interval_ops'), ('oid', 'oid_ops'), ('macaddr', 'macaddr_ops'), ('macaddr8', 'macaddr8_ops'),
      ('text', 'text_ops'), ('bpchar', 'bpchar_ops'), ('bytea', 'bytea_ops'), ('bit', 'bit_ops'),
      ('varbit', 'varbit_ops'), ('uuid', 'uuid_ops'), ('bool', 'bool_ops'), ('money', 'money_ops'),
      ('"char"', 'char_ops'), ('name', 'name_ops'), ('inet', 'inet_ops'), ('cidr', 'cidr_ops'),
      ('anyenum', 'enum_ops')
    ) types (type, class)
  loop
    execute format(
      'create operator class %I default for type %s using gin as '
      'function 2 gin_btree_nothing(internal, internal, internal), '
      'function 3 gin_btree_query(internal, internal, int2, internal, internal), '
      'function 4 gin_btree_consistent(internal, int2, internal, int4, internal, internal)',
      one.class, one.type
    );
  end loop;
end
$$;
