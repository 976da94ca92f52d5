-- schema: graphql
create function resolve(
  query text, variables jsonb default '{}', "operationName" text default null, extensions jsonb default null
) returns jsonb language sql
return jsonb_build_object('errors', jsonb_build_array(jsonb_build_object('message', 'not available')));
