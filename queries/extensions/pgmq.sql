-- schema: pgmq
create table meta (
  queue_name varchar unique not null,
  is_partitioned boolean not null,
  is_unlogged boolean not null,
  created_at timestamptz not null default now()
);
create type message_record as (
  msg_id bigint, read_ct integer, enqueued_at timestamptz, vt timestamptz, message jsonb, headers jsonb
);
create type queue_record as (
  queue_name varchar, is_partitioned boolean, is_unlogged boolean, created_at timestamptz
);
create type metrics_result as (
  queue_name text, queue_length bigint, newest_msg_age_sec integer, oldest_msg_age_sec integer, total_messages bigint,
  scrape_time timestamptz, queue_visible_length bigint
);
create function "create"(queue_name text) returns void language plpgsql as $$
begin
  execute format(
    'create table if not exists pgmq.%I (msg_id bigint generated always as identity primary key, '
    'read_ct integer not null default 0, enqueued_at timestamptz not null default now(), vt timestamptz not null, '
    'message jsonb, headers jsonb)', 'q_' || lower(queue_name)
  );
  execute format(
    'create table if not exists pgmq.%I (msg_id bigint primary key, read_ct integer not null default 0, '
    'enqueued_at timestamptz not null default now(), archived_at timestamptz not null default now(), '
    'vt timestamptz not null, message jsonb, headers jsonb)', 'a_' || lower(queue_name)
  );
  insert into pgmq.meta values (queue_name, false, false) on conflict do nothing;
end
$$;
create function create_non_partitioned(queue_name text) returns void language sql
begin atomic
  select "create"(queue_name);
end;
create function create_unlogged(queue_name text) returns void language sql
begin atomic
  select "create"(queue_name);
end;
create function drop_queue(queue_name text) returns boolean language plpgsql as $$
begin
  execute format('drop table if exists pgmq.%I, pgmq.%I', 'q_' || lower(queue_name), 'a_' || lower(queue_name));
  delete from pgmq.meta one where one.queue_name = drop_queue.queue_name;
  return found;
end
$$;
create function send(queue_name text, msg jsonb, delay integer default 0) returns setof bigint language plpgsql as $$
begin
  return query execute format(
    'insert into pgmq.%I (vt, message) values (clock_timestamp() + make_interval(secs => $1), $2) returning msg_id',
    'q_' || lower(queue_name)
  ) using delay, msg;
end
$$;
create function send_batch(queue_name text, msgs jsonb[], delay integer default 0) returns setof bigint
language plpgsql as $$
begin
  return query execute format(
    'insert into pgmq.%I (vt, message) select clock_timestamp() + make_interval(secs => $1), unnest($2) returning msg_id',
    'q_' || lower(queue_name)
  ) using delay, msgs;
end
$$;
create function read(queue_name text, vt integer, qty integer, conditional jsonb default '{}')
returns setof message_record language plpgsql as $$
begin
  return query execute format(
    'select msg_id, read_ct, enqueued_at, vt, message, headers from pgmq.%I order by msg_id limit $1',
    'q_' || lower(queue_name)
  ) using qty;
end
$$;
create function pop(queue_name text) returns setof message_record language plpgsql as $$
begin
  return query execute format(
    'delete from pgmq.%I where msg_id = (select min(msg_id) from pgmq.%1$I) '
    'returning msg_id, read_ct, enqueued_at, vt, message, headers', 'q_' || lower(queue_name)
  );
end
$$;
create function delete(queue_name text, msg_id bigint) returns boolean language plpgsql as $$
begin
  execute format('delete from pgmq.%I where msg_id = $1', 'q_' || lower(queue_name)) using msg_id;
  return found;
end
$$;
create function archive(queue_name text, msg_id bigint) returns boolean language plpgsql as $$
begin
  execute format(
    'with gone as (delete from pgmq.%I where msg_id = $1 returning *) '
    'insert into pgmq.%I (msg_id, read_ct, enqueued_at, vt, message, headers) '
    'select msg_id, read_ct, enqueued_at, vt, message, headers from gone',
    'q_' || lower(queue_name), 'a_' || lower(queue_name)
  ) using msg_id;
  return found;
end
$$;
create function set_vt(queue_name text, msg_id bigint, vt integer) returns setof message_record language plpgsql as $$
begin
  return query execute format(
    'update pgmq.%I set vt = clock_timestamp() + make_interval(secs => $2) where msg_id = $1 '
    'returning msg_id, read_ct, enqueued_at, vt, message, headers', 'q_' || lower(queue_name)
  ) using msg_id, vt;
end
$$;
create function purge_queue(queue_name text) returns bigint language plpgsql as $$
begin
  execute format('delete from pgmq.%I', 'q_' || lower(queue_name));
  return 0;
end
$$;
create function list_queues() returns setof queue_record language sql
begin atomic
  select queue_name, is_partitioned, is_unlogged, created_at from meta;
end;
create function metrics(queue_name text) returns metrics_result language sql
return row(queue_name, 0, null, null, 0, now(), 0)::metrics_result;
create function metrics_all() returns setof metrics_result language sql
begin atomic
  select one.* from meta, lateral metrics(meta.queue_name) one;
end;
grant usage, create on schema pgmq to postgres with grant option;
grant all on all tables in schema pgmq to postgres with grant option;
grant all on all functions in schema pgmq to postgres with grant option;
