"""Places: where the store, its backups, the register and the configuration lie."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from data.files.typed_paths import typed_path
from data.problems import Problem

_FOLDER = "alliance-desk"
_STORE = "alliance.db"
_REGISTER = "register.db"
_DRAFT = "-draft-"
_CONFIGURATION = "config.toml"


def configuration_file() -> Path:
    """The file of settings in the user's configuration folder, whether it exists or not."""
    from platformdirs import user_config_path

    return _of_user(user_config_path) / _CONFIGURATION


def default_store() -> Path:
    """The store in the user's data folder, whether it exists or not."""
    from platformdirs import user_data_path

    return _of_user(user_data_path) / _STORE


def _of_user(path: Callable[..., Path]) -> Path:
    """A folder of the program's own, among those that the system keeps for each user."""
    try:
        return path(_FOLDER, appauthor=False)
    except RuntimeError as error:
        raise Problem(
            "This computer does not say where your home folder is, in which books and settings "
            "lie. Name it first, for example: export HOME=/home/officer"
        ) from error


def store_file(
    named: str | None = None,
    configured: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Path:
    """The store that is meant.

    The first of: the one that the call names, the one that `ALLIANCE_STORE` names, the one that
    the configuration names, the default.
    """
    environment = os.environ if environment is None else environment
    for given in (named, environment.get("ALLIANCE_STORE")):
        if given:
            return typed_path(given).absolute()
    return configured or default_store()


def register_file(store: Path) -> Path:
    """The national register's file, beside the store."""
    return store.with_name(_REGISTER)


def draft_file(store: Path, process: int) -> Path:
    """The file beside the store in which a desk, by the number of its process, keeps a draft."""
    return store.with_name(f"{store.name}{_DRAFT}{process}.json")


def drafts_beside(store: Path) -> list[Path]:
    """The files of drafts that lie beside the store, whosever they are."""
    begins = f"{store.name}{_DRAFT}"
    with suppress(OSError), os.scandir(store.parent) as there:
        names = sorted(each.name for each in there)
        return [store.with_name(each) for each in names if each.startswith(begins)
                and each.endswith(".json")]  # fmt: skip
    return []


def make_folder(store: Path) -> None:
    """Make the folder of the default store, closed to others; any other folder is the user's."""
    if store.parent.exists() or store != default_store():
        return
    store.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    store.parent.mkdir(mode=0o700, exist_ok=True)
