-- Text that compares without case. It is stored and shown as text is.
create type citext;
create function citextin(cstring) returns citext language internal immutable strict parallel safe as 'textin';
create function citextout(citext) returns cstring language internal immutable strict parallel safe as 'textout';
create function citextrecv(internal) returns citext language internal stable strict parallel safe as 'textrecv';
create function citextsend(citext) returns bytea language internal stable strict parallel safe as 'textsend';
create type citext (
  input = citextin, output = citextout, receive = citextrecv, send = citextsend, internallength = variable,
  storage = extended, category = 'S', preferred = false, collatable = true
);
create function citext(boolean) returns citext language internal immutable strict as 'booltext';
create function citext(inet) returns citext language internal immutable strict as 'network_show';
create function citext(bpchar) returns citext language internal immutable strict as 'rtrim1';
create cast (citext as text) without function as implicit;
create cast (citext as varchar) without function as implicit;
create cast (citext as bpchar) without function as assignment;
create cast (text as citext) without function as assignment;
create cast (varchar as citext) without function as assignment;
create cast (bpchar as citext) with function citext(bpchar) as assignment;
create cast (boolean as citext) with function citext(boolean) as assignment;
create cast (inet as citext) with function citext(inet) as assignment;

create function citext_eq(citext, citext) returns boolean language sql immutable strict
return lower($1::text) = lower($2::text);
create function citext_ne(citext, citext) returns boolean language sql immutable strict
return lower($1::text) <> lower($2::text);
create function citext_lt(citext, citext) returns boolean language sql immutable strict
return lower($1::text) < lower($2::text);
create function citext_le(citext, citext) returns boolean language sql immutable strict
return lower($1::text) <= lower($2::text);
create function citext_gt(citext, citext) returns boolean language sql immutable strict
return lower($1::text) > lower($2::text);
create function citext_ge(citext, citext) returns boolean language sql immutable strict
return lower($1::text) >= lower($2::text);
create function citext_cmp(citext, citext) returns integer language sql immutable strict
return bttextcmp(lower($1::text), lower($2::text));
create function citext_hash(citext) returns integer language sql immutable strict return hashtext(lower($1::text));
create operator = (
  function = citext_eq, leftarg = citext, rightarg = citext, commutator = =, negator = <>, restrict = eqsel,
  join = eqjoinsel, hashes, merges
);
create operator <> (
  function = citext_ne, leftarg = citext, rightarg = citext, commutator = <>, negator = =, restrict = neqsel,
  join = neqjoinsel
);
create operator < (function = citext_lt, leftarg = citext, rightarg = citext, commutator = >, negator = >=);
create operator <= (function = citext_le, leftarg = citext, rightarg = citext, commutator = >=, negator = >);
create operator > (function = citext_gt, leftarg = citext, rightarg = citext, commutator = <, negator = <=);
create operator >= (function = citext_ge, leftarg = citext, rightarg = citext, commutator = <=, negator = <);
create operator class citext_ops default for type citext using btree as
  operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 citext_cmp(citext, citext);
create operator class citext_ops default for type citext using hash as
  operator 1 =, function 1 citext_hash(citext);
create function citext_smaller(citext, citext) returns citext language sql immutable strict
return case when citext_lt($1, $2) then $1 else $2 end;
create function citext_larger(citext, citext) returns citext language sql immutable strict
return case when citext_lt($1, $2) then $2 else $1 end;
create aggregate min(citext) (sfunc = citext_smaller, stype = citext, sortop = <);
create aggregate max(citext) (sfunc = citext_larger, stype = citext, sortop = >);

create function texticlike(citext, citext) returns boolean language sql immutable strict return $1::text ilike $2::text;
create function texticnlike(citext, citext) returns boolean language sql immutable strict
return $1::text not ilike $2::text;
create function texticregexeq(citext, citext) returns boolean language sql immutable strict return $1::text ~* $2::text;
create function texticregexne(citext, citext) returns boolean language sql immutable strict
return $1::text !~* $2::text;
create function texticlike(citext, text) returns boolean language sql immutable strict return $1::text ilike $2;
create function texticnlike(citext, text) returns boolean language sql immutable strict return $1::text not ilike $2;
create function texticregexeq(citext, text) returns boolean language sql immutable strict return $1::text ~* $2;
create function texticregexne(citext, text) returns boolean language sql immutable strict return $1::text !~* $2;
create operator ~~ (function = texticlike, leftarg = citext, rightarg = citext, negator = !~~);
create operator !~~ (function = texticnlike, leftarg = citext, rightarg = citext, negator = ~~);
create operator ~~* (function = texticlike, leftarg = citext, rightarg = citext, negator = !~~*);
create operator !~~* (function = texticnlike, leftarg = citext, rightarg = citext, negator = ~~*);
create operator ~ (function = texticregexeq, leftarg = citext, rightarg = citext, negator = !~);
create operator !~ (function = texticregexne, leftarg = citext, rightarg = citext, negator = ~);
create operator ~* (function = texticregexeq, leftarg = citext, rightarg = citext, negator = !~*);
create operator !~* (function = texticregexne, leftarg = citext, rightarg = citext, negator = ~*);
create operator ~~ (function = texticlike, leftarg = citext, rightarg = text, negator = !~~);
create operator !~~ (function = texticnlike, leftarg = citext, rightarg = text, negator = ~~);
create operator ~~* (function = texticlike, leftarg = citext, rightarg = text, negator = !~~*);
create operator !~~* (function = texticnlike, leftarg = citext, rightarg = text, negator = ~~*);
create operator ~ (function = texticregexeq, leftarg = citext, rightarg = text, negator = !~);
create operator !~ (function = texticregexne, leftarg = citext, rightarg = text, negator = ~);
create operator ~* (function = texticregexeq, leftarg = citext, rightarg = text, negator = !~*);
create operator !~* (function = texticregexne, leftarg = citext, rightarg = text, negator = ~*);
