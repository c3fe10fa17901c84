// Lets Escape close the card beside a bar, until pointer or focus leave the bar (WCAG 2.2, 1.4.13).
(() => {
  "use strict";

  const closed = "is-dismissed";

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const item of document.querySelectorAll(".pc-item:hover, .pc-item:focus-within")) {
      // What is focused inside a card would be lost with it.
      if (item.querySelector(".pc-card")?.contains(document.activeElement)) {
        item.querySelector(".pc-link").focus();
      }
      item.classList.add(closed);
    }
  });

  for (const item of document.querySelectorAll(".pc-item")) {
    item.addEventListener("mouseleave", () => item.classList.remove(closed));
    item.addEventListener("focusout", ({ relatedTarget }) => {
      if (!item.contains(relatedTarget)) item.classList.remove(closed);
    });
  }
})();
