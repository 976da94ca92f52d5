"""Values that flow between the stages: frozen, compared by content, without behaviour of their own."""
