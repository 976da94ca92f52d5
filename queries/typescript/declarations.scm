; inherits: ecmascript

; enum E { A = 'a' }
(enum_declaration) @declare.enum

; type T = 'a' | 'b'
(type_alias_declaration) @declare.type

; interface I { a: string }
(interface_declaration) @declare.type
