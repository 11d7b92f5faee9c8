// What the scripts of several layouts share.
"use strict";

const byId = (id) => document.getElementById(id);

/** A new element with attributes and children. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

const money = (sign, cents) => `${sign}${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;

/**
 * A text field that belongs to the page's state, as a React input does: an `input` event counts only
 * when the value differs from the one that the page's own code last set or saw.
 */
function controlled(input, changed) {
  const native = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  let seen = native.get.call(input);
  Object.defineProperty(input, "value", {
    configurable: true,
    get: () => native.get.call(input),
    set: (text) => {
      seen = String(text);
      native.set.call(input, text);
    },
  });
  input.addEventListener("input", () => {
    const now = native.get.call(input);
    if (now !== seen) {
      seen = now;
      changed(now);
    }
  });
}

/** Sends items to the shop and goes where it says, or hands back its refusal. */
async function send(path, items) {
  const reply = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ items }),
  });
  const answer = await reply.json();
  if (answer.to) location.href = answer.to;
  return answer;
}

/** Shows a short message that goes away by itself. */
function toast(text) {
  const box = make("div", { class: "{{class:toast}}", role: "status" }, text);
  document.body.append(box);
  setTimeout(() => box.remove(), 2500);
}

/** Tells that the cart has so many lines now. */
function inCart(lines) {
  byId("{{id:badge}}").textContent = String(lines);
  toast("{{word:added}}");
}
