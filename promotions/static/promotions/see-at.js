// Says beside the chosen time what it is in UTC and on the clock of whoever looks, and offers both
// instants where the clock of the site shows the time twice.
(() => {
  "use strict";

  const form = document.querySelector("[data-see-at]");
  if (!form) return;
  const input = form.querySelector("[name=wall]");
  const place = form.querySelector("[data-see-clocks]");
  const choice = form.querySelector("[data-see-turns]");
  const zone = place.querySelector("strong").textContent;
  const chosen = () => new FormData(form).get("at") || "";

  const show = ({ utc, note }) => {
    const strong = document.createElement("strong");
    strong.textContent = zone;
    const parts = [strong];
    if (utc) {
      const local = new Date(utc).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
      parts.push(` · ${utc.replace("T", " ").replace("Z", " UTC")} · ${local} ${form.dataset.yours}`);
    }
    if (note) parts.push(` · ${note}`);
    place.replaceChildren(...parts);
  };

  const turnOf = ({ at, words, is_chosen: isChosen }) => {
    const label = document.createElement("label");
    const radio = document.createElement("input");
    Object.assign(radio, { type: "radio", name: "at", value: at, checked: isChosen });
    label.append(radio, ` ${words}`);
    return label;
  };

  const offer = ({ utc = "", turns = [] }) => {
    const known = [...choice.querySelectorAll("[type=radio]")].map((radio) => radio.value);
    if (turns.length && turns.every((turn, number) => turn.at === known[number])) return;
    if (!turns.length) {
      const hidden = document.createElement("input");
      Object.assign(hidden, { type: "hidden", name: "at", value: utc });
      choice.replaceChildren(hidden);
      return;
    }
    const fieldset = document.createElement("fieldset");
    fieldset.className = "pc-turns";
    const legend = document.createElement("legend");
    legend.textContent = choice.dataset.legend;
    fieldset.append(legend, ...turns.map(turnOf));
    choice.replaceChildren(fieldset);
  };

  let last = 0;
  const ask = async () => {
    const turn = (last += 1);
    const query = new URLSearchParams({ wall: input.value, at: chosen() });
    const answer = await fetch(`${form.dataset.clocks}?${query}`);
    const clocks = answer.ok ? await answer.json() : {};
    if (turn !== last) return;
    show(clocks);
    offer(clocks);
  };

  input.addEventListener("input", ask);
  choice.addEventListener("change", ask);
  ask();
})();
