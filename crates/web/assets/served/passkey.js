// Passkeys: when their form is sent, asks the device first and sends its answer along. The server's question and the
// words for what can go wrong stand in the form; nothing is kept here. Without this file the page says that email and
// password do the same.
(() => {
  "use strict";
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  document.documentElement.classList.add("b-passkeys");

  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const letters = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const named = (known) => (known ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

  /** What the device is asked, with bytes where they travelled as letters. */
  function question(asked) {
    const made = { ...asked, challenge: bytes(asked.challenge) };
    if (asked.user) made.user = { ...asked.user, id: bytes(asked.user.id) };
    if (asked.excludeCredentials) made.excludeCredentials = named(asked.excludeCredentials);
    if (asked.allowCredentials) made.allowCredentials = named(asked.allowCredentials);
    return { publicKey: made };
  }

  /** What the device answered, with letters where there were bytes. */
  function answer(credential) {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (credential.response[part]) response[part] = letters(credential.response[part]);
    return { id: credential.id, rawId: letters(credential.rawId), type: credential.type, response, extensions: {} };
  }

  /** The words for what a browser calls an error. */
  function words(form, error) {
    const { cancelled, known, unsupported, failed } = form.dataset;
    if (error.name === "NotAllowedError" || error.name === "AbortError") return cancelled;
    if (error.name === "InvalidStateError") return known;
    if (["NotSupportedError", "ConstraintError", "SecurityError"].includes(error.name)) return unsupported;
    return failed;
  }

  /** Goes through it once; returns the words to say, or nothing when the form is on its way. */
  async function go(form) {
    const { ask, away, which } = form.dataset;
    const device = form.elements.device;
    if (device) {
      device.value = document.querySelector("input[type=radio][name=device]:checked")?.value ?? "";
      if (!device.value) return which;
    }
    let told;
    try {
      const said = await fetch(ask, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (said.redirected) return location.reload();
      told = await said.json();
    } catch {
      return away;
    }
    if (told.words) return told.words;
    try {
      const asked = question(told.ask.publicKey);
      const adds = Boolean(asked.publicKey.user);
      const credential = await (adds ? navigator.credentials.create(asked) : navigator.credentials.get(asked));
      form.elements.challenge.value = told.id;
      form.elements.answer.value = JSON.stringify(answer(credential));
    } catch (error) {
      return words(form, error);
    }
    // It was for the question only.
    form.querySelector("input[type=password]")?.setAttribute("disabled", "");
    HTMLFormElement.prototype.submit.call(form);
  }

  let busy = false;
  window.addEventListener(
    "submit",
    async (event) => {
      const form = event.target;
      if (!form.matches?.("form[data-ask]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (busy) return;
      busy = true;
      const says = form.querySelector("[role=alert]");
      says.textContent = "";
      try {
        says.textContent = (await go(form)) ?? "";
      } finally {
        busy = false;
      }
    },
    true,
  );
})();
