-- users, and triggers and policies that know them
create table public.profiles (id uuid primary key references auth.users (id) on delete cascade, email text);
create function public.on_user() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into public.profiles (id, email) values (new.id, new.raw_user_meta_data ->> 'email');
  return new;
end
$$;
create trigger on_auth_user_created after insert on auth.users for each row execute procedure public.on_user();
alter table public.profiles enable row level security;
create policy own on public.profiles for all to authenticated
  using (auth.uid() = id and (select auth.jwt()) ->> 'aud' = 'x' and auth.role() = 'authenticated' and auth.email() = email)
  with check ((select auth.uid()) = id);
insert into auth.users (id, instance_id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data,
  raw_user_meta_data, created_at, updated_at, confirmation_token, email_change, email_change_token_new, recovery_token)
values ('00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-000000000000', 'authenticated', 'authenticated',
  'a@example.com', crypt('secret', gen_salt('bf')), now(), '{"provider": "email"}', '{"email": "a@example.com"}', now(), now(),
  '', '', '', '');
insert into auth.identities (provider_id, user_id, identity_data, provider)
values ('a', '00000000-0000-0000-0000-00000000000a', '{"email": "A@example.com"}', 'email');
create function public.hook(event jsonb) returns jsonb language sql return event;
grant execute on function public.hook to supabase_auth_admin;
grant usage on schema public to supabase_auth_admin;
set request.jwt.claims = '{"sub": "00000000-0000-0000-0000-00000000000a", "role": "authenticated"}';
do $$ begin assert auth.uid() = '00000000-0000-0000-0000-00000000000a' and auth.role() = 'authenticated'; end $$;
--? select email from public.profiles => a@example.com
--? select email from auth.identities => a@example.com
--? select auth.uid() => None
insert into auth.users (id, shoe_size) values (gen_random_uuid(), 42);
--! column "shoe_size" of relation "users" does not exist
