"""Facts of all files to usages and references: bindings across modules, values, clients, callers. Sees no tree."""
