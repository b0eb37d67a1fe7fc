// What scripts add to pages that work without them: keys, a button that copies, filters that apply themselves.
"use strict";

const rows = () => [...document.querySelectorAll("[data-row]")];
let current = -1;

function move(step) {
  const all = rows();
  if (!all.length) return;
  all[current]?.classList.remove("current");
  current = Math.min(Math.max(current + step, 0), all.length - 1);
  const row = all[current];
  row.classList.add("current");
  row.scrollIntoView({ block: "nearest" });
  (row.querySelector("a.go") ?? row.querySelector("a, button"))?.focus({ preventScroll: true });
}

function press(name) {
  const within = rows()[current] ?? document;
  within.querySelector(`[data-key="${name}"]`)?.click();
}

async function copy(text, told) {
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = "Copied";
  } catch {
    told.textContent = "Could not copy: select it by hand";
  }
}

const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(event.target)) return event.target.blur();
  if (typing(event.target)) return;
  switch (event.key) {
    case "/":
      event.preventDefault();
      document.getElementById("q")?.focus();
      break;
    case "j":
      move(1);
      break;
    case "k":
      move(-1);
      break;
    case "a":
      press("accept");
      break;
    case "x":
      press("reject");
      break;
    case "c":
      rows()[current]?.querySelector("button.copy")?.click();
      break;
    case "?":
      window.location.assign("/help");
      break;
    default:
  }
});

for (const area of document.querySelectorAll(".cite textarea")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy citation";
  button.addEventListener("click", () => copy(area.value, button));
  area.after(button);
}

for (const choice of document.querySelectorAll("#filters select")) {
  choice.addEventListener("change", () => choice.form.requestSubmit());
}
