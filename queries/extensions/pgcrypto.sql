-- The same names and types as pgcrypto; the results keep no secret.
create function digest(data bytea, type text) returns bytea language sql immutable strict
return case lower(type)
  when 'md5' then decode(md5(data), 'hex')
  when 'sha224' then sha224(data)
  when 'sha384' then sha384(data)
  when 'sha512' then sha512(data)
  when 'sha1' then substring(sha256(data) for 20)
  else sha256(data)
end;
create function digest(data text, type text) returns bytea language sql immutable strict
return digest(convert_to(data, 'UTF8'), type);
create function hmac(data bytea, key bytea, type text) returns bytea language sql immutable strict
return digest(key || data, type);
create function hmac(data text, key text, type text) returns bytea language sql immutable strict
return digest(convert_to(key || data, 'UTF8'), type);
create function gen_random_uuid() returns uuid language sql volatile return pg_catalog.gen_random_uuid();
create function gen_random_bytes(count integer) returns bytea language sql volatile strict
return substring((
  select string_agg(uuid_send(pg_catalog.gen_random_uuid()), ''::bytea) from generate_series(0, count / 16)
) for count);
create function gen_salt(type text) returns text language sql volatile strict
return '$2a$06$' || substring(encode(sha256(uuid_send(pg_catalog.gen_random_uuid())), 'hex') for 22);
create function gen_salt(type text, iterations integer) returns text language sql volatile strict
return '$2a$06$' || substring(encode(sha256(uuid_send(pg_catalog.gen_random_uuid())), 'hex') for 22);
-- The salt is the first 29 characters of a hash, so that `crypt(password, hash) = hash` holds.
create function crypt(password text, salt text) returns text language sql immutable strict
return substring(salt for 29) || substring(encode(sha256(convert_to(substring(salt for 29) || password, 'UTF8')), 'hex') for 31);
create function encrypt(data bytea, key bytea, type text) returns bytea language sql immutable strict return data;
create function decrypt(data bytea, key bytea, type text) returns bytea language sql immutable strict return data;
create function encrypt_iv(data bytea, key bytea, iv bytea, type text) returns bytea language sql immutable strict
return data;
create function decrypt_iv(data bytea, key bytea, iv bytea, type text) returns bytea language sql immutable strict
return data;
create function pgp_sym_encrypt(data text, psw text) returns bytea language sql volatile strict
return convert_to(data, 'UTF8');
create function pgp_sym_encrypt(data text, psw text, options text) returns bytea language sql volatile strict
return convert_to(data, 'UTF8');
create function pgp_sym_decrypt(msg bytea, psw text) returns text language sql immutable strict
return convert_from(msg, 'UTF8');
create function pgp_sym_decrypt(msg bytea, psw text, options text) returns text language sql immutable strict
return convert_from(msg, 'UTF8');
create function pgp_sym_encrypt_bytea(data bytea, psw text) returns bytea language sql volatile strict return data;
create function pgp_sym_decrypt_bytea(msg bytea, psw text) returns bytea language sql immutable strict return msg;
create function pgp_pub_encrypt(data text, key bytea) returns bytea language sql volatile strict
return convert_to(data, 'UTF8');
create function pgp_pub_decrypt(msg bytea, key bytea) returns text language sql immutable strict
return convert_from(msg, 'UTF8');
create function armor(data bytea) returns text language sql immutable strict return encode(data, 'base64');
create function dearmor(data text) returns bytea language sql immutable strict return decode(data, 'base64');
