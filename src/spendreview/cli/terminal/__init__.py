"""What a terminal shows and a pipe does not: tables, colour, a progress line. Rich is imported in this folder alone."""
