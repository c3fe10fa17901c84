// Shows what the API answers as a plain page. All text is set as text: no markup of the answer
// is ever interpreted.
(() => {
  "use strict";

  const TAGS = {
    paragraph: "p", bulleted_list: "ul", numbered_list: "ol", list_item: "li", quote: "blockquote",
    line_break: "br", citation: "sup", link: "a",
  };
  const MARKS = {
    bold: "b", italic: "i", superscript: "sup", subscript: "sub", code: "code", strikethrough: "s",
  };

  const element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return made;
  };
  const isSafe = (url) => /^(https?:|mailto:|tel:|\/|#)/i.test(url || "");
  const link = (url, label, className = "") =>
    isSafe(url) ? element("a", { href: url, className }, label) : element("span", {}, label);

  const text = (node) =>
    (node.marks || []).reduce(
      (inner, mark) => element(MARKS[mark] || "span", {}, inner), document.createTextNode(node.text || ""));
  const inner = (node) => {
    if (node.type === "text") return text(node);
    const children = node.children ? node.children.map(inner) : [node.text || ""];
    const made = element(TAGS[node.type] || "span", {}, children);
    if (node.type === "link" && isSafe(node.attrs && node.attrs.url)) made.href = node.attrs.url;
    return made;
  };
  const nodes = (list) => (list || []).map(inner);
  const picture = (image) => {
    if (!image || !image.src) return null;
    return element("img", { src: image.src, alt: image.alt, width: image.width, height: image.height });
  };

  const BLOCKS = {
    heading: (value) => element(`h${value.level}`, { id: value.anchor }, value.text),
    rich_text: (value) => nodes(value.nodes),
    image: (value) => element("figure", {}, picture(value.image),
      element("figcaption", {}, [value.caption, value.credit].filter(Boolean).join(" · "))),
    quote: (value) => element("blockquote", {}, element("p", {}, value.text),
      element("footer", { className: "quiet" }, value.attribution)),
    callout: (value) => element("aside", {},
      value.title ? element("strong", {}, value.title) : null, nodes(value.nodes)),
    key_points: (value) => element("aside", {},
      element("ul", {}, value.items.map((item) => element("li", {}, item)))),
    table: (value) => element("table", {}, element("caption", {}, value.caption),
      element("thead", {}, element("tr", {}, value.header.map((cell) => element("th", { scope: "col" }, cell)))),
      element("tbody", {}, value.rows.map((row) => element("tr", {}, row.map((cell) => element("td", {}, cell)))))),
    faq: (value) => value.items.map((item) => [element("h3", {}, item.question), ...nodes(item.nodes)]).flat(),
    embed: (value) => element("p", { className: "empty" }, link(value.url, value.title || value.url)),
    call_to_action: (value) => element("p", {}, link(value.url, value.label, "button")),
    promotion_slot: () => element("p", { className: "empty" }, "Here a promotion may show."),
    divider: () => element("hr"),
  };

  const page = (answer) => [
    element("h1", {}, answer.title || ""),
    answer.summary ? element("p", { className: "lead" }, answer.summary) : null,
    answer.author ? element("p", { className: "quiet" }, `By ${answer.author.name}`,
      answer.reviewer ? `, reviewed by ${answer.reviewer.name}` : "") : null,
    picture(answer.hero),
    ...(answer.body || []).map((block) => (BLOCKS[block.type] ? BLOCKS[block.type](block.value) : null)).flat(),
    (answer.references || []).length ? element("h2", {}, "References") : null,
    element("ol", {}, (answer.references || []).map((work) => element("li", {}, link(work.url, work.text)))),
  ];
  const promotion = (slot, { content }) => element("aside", {},
    element("p", { className: "quiet" }, slot.replaceAll("_", " ")), element("h1", {}, content.heading),
    picture(content.image), nodes(content.nodes),
    content.form ? element("p", { className: "empty" }, `${content.form.title || "Form"} · ${content.form.email_label} · ${content.form.submit_label}`) : null,
    content.call_to_action ? element("p", {}, link(content.call_to_action.url, content.call_to_action.label, "button")) : null);

  const shown = (answer) => {
    if (answer.kind === "page") return page(answer.page);
    if (answer.kind === "redirect") {
      return [element("h1", {}, "Redirect"), element("p", {}, "This address leads to ", link(answer.location, answer.location), ".")];
    }
    if (answer.slots) {
      return Object.entries(answer.slots).flatMap(([slot, list]) => list.map((each) => promotion(slot, each)));
    }
    if (answer.status && !answer.body) {
      return [element("h1", {}, answer.title), element("p", { className: "lead" }, answer.detail || "")];
    }
    return page(answer);
  };

  const ask = async (endpoint, query, { at, token }) => {
    const asked = new URLSearchParams([...query, ...(at ? [["at", at]] : [])]);
    const headers = token && at ? { Authorization: `Bearer ${token}` } : {};
    return (await fetch(`${endpoint}?${asked}`, { headers })).json();
  };
  const whole = (answer) => element("details", {},
    element("summary", {}, "What the API answers, as JSON"),
    element("pre", { tabIndex: 0 }, JSON.stringify(answer, null, 2)));
  const fill = async (target, answering) => {
    let answer = null;
    try {
      answer = await answering;
      target.replaceChildren(...shown(answer).filter(Boolean), whole(answer));
    } catch (error) {
      target.replaceChildren(element("h1", {}, "No answer"),
        element("p", {}, `The API could not be read: ${error.message}`));
    }
    target.setAttribute("aria-busy", "false");
    return answer;
  };

  const read = async (target) => {
    const { endpoint, parameter, value } = target.dataset;
    const answer = await fill(target, ask(endpoint, [[parameter, value]], target.dataset));
    document.title = (answer && (answer.page || answer).title) || document.title;
    // Beside a page at another instant: what shows on it then, asked for as a frontend does.
    const offers = document.querySelector("[data-offers]");
    if (!offers || !answer) return;
    const topics = ((answer.page && answer.page.topics) || []).map(({ slug }) => ["topic", slug]);
    const locale = answer.page ? [["locale", answer.page.locale]] : [];
    const query = [["path", value], ...locale, ...topics];
    const found = await fill(offers, ask(offers.dataset.offers, query, target.dataset));
    if (found && found.slots && !Object.values(found.slots).flat().length) {
      offers.prepend(element("p", { className: "empty" }, "No promotion shows here then."));
    }
  };

  document.querySelectorAll("[data-endpoint]").forEach(read);
})();
