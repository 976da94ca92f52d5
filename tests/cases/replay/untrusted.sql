-- no file, no program, no library, no network, no setting of the server, no way to become somebody else
create table public.a (x text);
copy public.a to '/tmp/supamap-was-here';
--! permission denied to COPY to a file
copy public.a from '/etc/passwd';
--! permission denied to COPY from a file
copy public.a to program 'touch /tmp/supamap-was-here';
--! permission denied to COPY to or from an external program
select pg_read_file('/etc/passwd');
--! permission denied for function pg_read_file
select pg_ls_dir('/');
--! permission denied for function pg_ls_dir
select lo_import('/etc/passwd');
--! permission denied for function lo_import
select lo_export(1, '/tmp/supamap-was-here');
--! permission denied for function lo_export
load 'plpgsql';
--! access to library "plpgsql" is not allowed
create function public.f() returns int language c as 'libc.so.6', 'getpid';
--! permission denied for language c
create function public.f() returns int language internal as 'pg_backend_pid';
--! permission denied for language internal
create extension plpython3u;
--! extension "plpython3u" is not available
alter system set work_mem = '1GB';
--! permission denied to set parameter "work_mem"
set temp_file_limit = -1;
--! permission denied to set parameter "temp_file_limit"
set event_triggers = off;
--! permission denied to set parameter "event_triggers"
create subscription s connection 'host=192.0.2.1' publication p;
--! permission denied to create subscription
create tablespace t location '/tmp';
--! permission denied to create tablespace "t"
create server s foreign data wrapper postgres_fdw options (host '192.0.2.1');
--! foreign-data wrapper "postgres_fdw" does not exist
set role supamap;
--! permission denied to set role "supamap"
set session authorization supamap;
--! permission denied to set session authorization "supamap"
grant supamap to postgres;
--! permission denied to grant role "supamap"
grant pg_execute_server_program to postgres;
--! permission denied to grant role "pg_execute_server_program"
alter function supamap.move_extension(text, text) owner to postgres;
--! must be owner of function move_extension
update pg_catalog.pg_authid set rolsuper = true;
--! permission denied for table pg_authid
select pg_terminate_backend(pid) from pg_stat_activity where pid = -1;
-- a function that waits under the name of a builtin is not found first by what the superuser runs
create function public.format(text, text, text) returns text language sql return 'drop schema auth cascade';
alter extension pgcrypto set schema public;
drop schema public cascade;
create schema public;
create table public.b (x int);
--? select relname::text from pg_class where relnamespace = 'public'::regnamespace => b
--? select count(*) > 0 from pg_class where relnamespace = 'auth'::regnamespace => True
