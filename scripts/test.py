"""Run all tests that this machine supports: on SQLite, and database tests again on PostgreSQL.

PostgreSQL is that of TEST_DATABASE_URL, one on loopback that accepts the user, or a temporary one.
Redis is that of TEST_CACHE_URL (the tests empty it), or a temporary one. With CI=true a missing
component is an error; otherwise its tests are left out.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from getpass import getuser
from pathlib import Path

import psycopg

CHROMIUM = Path("/usr/bin/chromium")
PYTEST = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup"]


def free_port() -> int:
    """Return a port of loopback that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def may_create_databases(url: str) -> bool:
    """Return whether PostgreSQL accepts connections and the user may create databases."""
    query = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with psycopg.connect(url, dbname="postgres", connect_timeout=3) as connection:
            return bool(connection.execute(query).fetchone() == (True,))
    except psycopg.Error:
        return False


@contextmanager
def own_postgresql(programs: Path) -> Iterator[str]:
    """Run a temporary PostgreSQL server; yield its address without a database."""
    # PostgreSQL refuses to run as root; Debian's package brings this user.
    user = "postgres" if os.geteuid() == 0 else None
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        shutil.chown(folder, user or os.geteuid())
        data = f"{folder}/data"
        initdb = ["initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"]
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
        start = ["pg_ctl", "-D", data, "-o", options, "-l", f"{folder}/log", "-w", "start"]
        stop = ["pg_ctl", "-D", data, "-m", "immediate", "stop"]

        def run(command: list[str]) -> None:
            path, *arguments = command
            whole = [programs / path, *arguments]
            subprocess.run(whole, user=user, cwd=folder, stdout=subprocess.DEVNULL, check=True)

        run([*initdb, "--locale", "C.UTF-8"])
        run(start)
        try:
            yield f"postgres://postgres@127.0.0.1:{port}"
        finally:
            run(stop)


@contextmanager
def own_redis(program: str) -> Iterator[str]:
    """Run a temporary Redis server without persistence; yield its address."""
    port = free_port()
    quiet = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--loglevel", "warning"]
    command = [program, "--port", str(port), *quiet]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(port)
            yield f"redis://127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    """Wait until the port accepts connections; raise TimeoutError after ten seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"Nothing answers on port {port}.")


def find_postgresql(stack: ExitStack) -> str | None:
    """Return the address of a PostgreSQL server, without a database; None if there is none."""
    if named := os.environ.get("TEST_DATABASE_URL"):
        return named.rpartition("/")[0] if named.count("/") > 2 else named
    for user in ("postgres", getuser()):
        if may_create_databases(url := f"postgres://{user}@127.0.0.1:5432"):
            return url
    installed = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        installed.append(Path(on_path).parent)
    return stack.enter_context(own_postgresql(installed[-1])) if installed else None


def find_redis(stack: ExitStack) -> str | None:
    """Return the address of a Redis server; None if there is none."""
    if named := os.environ.get("TEST_CACHE_URL"):
        return named
    program = shutil.which("redis-server")
    return stack.enter_context(own_redis(program)) if program else None


def report(found: dict[str, str | None], left_out: dict[str, str]) -> None:
    """Print the components found and the tests left out; with CI=true, exit if one is missing."""
    missing = [name for name, place in found.items() if place is None]
    for name, place in found.items():
        print(f"{name}: {place or 'not found, so ' + left_out[name]}", flush=True)
    if missing and os.environ.get("CI") == "true":
        sys.exit(f"With CI=true nothing may be missing: {', '.join(missing)}.")


def run(title: str, *arguments: str, **variables: str) -> None:
    """Run the tests once; exit if one fails."""
    print(f"\n== {title}", flush=True)
    # 200 operations between which nothing may be stale take minutes: `make test-long` does them.
    environment = {"DELIVERY_OPERATIONS": "10", **os.environ, **variables}
    finished = subprocess.run([*PYTEST, *arguments, *sys.argv[1:]], env=environment)
    if finished.returncode:
        sys.exit(finished.returncode)


def main() -> None:
    """Find the components, then run the tests with each pair of database and cache."""
    with ExitStack() as stack:
        postgresql, redis = find_postgresql(stack), find_redis(stack)
        chromium = str(CHROMIUM) if CHROMIUM.exists() else None
        node = shutil.which("node") if shutil.which("npm") else None
        no_second_run = "the run on PostgreSQL with Redis is left out"
        report(
            {"PostgreSQL": postgresql, "Redis": redis, "Chromium": chromium, "Node": node},
            {
                "PostgreSQL": no_second_run,
                "Redis": no_second_run,
                "Chromium": "what drives a browser is left out",
                "Node": "the TypeScript client is not tried",
            },
        )
        chosen = [] if chromium else ["-m", "not browser"]
        run("SQLite, cache inside the process", *chosen, DATABASE_URL="", CACHE_URL="")
        if postgresql and redis:
            # Django puts test_ before the name, so that two runs at once have their own.
            database = f"{postgresql}/wellspring_{os.getpid()}"
            second = {"DATABASE_URL": database, "CACHE_URL": redis}
            run("PostgreSQL, Redis", "-m", "database and not browser", **second)


main()
