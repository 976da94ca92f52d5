; inherits: ecmascript

; abstract class A {}
(abstract_class_declaration) @scope.class
