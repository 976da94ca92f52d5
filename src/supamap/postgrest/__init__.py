"""The small languages of PostgREST that supabase-js passes on as texts: selects, filters, orders."""
