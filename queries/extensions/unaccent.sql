-- Latin letters lose their accents; the rules file of the real one knows more signs.
create function unaccent(text) returns text language sql stable strict
return translate(
  normalize($1, nfc),
  'ÀÁÂÃÄÅàáâãäåÇçÈÉÊËèéêëÌÍÎÏìíîïÑñÒÓÔÕÖØòóôõöøÙÚÛÜùúûüÝýÿŠšŽž',
  'AAAAAAaaaaaaCcEEEEeeeeIIIIiiiiNnOOOOOOooooooUUUUuuuuYyySsZz'
);
create function unaccent(regdictionary, text) returns text language sql stable strict return unaccent($2);
create text search dictionary unaccent (template = simple);
