-- schema: vault
create table secrets (
  id uuid primary key default gen_random_uuid(),
  name text,
  description text not null default '',
  secret text not null,
  key_id uuid,
  nonce bytea,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create unique index on secrets (name) where name is not null;
create view decrypted_secrets as
select id, name, description, secret, secret as decrypted_secret, key_id, nonce, created_at, updated_at from secrets;
create function create_secret(
  new_secret text, new_name text default null, new_description text default '', new_key_id uuid default null
) returns uuid language sql
begin atomic
  insert into secrets (secret, name, description, key_id)
  values (new_secret, new_name, new_description, new_key_id) returning id;
end;
create function update_secret(
  secret_id uuid, new_secret text default null, new_name text default null, new_description text default null,
  new_key_id uuid default null
) returns void language sql
begin atomic
  update secrets one set
    secret = coalesce(new_secret, one.secret), name = coalesce(new_name, one.name),
    description = coalesce(new_description, one.description), key_id = coalesce(new_key_id, one.key_id),
    updated_at = now()
  where one.id = secret_id;
end;
grant usage on schema vault to postgres, service_role;
grant select, insert, update, delete on secrets, decrypted_secrets to postgres with grant option;
grant select, delete on secrets, decrypted_secrets to service_role;
grant execute on all functions in schema vault to postgres, service_role;
