#!/usr/bin/env python
"""Command line entry point."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bosetting.settings")
    from django.core.management import execute_from_command_line

    # A terminal that cannot show å gets an escape instead of a traceback.
    sys.stdout.reconfigure(errors="backslashreplace")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
