"""`python -m exportgate`: the same as the command `exportgate`."""

from exportgate.cli.main import main

if __name__ == "__main__":
    main()
