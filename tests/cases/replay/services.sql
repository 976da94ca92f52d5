-- realtime, webhooks, cron, queues, secrets: recorded, never sent
create table public.messages (id uuid primary key default gen_random_uuid(), body text);
alter publication supabase_realtime add table public.messages;
alter table public.messages replica identity full;
create policy listen on realtime.messages for select to authenticated using (realtime.topic() = 'room');
create function public.tell() returns trigger language plpgsql as $$
begin
  perform realtime.broadcast_changes('room', tg_op, tg_op, tg_table_name, tg_table_schema, new, old);
  perform realtime.send(to_jsonb(new), 'event', 'topic', false);
  return new;
end
$$;
create trigger tell after insert on public.messages for each row execute function public.tell();
create trigger hook after insert on public.messages for each row
  execute function supabase_functions.http_request('https://example.com', 'POST', '{}', '{}', '1000');
insert into public.messages (body) values ('x');
create extension if not exists pg_cron with schema pg_catalog;
grant usage on schema cron to postgres;
grant all privileges on all tables in schema cron to postgres;
select cron.schedule('nightly', '0 3 * * *', $$ select net.http_post(url := 'https://example.com', body := '{}'::jsonb) $$);
select cron.schedule('nightly', '0 4 * * *', 'select 1');
select cron.unschedule(jobid) from cron.job where jobname = 'other';
create extension if not exists pg_net with schema extensions;
select net.http_post(url := 'https://example.com', headers := '{"a": "b"}'::jsonb, body := '{}'::jsonb);
create extension pgmq;
select pgmq.create('tasks');
select pgmq.send('tasks', '{"a": 1}'::jsonb);
select vault.create_secret('x', 'key', 'what for');
select decrypted_secret from vault.decrypted_secrets where name = 'key';
--? select count(*) from realtime.messages => 2
--? select count(*) from supabase_functions.hooks => 1
--? select schedule from cron.job => 0 4 * * *
--? select message::text from pgmq.read('tasks', 0, 1) => {"a": 1}
select cron.unschedule('other');
--! could not find valid entry for job 'other'
alter publication supabase_realtime add table public.messages;
--! relation "messages" is already member of publication "supabase_realtime"
