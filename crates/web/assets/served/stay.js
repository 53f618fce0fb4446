// Keeps people where they are on the page when they press a button: htmx sends the form and puts the answer in place
// of the page's middle, so that half-typed words elsewhere stay and nothing jumps. Where anything is out of the
// ordinary the browser sends the form itself, as it does without this file; an act that is sent twice is done once.
(() => {
  "use strict";
  const ours = (text) => text.includes('id="page"');

  // What was pressed, and when something was last put in place.
  let pressed = null;
  let swappedAt = -Infinity;

  /** Lets the browser send the form as if there were no script. */
  function sendPlainly({ sourceElement: form, sourceEvent: event }) {
    if (!(form instanceof HTMLFormElement)) return location.reload();
    const button = event?.submitter;
    if (button?.name) {
      const chosen = document.createElement("input");
      chosen.type = "hidden";
      chosen.name = button.name;
      chosen.value = button.value;
      form.append(chosen);
    }
    HTMLFormElement.prototype.submit.call(form);
  }

  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    pressed = ctx.sourceElement.action;
  });

  // Signed out meanwhile, or something went wrong: that page has no such middle.
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    if (ours(ctx.text)) return;
    event.preventDefault();
    sendPlainly(ctx);
  });

  // No network: the browser has words for that, and its own way to try again.
  document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
    if (ctx?.sourceElement) sendPlainly(ctx);
  });

  // What somebody opened stays open, though the answer knows nothing of it.
  document.addEventListener("htmx:before:morph:attr", (event) => {
    const { target } = event;
    if (event.detail.attrName === "open" && target instanceof HTMLDetailsElement && target.open) event.preventDefault();
  });

  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    swappedAt = performance.now();
    const page = document.getElementById("page");
    page.classList.add("b-stayed");
    const { redirected, url, ok } = ctx.response.raw;
    if (redirected && ok) history.replaceState(null, "", url);
    const wrong = page.querySelector(".govuk-error-summary");
    const told = page.querySelector(".govuk-notification-banner");
    const here = document.activeElement;
    // A button that now stands for something else must not be the one that the next key presses.
    const same = here !== document.body && here.form?.action === pressed && here.isConnected;
    const to = wrong ?? (same ? null : (told ?? page.querySelector("h1")));
    if (!to) return;
    to.tabIndex = -1;
    to.focus({ preventScroll: !wrong });
  });

  // The second half of a double press would land on whatever moved up.
  document.addEventListener(
    "click",
    (event) => {
      if (event.detail > 1 && performance.now() - swappedAt < 700 && event.target.closest?.("#page")) {
        event.preventDefault();
        event.stopPropagation();
      }
    },
    true,
  );
})();
