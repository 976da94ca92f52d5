-- What every new project has. Others come with `create extension`, or when a statement first needs them.

create extension "uuid-ossp" with schema extensions;
create extension pgcrypto with schema extensions;
create extension pg_stat_statements with schema extensions;
create extension pg_graphql;
create extension supabase_vault;
