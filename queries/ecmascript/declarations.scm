; Names that come to be, values they are given later, and what functions give back.

; const x = 1, { a, b } = y
(variable_declarator) @declare.variable

; x = 1   this.x = 1   ({ a } = b)   module.exports = x
(assignment_expression) @assign

; x ??= y   x ||= y
(augmented_assignment_expression) @assign

; return x
(return_statement) @return
