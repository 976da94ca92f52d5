-- Tables that are turned on their side come out empty.
create function normal_rand(integer, double precision, double precision) returns setof double precision
language sql volatile strict
begin atomic
  select random_normal($2, $3) from generate_series(1, $1);
end;
create function crosstab(text) returns setof record language plpgsql stable strict as $$ begin return; end $$;
create function crosstab(text, integer) returns setof record language plpgsql stable strict as $$ begin return; end $$;
create function crosstab(text, text) returns setof record language plpgsql stable strict as $$ begin return; end $$;
