"""``python -m appkit``: the command line without an installed script."""

from appkit.cli import main

if __name__ == "__main__":
    main()
