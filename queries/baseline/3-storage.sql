-- Buckets and objects. Their functions compute what the real ones compute; the service's own writes have no equal here.

set role supabase_storage_admin;
set search_path = storage;

create type buckettype as enum ('STANDARD', 'ANALYTICS', 'VECTOR');

create table migrations (
  id integer primary key,
  name varchar(100) unique not null,
  hash varchar(40) not null,
  executed_at timestamp default current_timestamp
);
create table buckets (
  id text primary key,
  name text not null,
  owner uuid,
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  public boolean default false,
  avif_autodetection boolean default false,
  file_size_limit bigint,
  allowed_mime_types text[],
  owner_id text,
  type buckettype not null default 'STANDARD'
);
create unique index bname on buckets (name);
create table objects (
  id uuid primary key default gen_random_uuid(),
  bucket_id text references buckets,
  name text,
  owner uuid,
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  last_accessed_at timestamptz default now(),
  metadata jsonb,
  path_tokens text[] generated always as (string_to_array(name, '/')) stored,
  version text,
  owner_id text,
  user_metadata jsonb,
  level integer
);
create unique index bucketid_objname on objects (bucket_id, name);
create index name_prefix_search on objects (name text_pattern_ops);
create table buckets_analytics (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  type buckettype not null default 'ANALYTICS',
  format text not null default 'ICEBERG',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create table s3_multipart_uploads (
  id text primary key,
  in_progress_size bigint not null default 0,
  upload_signature text not null,
  bucket_id text not null references buckets,
  key text not null collate "C",
  version text not null,
  owner_id text,
  created_at timestamptz not null default now(),
  user_metadata jsonb
);
create table s3_multipart_uploads_parts (
  id uuid primary key default gen_random_uuid(),
  upload_id text not null references s3_multipart_uploads on delete cascade,
  size bigint not null default 0,
  part_number integer not null,
  bucket_id text not null references buckets,
  key text not null collate "C",
  etag text not null,
  owner_id text,
  version text not null,
  created_at timestamptz not null default now()
);
create table prefixes (
  bucket_id text not null references buckets,
  name text not null collate "C",
  level integer generated always as (cardinality(string_to_array(name, '/'))) stored,
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  primary key (bucket_id, level, name)
);

alter table migrations enable row level security;
alter table buckets enable row level security;
alter table objects enable row level security;
alter table buckets_analytics enable row level security;
alter table s3_multipart_uploads enable row level security;
alter table s3_multipart_uploads_parts enable row level security;
alter table prefixes enable row level security;

-- Parts of an object's name: the folders, the file, and what stands behind its last dot.
create function foldername(name text) returns text[] language sql immutable
return (string_to_array(name, '/'))[1:cardinality(string_to_array(name, '/')) - 1];
create function filename(name text) returns text language sql immutable
return split_part(name, '/', -1);
create function extension(name text) returns text language sql immutable
return reverse(split_part(reverse(split_part(name, '/', -1)), '.', 1));
create function operation() returns text language sql stable
return current_setting('storage.operation', true);
create function allow_only_operation(expected_operation text) returns boolean language sql stable
return coalesce(current_setting('storage.operation', true) = expected_operation, false);
create function allow_any_operation(expected_operations text[]) returns boolean language sql stable
return coalesce(current_setting('storage.operation', true) = any (expected_operations), false);
create function get_size_by_bucket() returns table (size bigint, bucket_id text) language sql stable
begin atomic
  select sum((one.metadata ->> 'size')::bigint), one.bucket_id from objects one group by one.bucket_id;
end;
create function can_insert_object(bucketid text, name text, owner uuid, metadata jsonb) returns void
language plpgsql as $$
begin
  insert into storage.objects (bucket_id, name, owner, metadata) values (bucketid, name, owner, metadata);
  raise sqlstate 'PT200' using message = 'ROLLBACK', detail = 'rollback successful insert';
end
$$;
create function search(
  prefix text, bucketname text, limits integer default 100, levels integer default 1, offsets integer default 0,
  search text default '', sortcolumn text default 'name', sortorder text default 'asc'
) returns table (
  name text, id uuid, updated_at timestamptz, created_at timestamptz, last_accessed_at timestamptz, metadata jsonb
) language sql stable
begin atomic
  select one.name, one.id, one.updated_at, one.created_at, one.last_accessed_at, one.metadata
  from objects one
  where one.bucket_id = bucketname and starts_with(one.name, prefix || search)
  order by one.name
  limit limits offset offsets;
end;
create function update_updated_at_column() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end
$$;
create trigger update_objects_updated_at before update on objects
  for each row execute function update_updated_at_column();

grant all on all tables in schema storage to postgres, anon, authenticated, service_role;
grant execute on all functions in schema storage to postgres, anon, authenticated, service_role;

reset role;
reset search_path;
