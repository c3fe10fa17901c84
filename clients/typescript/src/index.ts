// A typed client of the delivery API: each endpoint a function, each answer a `Result`.
import createClient, { type Middleware } from "openapi-fetch";
import { rowsOf } from "./lists.js";
import { resultOf } from "./results.js";
import type { operations, paths } from "./schema.js";

export { ProblemError, type Result, unwrap } from "./results.js";
export type * from "./schema.js";

/** The query parameters of an operation, by its name in the OpenAPI document. */
export type Query<Name extends keyof operations> = NonNullable<
  operations[Name]["parameters"]["query"]
>;
export type Locale = NonNullable<Query<"articles">["locale"]>;
/** What `fetch` takes besides: `signal`, `cache`, and what a framework adds. */
export type Init = Omit<RequestInit, "method" | "body">;

export interface WellspringOptions {
  /** Where the API is reached, without `/api/v1/`. */
  baseUrl: string;
  /** A preview token. It goes with reads of another instant (`at`) alone: what everybody may
   * read stays the same for everybody, and so in shared caches. */
  token?: string;
  /** The language of reads that have one, unless the call says otherwise. */
  locale?: Locale;
  /** Another `fetch`. Revalidation (`ETag`, `If-None-Match`) is its work, as in browsers. */
  fetch?: (request: Request) => Promise<Response>;
}

export type Wellspring = ReturnType<typeof createWellspring>;

type Path = {
  [P in keyof paths]: paths[P]["get"] extends JsonRead<unknown> ? P : never;
}[keyof paths];
type JsonRead<Data> = { responses: { 200: { content: { "application/json": Data } } } };
type Asked<P extends Path> = Pick<paths[P]["get"]["parameters"], "query" | "path">;
type Told<P extends Path> = paths[P]["get"] extends JsonRead<infer Data> ? Data : never;

export function createWellspring({ baseUrl, token, locale, fetch }: WellspringOptions) {
  const client = createClient<paths>({ baseUrl, ...(fetch && { fetch }) });
  if (token !== undefined) client.use(withToken(token));

  /** One read. Typed here, since openapi-fetch drops fields that are always null. */
  const read = <P extends Path>(path: P, params: Asked<P>, init?: Init) =>
    resultOf<Told<P>>(client.GET(path, { ...init, params, parseAs: "text" } as never));

  /** The query with the language of this client, unless it has its own. */
  const local = <Own extends { locale?: Locale }>(query: Own | undefined) =>
    ({ ...(locale && { locale }), ...query }) as Own;

  const articles = (query?: Query<"articles">, init?: Init) =>
    read("/api/v1/articles/", { query: local(query) }, init);
  const authors = (query?: Query<"authors">, init?: Init) =>
    read("/api/v1/authors/", { query: local(query) }, init);
  const topics = (query?: Query<"topics">, init?: Init) =>
    read("/api/v1/topics/", { query: local(query) }, init);

  return {
    /** One page of the articles, as cards. */
    articles,
    /** Every article that the query asks for, page after page. */
    everyArticle: (query: Query<"articles"> = {}, init?: Init) => rowsOf(articles, query, init),
    /** A whole article: everything that its screen needs. */
    article: (slug: string, query?: Query<"article">, init?: Init) =>
      read("/api/v1/articles/{slug}/", { path: { slug }, query: local(query) }, init),
    /** What goes on as somebody has begun to type. */
    autocomplete: (query: Query<"autocomplete">, init?: Init) =>
      read("/api/v1/autocomplete/", { query: local(query) }, init),

    /** One page of the people who write and review. */
    authors,
    everyAuthor: (query: Query<"authors"> = {}, init?: Init) => rowsOf(authors, query, init),
    author: (slug: string, query?: Query<"author">, init?: Init) =>
      read("/api/v1/authors/{slug}/", { path: { slug }, query: local(query) }, init),

    /** One page of the topics. */
    topics,
    everyTopic: (query: Query<"topics"> = {}, init?: Init) => rowsOf(topics, query, init),
    topic: (slug: string, query?: Query<"topic">, init?: Init) =>
      read("/api/v1/topics/{slug}/", { path: { slug }, query: local(query) }, init),

    /** The home page. */
    home: (query?: Query<"home">, init?: Init) =>
      read("/api/v1/home/", { query: local(query) }, init),
    /** What every screen needs: brand, navigation, defaults. */
    site: (query: Query<"site"> = {}, init?: Init) => read("/api/v1/site/", { query }, init),
    /** What stands at a path: a page, or where it has moved to. */
    resolve: (path: string, query: Omit<Query<"resolve">, "path"> = {}, init?: Init) =>
      read("/api/v1/resolve/", { query: { ...query, path } }, init),

    /** What to show now, in each slot. */
    activePromotions: (query?: Query<"active_promotions">, init?: Init) =>
      read("/api/v1/promotions/active/", { query: local(query) }, init),
    /** What to show now, and each change of the next 30 days. */
    manifest: (query?: Query<"promotions_manifest">, init?: Init) =>
      read("/api/v1/promotions/manifest/", { query: local(query) }, init),

    /** A draft, by the token of its preview. */
    preview: (token: string, init?: Init) => read("/api/v1/preview/", { query: { token } }, init),
  };
}

function withToken(token: string): Middleware {
  return {
    onRequest({ request }) {
      if (!new URL(request.url).searchParams.has("at")) return;
      request.headers.set("Authorization", `Bearer ${token}`);
    },
  };
}
