"""Where a programme stands: reported, counting and evidenced, against its target."""
