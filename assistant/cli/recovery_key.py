"""`recovery-key`: shows the store's key to be kept on paper, and takes it back from paper.

`use` works on the home without an engine, as it is needed when the engine cannot open the store.
"""

from __future__ import annotations

import argparse
import sys

from assistant import engine_file
from assistant.cli.context import Context
from assistant.errors import KeyMissingError, KeyWrongError, NotFoundError
from assistant.paths import Home


def arguments(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    showing = verbs.add_parser("show", parents=[shared], help="print it, to be kept on paper")
    showing.set_defaults(run=_show)
    using = verbs.add_parser(
        "use",
        parents=[shared],
        help="enter the key on this machine again; read from standard input",
    )
    using.set_defaults(run=_use)


def _show(context: Context, _: argparse.Namespace) -> None:
    with context.client() as client:  # the engine records in the audit log that it was shown
        shown = client.recovery_key()
    if context.output.as_json:
        context.output.value(shown)
        return
    context.output.line(shown.key)
    context.output.note("Anyone with it can read the store: keep it on paper, off this machine.")


def _use(context: Context, _: argparse.Namespace) -> None:
    from assistant.store import keys

    context.local_only("recovery-key")
    home = context.home
    _require_store(home)
    key = keys.from_recovery_key(_typed(context))
    with engine_file.owned(home):
        place = keys.keep(home, key, store_id=_verified(home, key))
    if context.output.as_json:
        context.output.value({"key_place": place})
    else:
        context.output.line(f"The key opens the store and is kept again ({place}).")


def _verified(home: Home, key: bytes) -> str:
    """Check that the key opens the store, and return the store's id.

    Raises:
        KeyWrongError: The key does not open the store.
    """
    from assistant.store import keys

    if not keys.fits(home, key):
        raise KeyWrongError(
            expected="the recovery key of the store in this home",
            found="another store's",
            remedy="Look for the page printed for this store",
        )
    try:
        return keys.read_identity(home).store_id
    except KeyMissingError:
        return keys.new_store_id()  # `store.json` itself was lost


def _require_store(home: Home) -> None:
    if not home.store.exists() and not any(home.backups.glob("store-*.db")):
        raise NotFoundError(
            expected=f"a store or its backups in {home.root}",
            found="none",
            remedy="Name the right folder with --home",
        )


def _typed(context: Context) -> str:
    if context.output.interactive:
        from getpass import getpass

        return getpass("Recovery key: ")
    return sys.stdin.readline()
