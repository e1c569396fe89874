"""What the commands share: help in two languages, mistakes in one line, input and output."""
