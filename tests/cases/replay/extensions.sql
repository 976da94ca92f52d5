-- extensions that the server lacks are stood in for; vector is real
create extension if not exists "uuid-ossp" with schema extensions;
create extension pgcrypto;
create extension if not exists "http" with schema "extensions" version '1.6';
create extension pg_trgm;
create extension citext with schema extensions;
create extension hstore with schema extensions;
create extension ltree with schema extensions;
create extension btree_gist with schema extensions;
create extension btree_gin with schema extensions;
create extension earthdistance with schema extensions cascade;
create extension moddatetime schema extensions;
create extension unaccent with schema extensions;
create extension postgis with schema extensions;
create extension vector with schema extensions;
create extension intarray with schema extensions;
create extension fuzzystrmatch with schema extensions;
create extension tablefunc with schema extensions;
create extension pg_jsonschema with schema extensions;
create extension pgjwt with schema extensions;
create extension if not exists pgaudit;
create extension if not exists wrappers with schema extensions;
alter extension pg_trgm set schema extensions;
alter extension pg_trgm update to '1.6';
comment on extension pg_trgm is 'similar texts';
create table public.places (
  id uuid primary key default extensions.uuid_generate_v4(),
  name text,
  email citext unique,
  path ltree,
  more hstore,
  spot geography(Point, 4326),
  area geometry(Polygon),
  embedding vector(3),
  room int,
  during tstzrange,
  updated_at timestamptz,
  exclude using gist (room with =, during with &&),
  check (jsonb_matches_schema('{}', '{}'::jsonb))
);
create index on public.places using gin (name gin_trgm_ops, (email::text) gin_trgm_ops);
create index on public.places using gist (name gist_trgm_ops);
create index on public.places using gist (spot);
create index on public.places using gist (area);
create index on public.places using gist (path);
create index on public.places using gin (more);
create index on public.places using hnsw (embedding vector_cosine_ops);
create trigger touched before update on public.places for each row execute procedure extensions.moddatetime(updated_at);
insert into public.places (name, email, path, more, spot, embedding, room, during)
select 'place', 'A' || n || '@example.com', 'a.b', 'a=>1', 'POINT(1 2)', '[1,2,3]', 1, '[2026-01-01,2026-02-01)' from generate_series(1, 9) n;
update public.places set name = 'spot' where email = 'a1@EXAMPLE.com';
do $$ begin assert crypt('secret', (select crypt('secret', gen_salt('bf', 8)))) is not null; end $$;
create text search configuration public.fr (copy = french);
alter text search configuration public.fr alter mapping for hword, word with unaccent, french_stem;
create extension dblink with schema extensions;
drop extension wrappers;
--? select updated_at is not null from public.places where name = 'spot' => True
--? select count(*) from public.places where path <@ 'a' and more -> 'a' = '1' and name % 'spots' => 1
--? select round(similarity('hello', 'hallo')::numeric, 2)::text => 0.33
--? select format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'public.places'::regclass and attname = 'embedding' => vector(3)
--? select extnamespace::regnamespace::text from pg_extension where extname = 'pg_trgm' => extensions
insert into public.places (email) values ('A2@example.COM');
--! duplicate key value violates unique constraint "places_email_key"
create extension pg_nothing;
--! extension "pg_nothing" is not available
