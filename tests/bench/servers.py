"""The servers under measurement: lossviz, and the rivals tuned as it is or as Streamlit comes."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STREAMLIT = ["-m", "streamlit.web.cli"]
FIRST_PORT = 8800
PATIENCE = 60


def free_port() -> int:
    """A port on this machine that nobody listens on."""
    for port in range(FIRST_PORT, FIRST_PORT + 500):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"no free port from {FIRST_PORT} up")


class Server:
    """One Streamlit process; `url` is where it answers."""

    def __init__(self, script: Path, folder: Path, starter: list[str], flags: tuple[str, ...], logs: Path) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        own = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
        command = [sys.executable, *starter, "run", str(script), "--server.port", str(self.port), *flags]
        self.log = logs / f"{self.port}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=folder, env=own, stdout=log, stderr=log, start_new_session=True
            )
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"the server did not start:\n{self.log.read_text(errors='replace')[-2000:]}")

    def stop(self) -> None:
        """End the process and all that it started."""
        for ending in (signal.SIGTERM, signal.SIGKILL):
            if self.process.poll() is not None:
                return
            os.killpg(self.process.pid, ending)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                continue

    @contextmanager
    def on_one_core(self) -> Iterator[None]:
        """Bind the process to one core for a while, where the system can."""
        tasks = Path(f"/proc/{self.process.pid}/task")
        cores = os.sched_getaffinity(self.process.pid) if hasattr(os, "sched_getaffinity") else set()

        def bind(to: set[int]) -> None:
            for task in tasks.iterdir() if cores else ():
                with suppress(ProcessLookupError):
                    os.sched_setaffinity(int(task.name), to)

        bind({min(cores, default=0)})
        try:
            yield
        finally:
            bind(cores)

    def memory(self) -> float | None:
        """Resident megabytes, where the system tells."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return None
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def busy(self) -> float | None:
        """Seconds of processor time so far, where the system tells."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        if not stat.exists():
            return None
        fields = stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Servers:
    """Starts a server when it is first asked for, and stops them all."""

    def __init__(self) -> None:
        self.running: dict[str, Server] = {}
        self.empty, self.logs = tempfile.TemporaryDirectory(), tempfile.TemporaryDirectory()

    def ours(self, checkout: Path = ROOT) -> Server:
        """lossviz, as `make run` starts it; this checkout of it unless another is named."""
        return self._start(f"lossviz in {checkout}", checkout / "app.py", checkout, STREAMLIT)

    def tuned(self, rival: str) -> Server:
        """A rival with lossviz's configuration and the performance extra."""
        return self._start(f"{rival}, tuned", HERE / "rivals" / f"{rival}.py", ROOT, STREAMLIT)

    def untuned(self, rival: str, *, extra: bool) -> Server:
        """A rival with Streamlit's own configuration, with the performance extra or without it."""
        starter = STREAMLIT if extra else ["-P", str(HERE / "plain.py")]
        # Without a browser of its own and without sending statistics; the rest is as it comes.
        flags = ("--server.headless", "true", "--browser.gatherUsageStats", "false")
        script = HERE / "rivals" / f"{rival}.py"
        return self._start(f"{rival}, untuned, {extra}", script, Path(self.empty.name), starter, flags)

    def _start(self, name: str, script: Path, folder: Path, starter: list[str], flags: tuple[str, ...] = ()) -> Server:
        if name not in self.running:
            self.running[name] = Server(script, folder, starter, flags, Path(self.logs.name))
        return self.running[name]

    def stop(self) -> None:
        """Stop every server."""
        for server in self.running.values():
            server.stop()
        self.running.clear()
        self.empty.cleanup()
        self.logs.cleanup()
