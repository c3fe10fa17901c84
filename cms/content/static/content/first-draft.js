// Holds "Save draft" and "Publish" of something new until the draft that Wagtail saves in passing
// has arrived: sent while that is on its way, they would make the same page or snippet once more.
(() => {
  "use strict";

  const LONGEST_WAIT = 10000; // milliseconds; then the button does what it always did
  let onItsWay = null; // the form whose first draft is being saved
  let held = null; // {form, submitter} of the button that waits

  const isNew = () => window.location.pathname.includes("/add/");

  const release = () => {
    onItsWay = null;
    if (!held) return;
    const { form, submitter } = held;
    held = null;
    if (submitter?.name) {
      // By now the button may be disabled, and a disabled button says nothing of itself.
      const { name, value } = submitter;
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    form.requestSubmit();
  };

  document.addEventListener("w-autosave:save", ({ target }) => {
    if (isNew()) onItsWay = target;
  });
  document.addEventListener("w-autosave:success", release);
  document.addEventListener("w-autosave:error", release);
  document.addEventListener(
    "submit",
    (event) => {
      if (!onItsWay || event.target !== onItsWay) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!held) window.setTimeout(release, LONGEST_WAIT);
      held = { form: event.target, submitter: event.submitter };
    },
    true,
  );
})();
