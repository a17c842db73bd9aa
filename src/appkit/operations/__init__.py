"""What appkit does, one module for each operation: the library behind the command line.

No operation prints or exits. Each returns a frozen result that carries its diagnostics, or raises
:class:`appkit.AppkitError` where there is nothing to return.
"""
