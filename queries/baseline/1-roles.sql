-- The roles of a Supabase project, its schemas, and who may do what by default.
-- No role is a superuser here. On the platform `supabase_admin` is one; migrations run as `postgres`, which is none.

create role supabase_admin login createrole createdb replication bypassrls;
create role postgres login createrole createdb replication bypassrls;
create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role authenticator login noinherit;
create role dashboard_user nologin createrole createdb replication;
create role pgbouncer login;
create role supabase_auth_admin login createrole noinherit;
create role supabase_storage_admin login createrole noinherit;
create role supabase_functions_admin login createrole noinherit;
create role supabase_realtime_admin nologin noinherit;
create role supabase_replication_admin login replication;
create role supabase_read_only_user login bypassrls;
create role supabase_etl_admin login replication bypassrls;
create role pgsodium_keyiduser nologin;
create role pgsodium_keyholder nologin;
create role pgsodium_keymaker nologin;

grant anon, authenticated, service_role to authenticator;
grant authenticator to supabase_storage_admin;
grant anon, authenticated, service_role, authenticator, dashboard_user, pgbouncer, supabase_admin, supabase_auth_admin,
  supabase_storage_admin, supabase_functions_admin, supabase_realtime_admin, supabase_replication_admin,
  supabase_read_only_user, supabase_etl_admin, pgsodium_keyiduser, pgsodium_keyholder, pgsodium_keymaker
  to postgres with admin option, inherit true, set true;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres with admin option;
grant set on parameter session_replication_role, log_min_messages, pgrst.db_schemas to postgres;

alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role postgres set search_path = "$user", public, extensions;
alter role supabase_admin set search_path = "$user", public, auth, extensions;
alter role authenticator set pgrst.db_schemas = 'public, graphql_public';

alter database postgres owner to postgres;
alter database postgres set pgrst.db_schemas = 'public, graphql_public';
grant all on database postgres to postgres, supabase_admin, dashboard_user;
alter database template1 is_template = false;
alter database template0 is_template = false;

create schema auth authorization supabase_auth_admin;
create schema extensions authorization postgres;
create schema storage authorization supabase_storage_admin;
create schema realtime authorization supabase_admin;
create schema _realtime authorization supabase_admin;
create schema graphql_public authorization supabase_admin;
create schema supabase_functions authorization supabase_admin;
create schema supabase_migrations authorization postgres;
create schema pgbouncer authorization pgbouncer;

grant all on schema public to postgres, supabase_admin;
grant usage on schema public, extensions, graphql_public, supabase_functions, storage, realtime, auth
  to anon, authenticated, service_role, postgres;
grant all on schema auth, storage to dashboard_user;
grant all on schema extensions to dashboard_user, supabase_admin;
grant usage on schema realtime to supabase_realtime_admin;
grant usage, create on schema public to supabase_auth_admin, supabase_storage_admin, supabase_functions_admin;

alter default privileges for role postgres, supabase_admin in schema public
  grant all on tables to postgres, anon, authenticated, service_role;
alter default privileges for role postgres, supabase_admin in schema public
  grant all on sequences to postgres, anon, authenticated, service_role;
alter default privileges for role postgres, supabase_admin in schema public
  grant all on functions to postgres, anon, authenticated, service_role;
alter default privileges for role postgres, supabase_storage_admin in schema storage
  grant all on tables to postgres, anon, authenticated, service_role;
alter default privileges for role postgres, supabase_storage_admin in schema storage
  grant all on sequences to postgres, anon, authenticated, service_role;
alter default privileges for role postgres, supabase_storage_admin in schema storage
  grant all on functions to postgres, anon, authenticated, service_role;
alter default privileges for role supabase_auth_admin in schema auth grant all on tables to postgres, dashboard_user;
alter default privileges for role supabase_auth_admin in schema auth grant all on sequences to postgres, dashboard_user;
alter default privileges for role supabase_auth_admin in schema auth grant all on functions to postgres, dashboard_user;

-- What postgres may own no publication of on its own: those of all tables.
create publication supabase_realtime;
alter publication supabase_realtime owner to postgres;

create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
create table supabase_migrations.seed_files (path text primary key, hash text not null);
alter table supabase_migrations.schema_migrations owner to postgres;
alter table supabase_migrations.seed_files owner to postgres;
