-- Requests are queued, none is ever sent.
create schema net;
create type net.request_status as enum ('PENDING', 'SUCCESS', 'ERROR');
create type net.http_response as (status_code integer, headers jsonb, body text);
create type net.http_response_result as (status net.request_status, message text, response net.http_response);
create table net.http_request_queue (
  id bigserial primary key,
  method text not null,
  url text not null,
  headers jsonb,
  body bytea,
  timeout_milliseconds integer not null
);
create table net._http_response (
  id bigint,
  status_code integer,
  content_type text,
  headers jsonb,
  content text,
  timed_out boolean,
  error_msg text,
  created timestamptz not null default now()
);
create function net.http_get(
  url text, params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds integer default 5000
) returns bigint language sql
begin atomic
  insert into net.http_request_queue (method, url, headers, timeout_milliseconds)
  values ('GET', http_get.url, http_get.headers, http_get.timeout_milliseconds) returning id;
end;
create function net.http_post(
  url text, body jsonb default '{}', params jsonb default '{}', headers jsonb default '{"Content-Type": "application/json"}',
  timeout_milliseconds integer default 5000
) returns bigint language sql
begin atomic
  insert into net.http_request_queue (method, url, headers, body, timeout_milliseconds)
  values (
    'POST', http_post.url, http_post.headers, convert_to(http_post.body::text, 'UTF8'), http_post.timeout_milliseconds
  ) returning id;
end;
create function net.http_delete(
  url text, params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds integer default 5000,
  body jsonb default null
) returns bigint language sql
begin atomic
  insert into net.http_request_queue (method, url, headers, timeout_milliseconds)
  values ('DELETE', http_delete.url, http_delete.headers, http_delete.timeout_milliseconds) returning id;
end;
create function net.http_collect_response(request_id bigint, async boolean default true)
returns net.http_response_result language sql
return row('PENDING'::net.request_status, 'no request is sent', null)::net.http_response_result;
grant usage on schema net to postgres, anon, authenticated, service_role;
grant all on all tables in schema net to postgres, anon, authenticated, service_role;
grant all on all sequences in schema net to postgres, anon, authenticated, service_role;
grant execute on all functions in schema net to postgres, anon, authenticated, service_role;
