"""SQL expressions as the server deparses them, as values and as text again. Knows no schema."""
