"""The settings beside `app.py`, and what they bound, however the app was started."""

import tomllib
from pathlib import Path
from typing import cast

from streamlit import config
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

FILE = Path(__file__).parents[2] / ".streamlit" / "config.toml"


def complete() -> None:
    """Set what Streamlit did not find: a server that is started from another folder does not look beside the app."""
    for section, options in tomllib.loads(FILE.read_text()).items():
        for name, value in options.items():
            option = f"{section}.{name}"
            if not isinstance(value, dict) and not config.is_manually_set(option):
                config.set_option(option, value, str(FILE))


def largest_upload() -> int:
    """The bytes of the largest file that is taken."""
    return int(config.get_option("server.maxUploadSize")) * 2**20


def uploads_held(session: str) -> tuple[int, int] | None:
    """The bytes of the files that are held: of one session, and of all; None for a session that there is not."""
    runtime = get_instance()
    if not runtime.is_active_session(session):
        return None
    files = cast(MemoryUploadedFileManager, runtime.uploaded_file_mgr).file_storage
    sizes = {owner: sum(len(file.data) for file in [*own.values()]) for owner, own in [*files.items()]}
    return sizes.get(session, 0), sum(sizes.values())
