-- What the platform lets `postgres` do although PostgreSQL asks for a superuser: event triggers, publications of all
-- tables, extensions that move. The replay calls these functions instead of running the statement. New objects are handed
-- to `postgres`, who may then alter and drop them; no statement but an update of the catalog does that.

create schema supamap;
grant usage on schema supamap to postgres;

-- Event triggers fire for no superuser (they are switched off there), so they lend nobody more rights.
create function supamap.create_event_trigger(name text, event text, tags text[], function regproc) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set event_triggers = off as $$
begin
  if event not in ('ddl_command_start', 'ddl_command_end', 'sql_drop', 'table_rewrite') then
    raise exception 'event triggers on % are not replayed', event;
  end if;
  execute format('create event trigger %I on %I %s execute function %s()', name, event, (
    select 'when tag in (' || string_agg(quote_literal(tag), ', ') || ')' from unnest(tags) tag
  ), function);
  update pg_event_trigger set evtowner = 'postgres'::regrole where evtname = name;
end
$$;

create function supamap.create_publication_for_all_tables(name text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set event_triggers = off as $$
begin
  execute format('create publication %I for all tables', name);
  update pg_publication set pubowner = 'postgres'::regrole where pubname = name;
end
$$;

-- Objects of an extension belong to the superuser, so that its owner alone could not move them.
create function supamap.move_extension(name text, schema text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set event_triggers = off as $$
begin
  execute format('alter extension %I set schema %I', name, schema);
end
$$;

revoke all on all functions in schema supamap from public;
grant execute on all functions in schema supamap to postgres;
