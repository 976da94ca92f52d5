create view pg_stat_statements as
select null::oid as userid, null::oid as dbid, true as toplevel, null::bigint as queryid, null::text as query,
  null::bigint as plans, null::double precision as total_plan_time, null::bigint as calls,
  null::double precision as total_exec_time, null::double precision as min_exec_time,
  null::double precision as max_exec_time, null::double precision as mean_exec_time,
  null::double precision as stddev_exec_time, null::bigint as rows, null::bigint as shared_blks_hit,
  null::bigint as shared_blks_read, null::bigint as shared_blks_dirtied, null::bigint as shared_blks_written,
  null::bigint as temp_blks_read, null::bigint as temp_blks_written, null::bigint as wal_records,
  null::numeric as wal_bytes
where false;
create view pg_stat_statements_info as select 0::bigint as dealloc, null::timestamptz as stats_reset where false;
create function pg_stat_statements_reset(
  userid oid default 0, dbid oid default 0, queryid bigint default 0, minmax_only boolean default false
) returns timestamptz language sql return now();
