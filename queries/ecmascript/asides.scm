; What is no code: faults and comments.
(ERROR) @error

; // said to people
(comment) @comment
