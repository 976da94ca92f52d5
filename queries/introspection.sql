-- The schema of a Supabase database as one JSON document. One statement, read-only, for PostgreSQL 14 and newer.
-- Paste it into the SQL editor, and give the result to `supamap schema import`.
--
-- Keys are the fields of supamap/model/schema.py; what is null is left out. Nothing here is sorted but what has an order
-- of its own. The CASE holds everything: names are deparsed with the search_path that its condition has set before.
select case when set_config('search_path', '', true) = '' then (
with
platform_schema (name) as (
  select unnest(array[
    'auth', 'cron', 'dbdev', 'extensions', 'graphql', 'graphql_public', 'information_schema', 'net', 'pgbouncer', 'pgmq',
    'pgmq_public', 'pgsodium', 'pgsodium_masks', 'pgtle', 'realtime', '_realtime', 'repack', 'storage',
    'supabase_functions', 'supabase_migrations', '_supabase', '_supavisor', '_analytics', 'tiger', 'tiger_data', 'topology',
    'vault'
  ])
),
member as materialized (  -- what extensions brought
  select classid, objid from pg_depend where deptype = 'e'
),
namespace as materialized (
  select n.oid, n.nspname as schema, exists (select from platform_schema p where p.name = n.nspname) as platform
  from pg_namespace n
  where n.nspname !~ '^pg_(catalog$|toast|temp)' and n.nspname <> 'information_schema'
),
own as materialized (
  select n.oid, n.schema
  from namespace n
  where not n.platform
    and not exists (select from member m where m.classid = 'pg_namespace'::regclass and m.objid = n.oid)
),
named_relation as materialized (  -- every table or view of any schema, for references
  select c.oid, c.reltype, c.relkind, json_build_object('schema', n.nspname, 'name', c.relname) as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f', 'v', 'm') and n.nspname not in ('pg_catalog', 'pg_toast')
),
relation as materialized (
  select c.oid, n.schema, c.relname as name, c.relkind, c.relacl, c.relowner, c.reloptions, c.relispartition,
    c.relrowsecurity, c.relforcerowsecurity, c.relkind in ('v', 'm') as is_view
  from pg_class c join own n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'f', 'v', 'm')
    and not exists (select from member m where m.classid = 'pg_class'::regclass and m.objid = c.oid)
),
own_function as materialized (
  select p.*, n.schema
  from pg_proc p join own n on n.oid = p.pronamespace
  where p.prokind in ('f', 'p')
    and not exists (select from member m where m.classid = 'pg_proc'::regclass and m.objid = p.oid)
),
api_role as materialized (
  select oid, rolname::text as name from pg_roles where rolname in ('anon', 'authenticated', 'service_role')
  union all
  select 0, 'public'
),

-- Which column of a table a view's column shows unchanged: the node tree of the view's rule as brackets and entries of
-- target lists; the view's own entries stand four brackets deep, those of its subqueries deeper.
view_token as (
  select r.ev_class as view, t.position, t.found,
    sum(case when t.found[1] in ('{', '(') then 1 when t.found[1] in ('}', ')') then -1 else 0 end)
      over (partition by r.ev_class order by t.position) as depth
  from pg_rewrite r
    join named_relation v on v.oid = r.ev_class and v.relkind in ('v', 'm')
    join pg_class c on c.oid = r.ev_class
    join namespace n on n.oid = c.relnamespace
    cross join lateral regexp_matches(
      r.ev_action::text,
      '\\.|([{}()])|:resno (\d+) :resname (?:\\.|[^\\ ])+ :ressortgroupref \d+ :resorigtbl (\d+) :resorigcol (\d+)',
      'g'
    ) with ordinality as t (found, position)
  where r.ev_type = '1' and (t.found[1] is not null or t.found[2] is not null)
),
view_entry as materialized (
  select view, found[2]::int2 as attnum, found[3]::oid as origin, found[4]::int2 as origin_attnum
  from view_token
  where depth = 4 and found[3] <> '0' and found[4] <> '0'
),
view_source as (
  with recursive source (view, attnum, origin, origin_attnum) as (
    select view, attnum, origin, origin_attnum from view_entry
    union
    select s.view, s.attnum, e.origin, e.origin_attnum
    from source s join view_entry e on e.view = s.origin and e.attnum = s.origin_attnum
  )
  select s.view, s.attnum, json_agg(json_build_object('table', t.name, 'column', a.attname)) as sources
  from source s
    join named_relation t on t.oid = s.origin and t.relkind not in ('v', 'm')
    join pg_attribute a on a.attrelid = s.origin and a.attnum = s.origin_attnum
  group by s.view, s.attnum
),

column_list as (
  select a.attrelid, json_agg(json_build_object(
    'name', a.attname,
    'type', format_type(a.atttypid, a.atttypmod),
    'nullable', not a.attnotnull,
    'default', case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid, true) end,
    'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end,
    'generated', case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid, true) end,
    'enum', (
      select json_build_object('schema', n.nspname, 'name', e.typname)
      from pg_type t
        join pg_type e on e.oid = case when t.typcategory = 'A' then t.typelem else t.oid end and e.typtype = 'e'
        join pg_namespace n on n.oid = e.typnamespace
      where t.oid = a.atttypid
    ),
    'comment', col_description(a.attrelid, a.attnum),
    'sources', s.sources
  ) order by a.attnum) as columns
  from relation r
    join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join view_source s on s.view = a.attrelid and s.attnum = a.attnum
  group by a.attrelid
),

table_constraint as materialized (
  select c.oid, c.conrelid, c.conname, c.contype, c.confrelid, c.confdeltype, c.confupdtype, c.conbin,
    (select array_agg(k order by k) from unnest(c.conkey) k) as key_set,
    (
      select json_agg(a.attname order by k.position)
      from unnest(c.conkey) with ordinality as k (attnum, position)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
    ) as columns,
    (
      select json_agg(a.attname order by k.position)
      from unnest(c.confkey) with ordinality as k (attnum, position)
        join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.attnum
    ) as referenced_columns
  from pg_constraint c join relation r on r.oid = c.conrelid
  where c.contype in ('p', 'u') or c.contype = 'c' or (c.contype = 'f' and c.conparentid = 0)
),
action (code, name) as (
  values ('a', 'no action'), ('r', 'restrict'), ('c', 'cascade'), ('n', 'set null'), ('d', 'set default')
),
constraint_list as (
  select c.conrelid,
    json_agg(json_build_object('name', c.conname, 'columns', c.columns)) filter (where c.contype = 'p') -> 0
      as primary_key,
    json_agg(json_build_object('name', c.conname, 'columns', c.columns)) filter (where c.contype = 'u') as "unique",
    json_agg(json_build_object(
      'name', c.conname,
      'columns', c.columns,
      'table', t.name,
      'referenced_columns', c.referenced_columns,
      'one_to_one', exists (
        select from table_constraint k
        where k.conrelid = c.conrelid and k.contype in ('p', 'u') and k.key_set = c.key_set
      ),
      'on_delete', (select name from action where code = c.confdeltype::text),
      'on_update', (select name from action where code = c.confupdtype::text)
    )) filter (where c.contype = 'f') as foreign_keys,
    json_agg(json_build_object('name', c.conname, 'expression', pg_get_expr(c.conbin, c.conrelid, true)))
      filter (where c.contype = 'c') as checks
  from table_constraint c left join named_relation t on t.oid = c.confrelid
  group by c.conrelid
),

index_list as (
  select i.indrelid, json_agg(json_build_object(
    'name', c.relname,
    'parts', (select json_agg(pg_get_indexdef(c.oid, k, true) order by k) from generate_series(1, i.indnkeyatts) k),
    'unique', i.indisunique,
    'method', m.amname,
    'predicate', pg_get_expr(i.indpred, i.indrelid, true),
    'definition', pg_get_indexdef(c.oid)
  )) as indexes
  from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam
    join relation r on r.oid = i.indrelid
  where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
  group by i.indrelid
),

user_trigger as materialized (
  select t.oid, t.tgrelid, t.tgname, t.tgtype, t.tgenabled, t.tgattr, t.tgfoid, p.proname, n.nspname,
    c.relname, tn.schema
  from pg_trigger t
    join pg_proc p on p.oid = t.tgfoid
    join pg_namespace n on n.oid = p.pronamespace
    join pg_class c on c.oid = t.tgrelid
    join namespace tn on tn.oid = c.relnamespace
  where not t.tgisinternal and t.tgparentid = 0
    and (t.tgrelid in (select oid from relation)
      or p.oid in (select oid from own_function) or n.nspname = 'supabase_functions')
),
trigger_list as (
  select t.tgrelid, json_agg(json_build_object(
    'name', t.tgname,
    'timing', case when t.tgtype & 2 <> 0 then 'before' when t.tgtype & 64 <> 0 then 'instead of' else 'after' end,
    'events', (
      select json_agg(e.name order by e.position)
      from (values (1, 4, 'insert'), (2, 16, 'update'), (3, 8, 'delete'), (4, 32, 'truncate')) as e (position, bit, name)
      where t.tgtype & e.bit <> 0
    ),
    'function', json_build_object('schema', t.nspname, 'name', t.proname),
    'for_each', case when t.tgtype & 1 <> 0 then 'row' else 'statement' end,
    'columns', (
      select json_agg(a.attname order by k.position)
      from unnest(t.tgattr) with ordinality as k (attnum, position)
        join pg_attribute a on a.attrelid = t.tgrelid and a.attnum = k.attnum
    ),
    'condition', substring(pg_get_triggerdef(t.oid, true) from ' WHEN \((.*)\) EXECUTE FUNCTION '),
    'enabled', t.tgenabled in ('O', 'A')
  )) as triggers
  from user_trigger t
  group by t.tgrelid
),

user_policy as materialized (
  select p.*, c.relname, n.schema
  from pg_policy p join pg_class c on c.oid = p.polrelid join namespace n on n.oid = c.relnamespace
  where n.schema <> 'cron'
    and not exists (select from member m where m.classid = 'pg_class'::regclass and m.objid = c.oid)
),
policy_list as (
  select p.polrelid, json_agg(json_build_object(
    'name', p.polname,
    'command', case p.polcmd
      when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all'
    end,
    'roles', (
      select json_agg(coalesce(r.rolname, 'public') order by r.rolname)
      from unnest(p.polroles) as k (oid) left join pg_roles r on r.oid = k.oid
    ),
    'using', pg_get_expr(p.polqual, p.polrelid, true),
    'check', pg_get_expr(p.polwithcheck, p.polrelid, true),
    'permissive', p.polpermissive
  )) as policies
  from user_policy p
  group by p.polrelid
),

privilege (position, name) as (
  values (1, 'select'), (2, 'insert'), (3, 'update'), (4, 'delete'), (5, 'truncate'), (6, 'references'), (7, 'trigger'),
    (8, 'execute')
),
table_grant as (
  select g.oid, g.role, g.privileges, null::json as columns
  from (
    select r.oid, a.name as role, json_agg(p.name order by p.position) as privileges
    from relation r
      cross join lateral aclexplode(r.relacl) x
      join api_role a on a.oid = x.grantee
      join privilege p on p.name = lower(x.privilege_type)
    group by r.oid, a.name
  ) g
  union all
  select g.oid, g.role, g.privileges::json, json_agg(g.attname order by g.attnum)
  from (
    select r.oid, a.name as role, c.attname, c.attnum, json_agg(p.name order by p.position)::text as privileges
    from relation r
      join pg_attribute c on c.attrelid = r.oid and c.attnum > 0 and not c.attisdropped
      cross join lateral aclexplode(c.attacl) x
      join api_role a on a.oid = x.grantee
      join privilege p on p.name = lower(x.privilege_type)
    group by r.oid, a.name, c.attname, c.attnum
  ) g
  group by g.oid, g.role, g.privileges
),
grant_list as (
  select oid, json_agg(json_build_object('role', role, 'privileges', privileges, 'columns', columns)) as grants
  from table_grant
  group by oid
),

table_list as (
  select r.oid, json_build_object(
    'schema', r.schema,
    'name', r.name,
    'kind', case r.relkind
      when 'r' then 'table' when 'p' then 'partitioned table' when 'f' then 'foreign table' when 'v' then 'view'
      else 'materialized view'
    end,
    'comment', obj_description(r.oid, 'pg_class'),
    'columns', c.columns,
    'primary_key', k.primary_key,
    'unique', k."unique",
    'foreign_keys', k.foreign_keys,
    'checks', k.checks,
    'indexes', i.indexes,
    'triggers', t.triggers,
    'rls', r.relrowsecurity,
    'rls_forced', r.relforcerowsecurity,
    'policies', p.policies,
    'grants', g.grants,
    'definition', case when r.is_view then rtrim(pg_get_viewdef(r.oid, true), ';') end,
    'security_invoker', exists (
      select from unnest(r.reloptions) o where lower(o) ~ '^security_invoker=(true|on|1|yes)$'
    ),
    'partition_of', (
      select n.name from pg_inherits h join named_relation n on n.oid = h.inhparent
      where r.relispartition and h.inhrelid = r.oid
    )
  ) as document
  from relation r
    left join column_list c on c.attrelid = r.oid
    left join constraint_list k on k.conrelid = r.oid
    left join index_list i on i.indrelid = r.oid
    left join trigger_list t on t.tgrelid = r.oid
    left join policy_list p on p.polrelid = r.oid
    left join grant_list g on g.oid = r.oid
),
platform_list as (
  select json_build_object(
    'schema', n.schema,
    'name', c.relname,
    'kind', case c.relkind when 'v' then 'view' when 'p' then 'partitioned table' else 'table' end,
    'rls', c.relrowsecurity,
    'triggers', t.triggers,
    'policies', p.policies
  ) as document
  from pg_class c
    join namespace n on n.oid = c.relnamespace and n.platform
    left join trigger_list t on t.tgrelid = c.oid
    left join policy_list p on p.polrelid = c.oid
  where t.tgrelid is not null or p.polrelid is not null
),

argument_list as (
  select f.oid, json_agg(json_build_object(
    'name', coalesce(f.proargnames[a.position], ''),
    'type', format_type(a.type, null),
    'mode', case a.mode when 'o' then 'out' when 'b' then 'inout' when 'v' then 'variadic' when 't' then 'table' else 'in' end,
    'has_default', a.mode in ('i', 'b', 'v') and a.inputs > f.pronargs - f.pronargdefaults,
    'default', pg_get_function_arg_default(f.oid, a.position::int)
  ) order by a.position) as arguments
  from own_function f
    cross join lateral (
      select t.position, t.type, coalesce(f.proargmodes[t.position], 'i') as mode,
        count(*) filter (where coalesce(f.proargmodes[t.position], 'i') in ('i', 'b', 'v')) over (order by t.position) as inputs
      from unnest(coalesce(f.proallargtypes, f.proargtypes::oid[])) with ordinality as t (type, position)
    ) a
  group by f.oid
),
function_list as (
  select json_build_object(
    'schema', f.schema,
    'name', f.proname,
    'arguments', a.arguments,
    'returns', case when f.prorettype = 0 then 'void' else format_type(f.prorettype, null) end,
    'returns_set', f.proretset,
    'returns_table', t.name,
    'row_of', (
      select n.name from named_relation n where f.pronargs = 1 and n.reltype = f.proargtypes[0]
    ),
    'returns_one', f.proretset and f.prorows = 1,
    'language', l.lanname,
    'volatility', case f.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
    'security_definer', f.prosecdef,
    'search_path', (
      select case when c = 'search_path=""' then '' else substr(c, 13) end
      from unnest(f.proconfig) c where c like 'search\_path=%'
    ),
    'body', coalesce(pg_get_function_sqlbody(f.oid), f.prosrc),
    'comment', obj_description(f.oid, 'pg_proc'),
    'grants', (
      select json_agg(json_build_object('role', r.name, 'privileges', json_build_array('execute')))
      from aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) x join api_role r on r.oid = x.grantee
    ),
    'procedure', f.prokind = 'p'
  ) as document
  from own_function f
    join pg_language l on l.oid = f.prolang
    left join argument_list a on a.oid = f.oid
    left join named_relation t on t.reltype = f.prorettype and f.prorettype <> 0
),

own_type as materialized (
  select t.oid, t.typname as name, t.typtype, t.typrelid, t.typbasetype, t.typtypmod, t.typnotnull, t.typdefault,
    n.schema, obj_description(t.oid, 'pg_type') as comment
  from pg_type t join own n on n.oid = t.typnamespace
  where t.typtype in ('e', 'd', 'c')
    and not exists (select from member m where m.classid = 'pg_type'::regclass and m.objid = t.oid)
),
enum_list as (
  select json_build_object('schema', t.schema, 'name', t.name, 'comment', t.comment, 'members', (
    select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid
  )) as document
  from own_type t
  where t.typtype = 'e' and exists (select from pg_enum e where e.enumtypid = t.oid)
),
composite_list as (
  select json_build_object('schema', t.schema, 'name', t.name, 'comment', t.comment, 'fields', (
    select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
    from pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
  )) as document
  from own_type t join pg_class c on c.oid = t.typrelid and c.relkind = 'c'
  where t.typtype = 'c' and exists (select from pg_attribute a where a.attrelid = c.oid and not a.attisdropped)
),
domain_list as (
  select json_build_object(
    'schema', t.schema,
    'name', t.name,
    'base', format_type(t.typbasetype, t.typtypmod),
    'nullable', not t.typnotnull,
    'default', t.typdefault,
    'checks', (
      select json_agg(json_build_object('name', c.conname, 'expression', pg_get_expr(c.conbin, 0, true)))
      from pg_constraint c where c.contypid = t.oid and c.contype = 'c'
    ),
    'comment', t.comment
  ) as document
  from own_type t
  where t.typtype = 'd'
),
publication_list as (
  select json_build_object('name', p.pubname, 'all_tables', p.puballtables, 'tables', (
    select json_agg(json_build_object('schema', t.schemaname, 'name', t.tablename))
    from pg_publication_tables t
    where t.pubname = p.pubname and not p.puballtables
  )) as document
  from pg_publication p
  where p.pubname <> 'supabase_realtime_messages_publication'
),
extension_list as (
  select json_build_object('name', e.extname, 'schema', n.nspname) as document
  from pg_extension e join pg_namespace n on n.oid = e.extnamespace
  where e.extname <> 'plpgsql'
),

-- Tables that may not be there, and may not be readable: a statement as a text, run only where it can answer in full.
-- ts_stat is the one function of every server that runs such a text, and it gives words: a row's JSON in pieces, each
-- behind the numbers of the row and the piece. (query_to_xml would do, too, but not without libxml.)
optional_table as materialized (
  select k.field, k.name, c.oid as there,
    coalesce(has_schema_privilege(c.relnamespace, 'usage') and has_table_privilege(c.oid, 'select')
      and not row_security_active(c.oid), false) as readable
  from (values ('buckets', 'storage.buckets'), ('cron_jobs', 'cron.job')) as k (field, name)
    left join pg_namespace n on n.nspname = split_part(k.name, '.', 1)
    left join pg_class c on c.relnamespace = n.oid and c.relname = split_part(k.name, '.', 2)
),
optional_row as materialized (
  select o.field, string_agg(substr(w.word, 15), '' order by substr(w.word, 1, 14) collate "C")::json as document
  from optional_table o
    cross join lateral ts_stat(format(
      $query$
        select array_to_tsvector(array_agg(to_char(number, 'FM0000000') || to_char(piece, 'FM0000000')
          || substr(document, piece * 500 + 1, 500)))
        from (select row_number() over () as number, to_jsonb(t)::text as document from %s t) numbered
          cross join lateral generate_series(0, (length(document) - 1) / 500) as piece
        group by number
      $query$, o.name)) w
  where o.readable
  group by o.field, substr(w.word, 1, 7)
),
bucket_list as (
  select json_build_object(
    'name', b.document -> 'id',
    'public', coalesce((b.document ->> 'public')::boolean, false),
    'file_size_limit', b.document -> 'file_size_limit',
    'allowed_mime_types', b.document -> 'allowed_mime_types'
  ) as document
  from optional_row b
  where b.field = 'buckets'
),
cron_list as (
  select json_build_object(
    'name', coalesce(j.document ->> 'jobname', 'job ' || (j.document ->> 'jobid')),
    'schedule', j.document -> 'schedule',
    'command', j.document -> 'command',
    'active', coalesce((j.document ->> 'active')::boolean, true)
  ) as document
  from optional_row j
  where j.field = 'cron_jobs'
),
setting as materialized (
  select string_to_array(regexp_replace(coalesce(
    (
      select substr(c, 18)
      from pg_db_role_setting s join pg_roles r on r.oid = s.setrole cross join lateral unnest(s.setconfig) c
      where r.rolname = 'authenticator' and c like 'pgrst.db\_schemas=%'
        and s.setdatabase in (0, (select d.oid from pg_database d where d.datname = current_database()))
      order by s.setdatabase desc
      limit 1
    ),
    nullif(current_setting('pgrst.db_schemas', true), '')
  ), '["\s]', '', 'g'), ',') as exposed
),

-- What the catalog knows to need what. Functions whose bodies are texts are not in it.
object as materialized (
  select 'pg_class'::regclass as class, r.oid,
    json_build_object('kind', case when n.relkind in ('v', 'm') then 'view' else 'table' end,
      'schema', r.schema, 'name', r.name) as document
  from relation r join named_relation n on n.oid = r.oid
  union all
  select 'pg_proc'::regclass, f.oid, json_build_object('kind', 'function', 'schema', f.schema, 'name', f.proname)
  from own_function f
),
platform_object as (
  select 'pg_class'::regclass as class, c.oid,
    json_build_object('kind', case when c.relkind in ('v', 'm') then 'view' else 'table' end,
      'schema', n.schema, 'name', c.relname) as document
  from pg_class c join namespace n on n.oid = c.relnamespace and n.platform
  where c.relkind in ('r', 'p', 'f', 'v', 'm')
),
user_object as (
  select 'pg_rewrite'::regclass as class, w.oid, w.ev_class as owner, 'select' as operation, o.document
  from pg_rewrite w join object o on o.class = 'pg_class'::regclass and o.oid = w.ev_class
  union all
  select 'pg_policy'::regclass, p.oid, p.polrelid, 'select', json_build_object(
    'kind', 'policy', 'schema', p.schema, 'name', p.polname,
    'table', json_build_object('schema', p.schema, 'name', p.relname))
  from user_policy p
  union all
  select 'pg_trigger'::regclass, t.oid, t.tgrelid, null, json_build_object(
    'kind', 'trigger', 'schema', t.schema, 'name', t.tgname,
    'table', json_build_object('schema', t.schema, 'name', t.relname))
  from user_trigger t
  union all
  select 'pg_proc'::regclass, f.oid, f.oid, null, o.document
  from own_function f join object o on o.class = 'pg_proc'::regclass and o.oid = f.oid
  union all
  select 'pg_attrdef'::regclass, d.oid, d.adrelid, null, o.document
  from pg_attrdef d join object o on o.class = 'pg_class'::regclass and o.oid = d.adrelid
  union all
  select 'pg_constraint'::regclass, c.oid, c.conrelid, null, o.document
  from pg_constraint c join object o on o.class = 'pg_class'::regclass and o.oid = c.conrelid
  where c.contype = 'c'
),
dependency_list as (
  select distinct u.document::text as "user", o.document::text as used,
    case when o.class = 'pg_class'::regclass then u.operation end as operation
  from pg_depend d
    join user_object u on u.class = d.classid and u.oid = d.objid
    join (select * from object union all select * from platform_object) o on o.class = d.refclassid and o.oid = d.refobjid
  where not (o.class = 'pg_class'::regclass and o.oid = u.owner) and d.refobjid <> u.owner
)

select json_strip_nulls(json_build_object(
  'format', 'supamap-schema',
  'version', 1,
  'schema', json_build_object(
    'source', 'database',
    'server_version', current_setting('server_version'),
    'exposed', (select to_json(exposed) from setting),
    'tables', (select json_agg(document) from table_list),
    'enums', (select json_agg(document) from enum_list),
    'composite_types', (select json_agg(document) from composite_list),
    'domains', (select json_agg(document) from domain_list),
    'functions', (select json_agg(document) from function_list),
    'publications', (select json_agg(document) from publication_list),
    'buckets', (select json_agg(document) from bucket_list),
    'cron_jobs', (select json_agg(document) from cron_list),
    'extensions', (select json_agg(document) from extension_list),
    'platform', (select json_agg(document) from platform_list),
    'dependencies', (
      select json_agg(json_build_object('user', "user"::json, 'used', used::json,
        'operations', case when operation is not null then json_build_array(operation) end))
      from dependency_list
    ),
    'unknown', (
      select json_agg(u.field)
      from (
        select field from optional_table where not readable and (there is not null or field = 'buckets')
        union all
        select 'exposed' from setting where exposed is null
      ) u
    )
  )
))
) end as supamap_schema
