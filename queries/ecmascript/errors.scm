; what the grammar could not read
(ERROR) @error
