"""Do reads cost the same with 100 and with 100,000 articles, and does memory stay where it is?"""

import itertools
import random
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from benchmarks.delivery import wrk
from benchmarks.delivery.reads import API
from benchmarks.delivery.servers import Server
from benchmarks.delivery.writing import RARE
from cms.search.stemming import terms

if TYPE_CHECKING:
    from benchmarks.delivery.run import Bench

SIZES = (100, 1_000, 10_000, 100_000)
PRERENDERED = 1_000
"""So many articles are prerendered, and these are requested."""
ASKED = 100
"""So many articles are asked for, at random."""
ROUNDS, SECONDS = 5, 2
AT_MOST = 1.5
"""The slowest median divided by the fastest."""
SEARCH_AT_MOST = 3
READS, OF_ARTICLES, FLAT_WITHIN = 200_000, 10_000, 0.1
BARE_SEARCH = """
    SELECT entry.object_id::bigint, ts_rank(entry.title || entry.body, question) AS rank
    FROM wagtailsearch_indexentry AS entry
    JOIN django_content_type AS kind ON kind.id = entry.content_type_id,
         websearch_to_tsquery('simple', %s) AS question
    WHERE kind.model = 'articlepage' AND (entry.title || entry.body) @@ question
    ORDER BY rank DESC LIMIT 20
"""


def grow(place: "Bench", sizes: tuple[int, ...] = SIZES) -> dict[str, Any]:
    """Median reads a second at each size, and how far they lie apart."""
    found: dict[str, dict[int, float]] = {}
    told: dict[str, Any] = {}
    for size in sizes:
        # The home page and the index come before the articles.
        told = place.fill(size, "--prerender", str(PRERENDERED + 2))
        with place.servers("prerendered", "anew") as servers:
            for name, paths, server in _reads(place.folder, min(size, PRERENDERED), servers):
                median = _median(server, paths)
                found.setdefault(name, {})[size] = median
                print(f"{size:>9,} articles  {name:<24}{median:>10,.1f} a second", flush=True)
            search = _search(place.settings["DATABASE_URL"], servers["anew"], place.folder)
    apart = {name: max(each.values()) / min(each.values()) for name, each in found.items()}
    return {
        "database": told["database"],
        "per_second": found,
        "slowest_to_fastest": {
            name: {"ratio": round(ratio, 3), "at_most": AT_MOST, "reached": ratio <= AT_MOST}
            for name, ratio in apart.items()
        },
        "search_at_the_largest": search,
    }


def _reads(folder: Path, size: int, servers: dict[str, Server]) -> list[tuple[str, Path, Server]]:
    chosen = random.Random(size).sample(range(size), min(ASKED, size))
    articles, one_list = folder / "articles.txt", folder / "list.txt"
    articles.write_text("".join(f"{API}/articles/article-{number}/\n" for number in chosen))
    one_list.write_text(f"{API}/articles/\n")
    return [
        (f"{what}, {name}", paths, server)
        for what, paths in (("article", articles), ("list", one_list))
        for name, server in servers.items()
    ]


def _median(server: Server, paths: Path) -> float:
    return statistics.median(
        wrk.run(server.url, server.host, paths, SECONDS, seed).per_second
        for seed in range(1, ROUNDS + 1)
    )


def _search(url: str, server: Server, folder: Path) -> dict[str, Any] | None:
    """One search at a time, over HTTP rendered anew, beside its bare SQL; PostgreSQL only.

    Both rank what they find. How many there are is counted for the first round, and then known.
    """
    if not url.startswith("postgres"):
        return None
    over_http, in_sql = [], []
    with psycopg.connect(url, autocommit=True) as connection:
        for word in [word for _ in range(ROUNDS) for word in RARE]:
            began = time.perf_counter()
            answer, content = server.ask(f"{API}/articles/?search={word}&ordering=relevance")
            over_http.append(time.perf_counter() - began)
            if answer.status != 200:
                raise wrk.Failed(f"A search answers {answer.status}: {content[:300]!r}")
            began = time.perf_counter()
            connection.execute(BARE_SEARCH, terms(word, "en")).fetchall()
            in_sql.append(time.perf_counter() - began)
    read, bare = statistics.median(over_http), statistics.median(in_sql)
    ratio = read / bare
    return {
        "read_ms": round(read * 1000, 2), "sql_ms": round(bare * 1000, 2),
        "ratio": round(ratio, 3), "at_most": SEARCH_AT_MOST, "reached": ratio <= SEARCH_AT_MOST,
    }  # fmt: skip


def remember(place: "Bench", articles: int = OF_ARTICLES, reads: int = READS) -> dict[str, Any]:
    """Resident memory of a worker once each article was read, and over many reads after that."""
    told = place.fill(articles)
    paths = place.folder / "memory.txt"
    paths.write_text("".join(f"{API}/articles/article-{n}/\n" for n in range(articles)))
    with place.servers("warm") as servers:
        server = servers["warm"]
        for line in paths.read_text().split():
            server.ask(line)
        resident, done = [server.resident_bytes()], 0
        for seed in itertools.count(1):
            done += wrk.run(server.url, server.host, paths, 10, seed).requests
            resident.append(server.resident_bytes())
            print(f"{done:>9,} reads  {resident[-1] / 2**20:>8.1f} MiB", flush=True)
            if done >= reads:
                break
    growth = max(resident) / min(resident) - 1
    return {
        "database": told["database"],
        "reads": done,
        "articles": articles,
        "resident_mib": [round(each / 2**20, 1) for each in resident],
        "apart": round(growth, 3),
        "at_most": FLAT_WITHIN,
        "reached": growth <= FLAT_WITHIN,
    }
