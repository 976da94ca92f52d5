-- what the platform allows although PostgreSQL asks for a superuser
create function public.secure() returns event_trigger language plpgsql as $$
declare
  one record;
begin
  for one in select * from pg_event_trigger_ddl_commands() where command_tag = 'CREATE TABLE' loop
    execute format('alter table %s enable row level security', one.object_identity);
  end loop;
end
$$;
create event trigger secure on ddl_command_end when tag in ('CREATE TABLE', 'CREATE TABLE AS') execute function public.secure();
create table public.a (x int);
alter event trigger secure disable;
create table public.b (x int);
drop event trigger secure;
create publication everything for all tables;
alter publication everything set (publish = 'insert');
drop publication if exists supabase_realtime;
create publication supabase_realtime for all tables with (publish = 'insert');
drop publication everything;
--? select relname::text from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity => a
--? select pubname::text from pg_publication where puballtables => supabase_realtime
create event trigger x on ddl_command_end execute function public.nothing();
--! function "public.nothing" does not exist
create event trigger login_trap on login execute function public.secure();
--! event triggers on login are not replayed
create event trigger odd on ddl_command_end execute function pg_catalog.now();
--! function now must return type event_trigger
