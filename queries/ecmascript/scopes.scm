; Regions in which names live. The source above each pattern is what it finds.

; function f() {}   function* g() {}   const f = () => {}   const o = { m() {} }
[
  (function_declaration)
  (function_expression)
  (generator_function)
  (generator_function_declaration)
  (arrow_function)
  (method_definition)
] @scope.function

; { let x }   for (let i;;) {}   for (const x of y) {}   catch (e) {}   switch (x) { case 1: let y }
[
  (statement_block)
  (for_statement)
  (for_in_statement)
  (catch_clause)
  (switch_body)
] @scope.block

; class A {}   const A = class {}
[
  (class_declaration)
  (class)
] @scope.class
