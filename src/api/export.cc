// The shared library takes its code from the modules; a target needs one source of its own.
