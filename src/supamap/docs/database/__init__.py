"""Generated blocks that tell of the database: from a schema to the lines of a page, and whether people's lines fit."""
