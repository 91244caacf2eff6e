"""What each command does, once its arguments are known: a module per command, with a function of its name."""
