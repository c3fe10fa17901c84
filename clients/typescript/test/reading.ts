// What does the client read from a running server? The tests of the project compare.
import { renderArticle } from "../examples/render.js";
import { createWellspring, ProblemError, unwrap } from "../src/index.js";

export async function readEverything(baseUrl: string, token: string, slug: string) {
  const asked: { url: string; authorization: string | null }[] = [];
  const wellspring = createWellspring({
    baseUrl,
    token,
    locale: "en",
    fetch: (request) => {
      asked.push({ url: request.url, authorization: request.headers.get("Authorization") });
      return fetch(request);
    },
  });

  const article = unwrap(await wellspring.article(slug));
  const topic = article.topics.map((each) => each.slug);
  const offers = unwrap(await wellspring.activePromotions({ path: article.path, topic }));
  const resolved = unwrap(await wellspring.resolve(article.path));
  const articles: string[] = [];
  for await (const card of wellspring.everyArticle({ limit: 1 })) articles.push(card.slug);
  const authors: string[] = [];
  for await (const author of wellspring.everyAuthor({ limit: 1 })) authors.push(author.slug);
  const topics: string[] = [];
  for await (const each of wellspring.everyTopic()) topics.push(each.slug);

  return {
    types: article.body.map((block) => block.type),
    html: renderArticle(article, offers.slots.inline),
    resolved: resolved.kind === "page" ? resolved.page.type : resolved.location,
    articles,
    authors,
    topics,
    german: unwrap(await wellspring.articles({ locale: "de" })).results.map((card) => card.slug),
    ofTopic: unwrap(await wellspring.articles({ topic: ["sleep", "pain"] })).results.length,
    author: unwrap(await wellspring.author(authors[0] ?? "")).name,
    topic: unwrap(await wellspring.topic(topics[0] ?? "")).name,
    suggested: unwrap(await wellspring.autocomplete({ search: "sle" })).topics.length,
    home: unwrap(await wellspring.home()).type,
    site: unwrap(await wellspring.site()).brand.name,
    bar: offers.slots.announcement_bar?.map((promotion) => promotion.key),
    manifest: unwrap(await wellspring.manifest()).transitions.length,
    later: unwrap(await wellspring.home({ at: "2030-01-01T00:00:00Z" })).locale,
    problems: [
      await wellspring.article("nothing"),
      await wellspring.articles({ limit: 0 }),
      await wellspring.preview("nothing"),
    ].map((result) => (result.ok ? null : result.problem)),
    inBetween: await statusBehind(new Response("<html>Please log in.</html>")),
    unchanged: await statusBehind(new Response(null, { status: 304 })),
    thrown: await thrownBy(async () => {
      for await (const _card of wellspring.everyArticle({ limit: 1000 })) break;
    }),
    asked,
  };
}

/** What the client makes of an answer that is none of the API's. */
async function statusBehind(answer: Response): Promise<number | null> {
  const wellspring = createWellspring({ baseUrl: "http://between", fetch: async () => answer });
  const result = await wellspring.home();
  return result.ok ? null : result.problem.status;
}

async function thrownBy(read: () => Promise<void>): Promise<number | null> {
  try {
    await read();
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.status;
    throw error;
  }
}
