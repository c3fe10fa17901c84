// What must not compile? Where one of these lines compiles after all, tsc refuses this file.
import { type Article, createWellspring, unwrap } from "../src/index.js";

export async function mistakes(): Promise<void> {
  const wellspring = createWellspring({ baseUrl: "https://api.example" });
  const article: Article = unwrap(await wellspring.article("sleep"));
  // @ts-expect-error There may be no author.
  article.author.name;
  // @ts-expect-error There may be no such block.
  article.body[0].type;
  // @ts-expect-error The value is known only once the type is.
  article.body[0]?.value.html;
  // @ts-expect-error This parameter does not exist.
  await wellspring.articles({ colour: "red" });
  // @ts-expect-error This order does not exist.
  await wellspring.articles({ ordering: "up" });
  // @ts-expect-error A path has to be named.
  await wellspring.resolve();
  const resolved = await wellspring.resolve("/");
  // @ts-expect-error There may be a problem instead.
  resolved.data;
  if (resolved.ok && resolved.data.kind === "page" && resolved.data.page.type === "article_index") {
    const nothing: null = resolved.data.page.seo.json_ld;
    void nothing;
  }
}
