// SPDX-License-Identifier: Apache-2.0
// What makes the pages easier; each of them works without it.
"use strict";

// A date says which day it is: the weekday at once, and from the office's calendar whether people work on it.
for (const input of document.querySelectorAll('input[type="date"]')) {
  const told = document.createElement("span");
  told.className = "hint";
  told.setAttribute("aria-live", "polite");
  input.after(told);
  let asked = "";
  const tell = async () => {
    const day = input.valueAsDate;
    told.textContent = day
      ? new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", timeZone: "UTC" }).format(day)
      : "";
    if (!day || !input.closest("main form")) return;
    asked = input.value;
    try {
      const answer = await fetch("/days/" + encodeURIComponent(asked), { credentials: "same-origin" });
      // Typed on meanwhile: what comes is of another day.
      if (answer.ok && !answer.redirected && asked === input.value) told.textContent = await answer.text();
    } catch { /* the weekday stays */ }
  };
  input.addEventListener("input", tell);
  tell();
}

// A form is sent once, however often its button is pressed.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    // What is only looked at, or taken along, leaves the page as it is.
    if (event.submitter && "stays" in event.submitter.dataset) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    // Whoever comes back to the page may send it again; its request keeps its name.
    setTimeout(() => delete form.dataset.sent, 4000);
  });
}

// A file may be dropped where it is chosen.
for (const place of document.querySelectorAll(".drop")) {
  const input = place.querySelector('input[type="file"]');
  place.addEventListener("dragover", (event) => { event.preventDefault(); place.classList.add("over"); });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    if (event.dataTransfer.files.length > 0) input.files = event.dataTransfer.files;
  });
}

// A list is asked about in steps; the file that was chosen goes along.
const steps = () => {
  const form = document.querySelector("form[data-step]");
  if (!form) return;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const file = form.querySelector('input[type="file"]');
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      if (answer.redirected) { location.href = answer.url; return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
      document.title = page.title;
      const next = document.querySelector('form[data-step] input[type="file"]');
      // Where only the columns are asked for, nobody has to choose it again.
      if (next && next.form.elements.matched) { next.replaceWith(file); file.closest(".field").hidden = true; }
      document.querySelector("main").focus();
      scrollTo(0, 0);
      steps();
    } catch { form.submit(); }
  });
};
steps();

// A refusal is read first.
const refusal = document.querySelector('.refusal[role="alert"]');
if (refusal) { refusal.tabIndex = -1; refusal.focus(); }

// A board on the wall follows what happens.
const live = document.querySelector("[data-follow]");
if (live) {
  let looking = false, again = false;
  const look = async () => {
    // A morning's acts come together: the board looks once, and once more for what came meanwhile.
    if (looking) { again = true; return; }
    looking = true;
    try { await see(); } finally {
      setTimeout(() => { looking = false; if (again) { again = false; look(); } }, 2000);
    }
  };
  const see = async () => {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const stale = document.querySelector("#stale");
    if (!answer.ok || answer.redirected) { stale.hidden = false; return; }
    stale.hidden = true;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#live");
    if (fresh) live.replaceChildren(...fresh.childNodes);
  };
  new EventSource(live.dataset.follow).addEventListener("message", look);
  // Days pass without anybody's doing.
  setInterval(look, 300000);
}
