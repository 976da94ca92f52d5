; <Name a={b}>   <Name a={b} />
[
  (jsx_opening_element)
  (jsx_self_closing_element)
] @call.markup
