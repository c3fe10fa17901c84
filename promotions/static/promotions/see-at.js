// Shows the chosen time in UTC and on the viewer's clock, and offers both instants if the clock of
// the site shows the time twice.
(() => {
  "use strict";

  const form = document.querySelector("[data-see-at]");
  if (!form) return;
  const input = form.querySelector("[name=wall]");
  const place = form.querySelector("[data-see-clocks]");
  const choice = form.querySelector("[data-see-choices]");
  const zone = place.querySelector("strong").textContent;
  const chosen = () => new FormData(form).get("at") || "";

  const show = ({ utc, note }) => {
    const strong = document.createElement("strong");
    strong.textContent = zone;
    const parts = [strong];
    if (utc) {
      const { instant } = window.promotionDates;
      parts.push(` · ${instant(utc, "UTC")} · ${instant(utc)} ${form.dataset.yours}`);
    }
    if (note) parts.push(` · ${note}`);
    place.replaceChildren(...parts);
  };

  const choiceOf = ({ at, words, is_chosen: isChosen }) => {
    const label = document.createElement("label");
    const radio = document.createElement("input");
    Object.assign(radio, { type: "radio", name: "at", value: at, checked: isChosen });
    label.append(radio, ` ${words}`);
    return label;
  };

  const offer = ({ utc = "", repeated = [] }) => {
    const known = [...choice.querySelectorAll("[type=radio]")].map((radio) => radio.value);
    if (repeated.length && repeated.every(({ at }, number) => at === known[number])) return;
    if (!repeated.length) {
      const hidden = document.createElement("input");
      Object.assign(hidden, { type: "hidden", name: "at", value: utc });
      choice.replaceChildren(hidden);
      return;
    }
    const fieldset = document.createElement("fieldset");
    fieldset.className = "pc-choices";
    const legend = document.createElement("legend");
    legend.textContent = choice.dataset.legend;
    fieldset.append(legend, ...repeated.map(choiceOf));
    choice.replaceChildren(fieldset);
  };

  let last = 0;
  const update = async () => {
    const request = (last += 1);
    const query = new URLSearchParams({ wall: input.value, at: chosen() });
    const response = await fetch(`${form.dataset.clocks}?${query}`);
    const clocks = response.ok ? await response.json() : {};
    if (request !== last) return;
    show(clocks);
    offer(clocks);
  };

  input.addEventListener("input", update);
  choice.addEventListener("change", update);
  update();
})();
