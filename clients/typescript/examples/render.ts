// How does a frontend show an article? A complete example without any framework.
//
// The switch is exhaustive: where a release adds a type of block, this file no longer compiles
// until somebody says how that block is shown.
import type { Article, Block, Image, Promotion } from "../src/index.js";

export function renderArticle(article: Article, inline: readonly Promotion[] = []): string {
  let slots = 0;
  const body = article.body.map((block) =>
    block.type === "promotion_slot"
      ? // The n-th slot shows the n-th candidate, if there are so many.
        renderPromotion(inline[slots++])
      : renderBlock(block),
  );
  return `<article><h1>${escaped(article.title)}</h1>${body.join("")}</article>`;
}

export function renderBlock(block: Block): string {
  switch (block.type) {
    case "heading": {
      const { level, text, anchor } = block.value;
      return `<h${level} id="${escaped(anchor)}">${escaped(text)}</h${level}>`;
    }
    case "rich_text":
      return block.value.html;
    case "image": {
      const { image, caption, credit } = block.value;
      const words = [caption, credit].filter(Boolean).map(escaped).join(" · ");
      return `<figure>${renderImage(image)}<figcaption>${words}</figcaption></figure>`;
    }
    case "quote": {
      const { text, attribution, source_url } = block.value;
      const cite = source_url === null ? "" : ` cite="${escaped(source_url)}"`;
      const by = `<footer>${escaped(attribution)}</footer>`;
      return `<blockquote${cite}><p>${escaped(text)}</p>${by}</blockquote>`;
    }
    case "callout": {
      const { kind, title, html } = block.value;
      return `<aside class="${kind}"><strong>${escaped(title)}</strong>${html}</aside>`;
    }
    case "key_points":
      return `<ul>${block.value.items.map((item) => `<li>${escaped(item)}</li>`).join("")}</ul>`;
    case "table": {
      const { caption, header, rows } = block.value;
      const line = (tag: "th" | "td", cells: string[]) =>
        `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("")}</tr>`;
      const head = header.length > 0 ? line("th", header) : "";
      const lines = rows.map((cells) => line("td", cells)).join("");
      return `<table><caption>${escaped(caption)}</caption>${head}${lines}</table>`;
    }
    case "faq":
      return block.value.items
        .map(({ question, html }) => {
          const summary = `<summary>${escaped(question)}</summary>`;
          return `<details>${summary}${html}</details>`;
        })
        .join("");
    case "embed": {
      const { url, title, html } = block.value;
      return html || `<a href="${escaped(url)}">${escaped(title || url)}</a>`;
    }
    case "call_to_action": {
      const { label, url, style } = block.value;
      return url === null ? "" : `<a class="${style}" href="${escaped(url)}">${escaped(label)}</a>`;
    }
    case "promotion_slot":
      return "";
    case "divider":
      return "<hr>";
    default:
      return unknownBlock(block);
  }
}

/** Compiles only where no type of block is left over; shows nothing of one that is too new. */
function unknownBlock(_block: never): string {
  return "";
}

function renderImage({ alt, width, height, src, srcset }: Image): string {
  const sources = (["avif", "webp"] as const).map((format) => {
    const sizes = srcset.filter((size) => size.format === format);
    const list = sizes.map((size) => `${escaped(size.url)} ${size.width}w`).join(", ");
    return list && `<source type="image/${format}" srcset="${list}">`;
  });
  const fallback = src === null ? "" : ` src="${escaped(src)}"`;
  const size = `width="${width}" height="${height}"`;
  return `<picture>${sources.join("")}<img${fallback} ${size} alt="${escaped(alt)}"></picture>`;
}

function renderPromotion(promotion: Promotion | undefined): string {
  if (promotion === undefined) return "";
  const { heading, html } = promotion.content;
  return `<aside><strong>${escaped(heading)}</strong>${html}</aside>`;
}

function escaped(text: string): string {
  const meant: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => meant[character] ?? character);
}
