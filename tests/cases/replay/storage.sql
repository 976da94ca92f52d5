-- buckets, policies of objects, and what they compute with
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('avatars', 'avatars', true, 1048576, array['image/png']) on conflict (id) do nothing;
alter table storage.objects enable row level security;
create policy "own folder" on storage.objects for insert to authenticated
  with check (bucket_id = 'avatars' and (storage.foldername(name))[1] = auth.uid()::text);
create policy "pictures" on storage.objects for select using (storage.extension(name) = 'png');
drop policy if exists "nobody's" on storage.objects;
create trigger on_object after insert or update on storage.objects
  for each row execute function storage.update_updated_at_column();
insert into storage.objects (bucket_id, name) values ('avatars', 'a/b/c.png');
--? select storage.foldername('a/b/c.png')::text => {a,b}
--? select storage.filename('a/b/c.png') || ' ' || storage.extension('a/b/c.png') => c.png png
--? select name from storage.search('a/', 'avatars') => a/b/c.png
insert into storage.objects (bucket_id, name) values ('nowhere', 'x');
--! insert or update on table "objects" violates foreign key constraint "objects_bucket_id_fkey"
