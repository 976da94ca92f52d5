-- Distances and sounds are rough: equal texts are alike, others are as far apart as they are long.
create function levenshtein(text, text) returns integer language sql immutable strict
return case when $1 = $2 then 0 else greatest(length($1), length($2)) end;
create function levenshtein(text, text, integer, integer, integer) returns integer language sql immutable strict
return case when $1 = $2 then 0 else greatest(length($1), length($2)) end;
create function levenshtein_less_equal(text, text, integer) returns integer language sql immutable strict
return case when $1 = $2 then 0 else greatest(length($1), length($2)) end;
create function soundex(text) returns text language sql immutable strict return upper(substring($1 for 4));
create function difference(text, text) returns integer language sql immutable strict
return case when lower($1) = lower($2) then 4 else 0 end;
create function metaphone(text, integer) returns text language sql immutable strict return upper(substring($1 for $2));
create function dmetaphone(text) returns text language sql immutable strict return upper(substring($1 for 4));
create function dmetaphone_alt(text) returns text language sql immutable strict return upper(substring($1 for 4));
