"""What pages show, without a widget: groups, filters, changed records."""
