"""The command line: ask the bundled dataset, one line for each record, or a table, a calendar or every detail of it."""

from dprkrel.cli.run import main as main
