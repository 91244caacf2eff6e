"""The command line: a parser for each command; the commands themselves are modules of `fencepost.commands`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from fencepost.configuration import KEYS, configuration
from fencepost.errors import FencepostError, UsageError
from fencepost.nearest import nearest
from fencepost.version import __version__

INTERRUPTED = 130
#: The names of `reporting.FORMATS`, which is loaded only where a report is written.
_FORMATS = ("html", "junit", "sarif", "markdown")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit status: 0, 1 for divergences, 2 for wrong usage, 3 for an absent target."""
    try:
        options = _parsed(sys.argv[1:] if arguments is None else arguments)
        # A command is loaded when it is wanted: showing a contract needs no engine.
        command: Callable[[argparse.Namespace], int] = getattr(
            import_module(f"fencepost.commands.{options.command}"), options.command
        )
        status = command(options)
        sys.stdout.flush()
    except FencepostError as error:
        print(f"fencepost: {error}", file=sys.stderr)
        return error.exit_status
    except OSError as error:
        # Python would complain once more when it exits, about what is left in the buffer.
        sys.stdout = None
        if isinstance(error, BrokenPipeError):
            return 0  # whoever read the output has had enough of it
        print(f"fencepost: {error.filename or 'the output'}: {error.strerror or error}", file=sys.stderr)
        return FencepostError.exit_status
    except KeyboardInterrupt:
        print("fencepost: interrupted", file=sys.stderr)
        return INTERRUPTED
    return status


class _Listed(argparse.Action):
    """An option that may be given several times: what is given takes the place of the default, else it would add up."""

    def __call__(
        self, parser: Any, namespace: argparse.Namespace, values: Any, option_string: str | None = None
    ) -> None:
        """Adds the value to those that were given before."""
        before = getattr(namespace, self.dest)
        setattr(namespace, self.dest, [values] if before is self.default else [*before, values])


class _CommandParser(argparse.ArgumentParser):
    """The parser of one command. Where `configured`, the project's `pyproject.toml` gives the defaults of options."""

    def __init__(self, **keywords: Any) -> None:
        super().__init__(**keywords)
        self.register("action", "append", _Listed)
        self.configured: frozenset[str] = frozenset()

    # Its types say that one of its forms takes a namespace by name alone; it takes both ways.
    def parse_known_args(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, args: Any = None, namespace: Any = None
    ) -> Any:
        """Parses a command's arguments. Raises UnreadableInputError for a configuration that is wrong."""
        if self.configured:
            given = {name: value for name, value in configuration().options().items() if name in self.configured}
            self.set_defaults(**given)
            for action in self._actions:
                action.required = action.required and action.dest not in given
        options, unknown = super().parse_known_args(args, namespace)
        if unknown:
            known = [word for action in self._actions for word in action.option_strings]
            remedy = f"{nearest(unknown[0], known)}List the options with: {self.prog} --help"
            raise UsageError(f"{self.prog} doesn't know {unknown[0]!r}\n  {remedy}")
        return options, unknown


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser, commands = _parser()
    if arguments and not arguments[0].startswith("-") and arguments[0] not in commands:
        guess = nearest(arguments[0], commands)
        raise UsageError(f"there is no command {arguments[0]!r}\n  {guess}There are: {', '.join(commands)}.")
    return parser.parse_args(arguments)


def _parser() -> tuple[argparse.ArgumentParser, Collection[str]]:
    """The parser, and the names of all commands."""
    parser = argparse.ArgumentParser(
        prog="fencepost",
        description="Finds where an implementation of an AWS API departs from what the documentation promises.",
    )
    parser.add_argument("--version", action="version", version=f"fencepost {__version__}")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_CommandParser)
    _add_run(subparsers.add_parser("run", help="exercise operations on targets and report where they diverge"))
    _add_derive(
        subparsers.add_parser("derive", help="derive contracts from pages of documentation, or from botocore's models")
    )
    _add_show(subparsers.add_parser("show", help="show one contract"))
    mine = subparsers.add_parser("mine", help="constraints from sentences: JSON lines in, JSON lines out")
    mine.set_defaults(command="mine")
    reproduce = subparsers.add_parser("reproduce", help="print the script that repeats a finding of a report")
    reproduce.add_argument("report", type=Path, metavar="REPORT", help="report.json, or the folder of a run")
    reproduce.add_argument("finding", metavar="FINDING", help="the finding's id")
    reproduce.set_defaults(command="reproduce")
    publish = subparsers.add_parser("publish", help="write a report as a summary by service and lines of facts")
    publish.add_argument("report", type=Path, metavar="REPORT", help="report.json, or the folder of a run")
    publish.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="the folder to write to")
    publish.set_defaults(command="publish")
    _add_merge(subparsers.add_parser("merge", help="make one report of those of a run's shards"))
    compare = subparsers.add_parser("compare", help="put two targets side by side, of one report or of two")
    compare.add_argument("reports", nargs="+", type=Path, metavar="REPORT", help="report.json, or the folder of a run")
    compare.add_argument("--format", choices=("text", "markdown"), default="text", help="(default: text)")
    compare.set_defaults(command="compare")
    _add_replay(subparsers.add_parser("replay", help="send findings again, and tell which are still shown"))
    _add_gate(subparsers.add_parser("gate", help="hold a report against the findings that were accepted before"))
    _add_edges(subparsers.add_parser("edges", help="write the documented edges and test vectors; no target is needed"))
    _add_export(subparsers.add_parser("export", help="write a report in another form"))
    serve = subparsers.add_parser("serve", help="serve the reference implementation on loopback")
    serve.add_argument("what", choices=["reference"])
    serve.add_argument("--port", type=int, default=4570, help="the port to listen on (default: %(default)s; 0: any)")
    serve.set_defaults(command="serve")
    return parser, subparsers.choices


def _add_run(parser: _CommandParser) -> None:
    parser.configured = frozenset(key.option for key in KEYS.values())
    parser.add_argument("operations", nargs="*", metavar="OPERATION|SERVICE", help="default: every known contract")
    parser.add_argument("--all", action="store_true", help="every operation of AWS that the targets have")
    parser.add_argument(
        "--target",
        action="append",
        metavar="T",
        help="moto, reference, http://…, https://…, wsgi:module:app or aws; may be given more than once "
        "(default: reference and moto)",
    )
    parser.add_argument(
        "--phase", action="append", metavar="PHASE", help="only this phase; may be given more than once"
    )
    parser.add_argument("--constraint", action="append", metavar="ID", default=[], help="only this constraint")
    parser.add_argument("--failed-from", type=Path, metavar="REPORT", help="only what a report found, as it was run")
    parser.add_argument("--seed", type=int, help="the same seed gives the same cases (default: 0)")
    parser.add_argument(
        "--examples", type=_count, help="random cases per operation and target (default: 100; 0 with --all)"
    )
    parser.add_argument(
        "--cases", type=_positive, metavar="N", help="cases on each side of a constraint (default: all; 2 with --all)"
    )
    parser.add_argument("--time", type=_seconds, metavar="S", help="stop after this many seconds")
    parser.add_argument("--workers", type=_positive, default=1, metavar="N", help="processes (default: %(default)s)")
    parser.add_argument(
        "--shard", metavar="I/N", help="only part I of N of the run; `fencepost merge` joins the reports"
    )
    parser.add_argument(
        "--distributed", metavar="ADDRESS", help="by the workers of this Dask scheduler, or `local` for some made here"
    )
    _add_folders(parser, "--contracts", "your own contracts")
    _add_folders(parser, "--strategies", "your strategies")
    parser.add_argument("--models", type=_folder, metavar="DIR", help="service models in botocore's layout")
    parser.add_argument("--output", type=Path, default=Path("fencepost-report"), metavar="DIR", help="where to write")
    _add_errata(parser)
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="fail on what these accepted findings lack alone")
    _add_thresholds(parser)
    parser.add_argument(
        "--format", choices=_FORMATS, action="append", default=[], help="write this beside the report; may be repeated"
    )
    parser.add_argument("--resume", action="store_true", help="go on with the run that --output holds")
    parser.add_argument("--dry-run", action="store_true", help="send nothing; list what would be sent as JSON lines")
    _add_endpoint(parser)
    parser.set_defaults(command="run")


def _add_endpoint(parser: argparse.ArgumentParser) -> None:
    """What it takes to talk to an endpoint, the same wherever anything is sent."""
    parser.add_argument("--timeout", type=_seconds, default=10.0, metavar="S", help="seconds an answer may take")
    parser.add_argument(
        "--reset-url", metavar="URL", help="a POST there empties the endpoint: a path of it, or its URL"
    )
    parser.add_argument("--ca-bundle", type=Path, metavar="FILE", help="certificates to trust at an https target")
    parser.add_argument("--profile", help="sign requests with this AWS profile's credentials")
    parser.add_argument("--i-accept-real-aws", action="store_true", help="allow an endpoint that is AWS's own")


def _add_replay(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("report", type=Path, metavar="REPORT", help="report.json, or the folder of a run")
    parser.add_argument("finding", nargs="*", metavar="FINDING", help="ids of findings (default: all of them)")
    parser.add_argument("--target", metavar="T", help="where to send; needed unless the report's is here")
    _add_folders(parser, "--contracts", "your own contracts")
    parser.add_argument("--models", type=_folder, metavar="DIR", help="service models in botocore's layout")
    _add_endpoint(parser)
    parser.set_defaults(command="replay")


def _add_merge(parser: _CommandParser) -> None:
    parser.configured = frozenset({"baseline", "format", "models"})
    parser.add_argument(
        "reports", nargs="+", type=Path, metavar="REPORT", help="report.json or journal.jsonl, or the folder of a run"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="the folder to write to")
    parser.add_argument("--models", type=_folder, metavar="DIR", help="service models in botocore's layout")
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="fail on what these accepted findings lack alone")
    _add_thresholds(parser)
    parser.add_argument(
        "--format", choices=_FORMATS, action="append", default=[], help="write this beside the report; may be repeated"
    )
    parser.set_defaults(command="merge")


def _add_gate(parser: _CommandParser) -> None:
    parser.configured = frozenset({"baseline"})
    parser.add_argument("report", type=Path, metavar="REPORT", help="report.json, or the folder of a run")
    parser.add_argument("--baseline", type=Path, required=True, metavar="FILE", help="the accepted findings")
    parser.add_argument("--update", action="store_true", help="accept what is new; makes the file where there is none")
    parser.add_argument("--prune", action="store_true", help="take out what is fixed, never what was not exercised")
    _add_thresholds(parser)
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="(default: text)")
    parser.set_defaults(command="gate")


def _add_thresholds(parser: argparse.ArgumentParser) -> None:
    for grade in ("severity", "confidence"):
        parser.add_argument(
            f"--{grade}", choices=("low", "medium", "high"), help=f"a new finding below this {grade} doesn't fail"
        )


def _add_edges(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("operations", nargs="+", metavar="OPERATION|SERVICE", help="such as sqs.CreateQueue, or sqs")
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("fencepost-edges"), metavar="DIR", help="where to write"
    )
    parser.add_argument(
        "--cases", type=_positive, metavar="N", help="cases on each side of a constraint (default: all)"
    )
    _add_folders(parser, "--contracts", "your own contracts")
    _add_folders(parser, "--strategies", "your strategies")
    _add_errata(parser)
    parser.add_argument("--models", type=_folder, metavar="DIR", help="service models in botocore's layout")
    parser.set_defaults(command="edges")


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("report", type=Path, metavar="REPORT", help="report.json, or the folder of a run")
    parser.add_argument("--format", choices=_FORMATS, required=True, help="the form to write")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="where to write, - for standard output (default: beside)"
    )
    parser.set_defaults(command="export")


def _add_derive(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pages", nargs="*", type=Path, metavar="PAGE", help="pages of any known format")
    parser.add_argument("--service", action="append", metavar="S", help="every operation of a service of botocore's")
    parser.add_argument("--all", action="store_true", help="every operation of every service of botocore's")
    parser.add_argument("--models", type=_folder, metavar="DIR", help="service models in botocore's layout")
    parser.add_argument("-o", "--output", default="contracts", metavar="DIR", help="the folder to write to, or -")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a contract there differs")
    parser.add_argument(
        "--conflicts",
        action="store_true",
        help="write nothing; list where the documentation contradicts itself (with -o -: as JSON lines)",
    )
    parser.set_defaults(command="derive")


def _add_show(parser: _CommandParser) -> None:
    parser.configured = frozenset({"contracts", "models", "errata"})
    parser.add_argument("operation", metavar="OPERATION", help="such as cloudfront.UpdateFunction")
    _add_folders(parser, "--contracts", "your own contracts")
    parser.add_argument("--models", type=_folder, metavar="DIR", help="service models in botocore's layout")
    _add_errata(parser)
    parser.add_argument("--json", action="store_true", help="the constraints as one JSON list")
    parser.set_defaults(command="show")


def _add_folders(parser: argparse.ArgumentParser, name: str, description: str) -> None:
    parser.add_argument(name, type=_folder, metavar="DIR", action="append", default=[], help=description)


def _add_errata(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--errata", type=Path, metavar="FILE", action="append", default=[], help="what the documentation gets wrong"
    )


def _count(text: str) -> int:
    return _whole(text, 0)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not value > 0:
        raise argparse.ArgumentTypeError(f"must be a number above 0; it is {text!r}")
    return value


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text}")
    return path.absolute()  # a worker of a cluster may stand in another one


def _positive(text: str) -> int:
    return _whole(text, 1)


def _whole(text: str, least: int) -> int:
    try:
        value = int(text)
    except ValueError:
        value = least - 1
    if value < least:
        raise argparse.ArgumentTypeError(f"must be a whole number, at least {least}; it is {text!r}")
    return value


if __name__ == "__main__":
    sys.exit(main())
