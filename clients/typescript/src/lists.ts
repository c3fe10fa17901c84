// How is a list read to its end? By following `next`, page after page.
import { type Result, unwrap } from "./results.js";

type Page<Row> = { next: string | null; results: Row[] };
type Place = { cursor?: string; offset?: number; ordering?: string };
type Read<Query, Init, Row> = (query: Query, init?: Init) => Promise<Result<Page<Row>>>;

/**
 * Every row of a list; throws a `ProblemError` where a page cannot be read.
 *
 * Reads by cursor, which neither misses nor repeats a row while others are published. An order by
 * relevance has no cursor, and whoever names a place of their own starts there.
 */
export async function* rowsOf<Query extends Place, Init, Row>(
  read: Read<Query, Init, Row>,
  query: Query,
  init?: Init,
): AsyncGenerator<Row, void, undefined> {
  const named = "cursor" in query || "offset" in query || query.ordering === "relevance";
  let asked: Query | null = named ? query : { cursor: "start", ...query };
  while (asked !== null) {
    const page: Page<Row> = unwrap(await read(asked, init));
    yield* page.results;
    asked = page.next === null ? null : queryOf<Query>(page.next);
  }
}

/** The query of a link. Its host is left out: the server may know itself by another name. */
function queryOf<Query>(link: string): Query {
  const given = new URL(link).searchParams;
  const names = [...new Set(given.keys())];
  return Object.fromEntries(names.map((name) => [name, given.getAll(name)])) as Query;
}
