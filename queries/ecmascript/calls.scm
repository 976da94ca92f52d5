; Calls, constructions and markup elements.

; f(x)   a.b(x)   import('x')   require('x')
(call_expression) @call

; new A(x)
(new_expression) @call.new
