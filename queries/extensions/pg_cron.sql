-- Jobs are recorded, none ever runs.
create schema cron;
create sequence cron.jobid_seq;
create sequence cron.runid_seq;
create table cron.job (
  jobid bigint primary key default nextval('cron.jobid_seq'),
  schedule text not null,
  command text not null,
  nodename text not null default 'localhost',
  nodeport integer not null default 5432,
  database text not null default current_database(),
  username text not null default current_user,
  active boolean not null default true,
  jobname text,
  unique (jobname, username)
);
create table cron.job_run_details (
  jobid bigint,
  runid bigint primary key default nextval('cron.runid_seq'),
  job_pid integer,
  database text,
  username text,
  command text,
  status text,
  return_message text,
  start_time timestamptz,
  end_time timestamptz
);
create function cron.schedule(schedule text, command text) returns bigint language sql
begin atomic
  insert into cron.job (schedule, command) values (schedule.schedule, schedule.command) returning jobid;
end;
create function cron.schedule(job_name text, schedule text, command text) returns bigint language sql
begin atomic
  insert into cron.job (jobname, schedule, command)
  values (schedule.job_name, schedule.schedule, schedule.command)
  on conflict (jobname, username) do update set schedule = excluded.schedule, command = excluded.command
  returning jobid;
end;
create function cron.schedule_in_database(
  job_name text, schedule text, command text, database text, username text default null, active boolean default true
) returns bigint language sql
begin atomic
  insert into cron.job (jobname, schedule, command, database, username, active)
  values (
    schedule_in_database.job_name, schedule_in_database.schedule, schedule_in_database.command,
    schedule_in_database.database, coalesce(schedule_in_database.username, current_user), schedule_in_database.active
  )
  on conflict (jobname, username) do update set schedule = excluded.schedule, command = excluded.command
  returning jobid;
end;
create function cron.alter_job(
  job_id bigint, schedule text default null, command text default null, database text default null,
  username text default null, active boolean default null
) returns void language sql
begin atomic
  update cron.job one set
    schedule = coalesce(alter_job.schedule, one.schedule), command = coalesce(alter_job.command, one.command),
    database = coalesce(alter_job.database, one.database), username = coalesce(alter_job.username, one.username),
    active = coalesce(alter_job.active, one.active)
  where one.jobid = job_id;
end;
create function cron.unschedule(job_id bigint) returns boolean language plpgsql as $$
begin
  delete from cron.job where jobid = job_id;
  if not found then
    raise exception 'could not find valid entry for job ''%''', job_id;
  end if;
  return true;
end
$$;
create function cron.unschedule(job_name text) returns boolean language plpgsql as $$
begin
  delete from cron.job where jobname = job_name;
  if not found then
    raise exception 'could not find valid entry for job ''%''', job_name;
  end if;
  return true;
end
$$;
grant usage on schema cron to postgres with grant option;
grant all on all tables in schema cron to postgres with grant option;
grant all on all sequences in schema cron to postgres with grant option;
grant all on all functions in schema cron to postgres with grant option;
