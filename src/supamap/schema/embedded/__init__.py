"""Migrations replayed on a PostgreSQL server that supamap starts for itself."""
