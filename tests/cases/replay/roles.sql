-- roles, owners and grants as migrations write them
set role postgres;
create table public.a (id bigint generated always as identity primary key);
alter table public.a owner to postgres;
alter table public.a owner to supabase_admin;
grant all on table public.a to anon, authenticated, service_role, supabase_auth_admin;
grant usage on sequence public.a_id_seq to authenticated;
grant usage on schema public to postgres, anon, authenticated, service_role;
revoke all on table public.a from anon;
create role app with login password 'secret' noinherit;
grant authenticated to app;
alter role authenticated set statement_timeout = '9s';
alter role authenticator set pgrst.db_schemas = 'public, api';
alter database postgres set timezone to 'Europe/Paris';
alter default privileges for role postgres in schema public grant all on tables to app;
alter default privileges for role supabase_admin in schema public grant select on tables to app;
alter default privileges in schema public revoke execute on functions from public;
create function public.f() returns int language sql security definer set search_path = '' return 1;
alter function public.f() owner to postgres;
set session_replication_role = replica;
set local lock_timeout = '5s';
notify pgrst, 'reload schema';
create schema if not exists extensions;
create schema api authorization postgres;
-- whoever makes tables gives the API's roles their rights
create table public.b (x int);
--? select bool_and(has_table_privilege(role, 'public.b', 'insert')) from unnest(array['anon', 'service_role']) role => True
--? select has_table_privilege('anon', 'public.a', 'select') => False
-- on the platform as here, nobody but a superuser becomes one
alter role postgres superuser;
--! permission denied to alter role
create role boss superuser;
--! permission denied to create role
-- nor does the platform take settings of other names any more
alter database postgres set "app.settings.key" = 'x';
--! permission denied to set parameter "app.settings.key"
