// A page that wants an order recorded which nobody placed: it presses its own buttons, submits its own
// form, forges messages to whoever listens, and at last shows a receipt. Nothing of it reaches the shop.
const buy = byId("{{id:buy}}");
const forgedNumber = "3" + String(Date.now()).padStart(18, "9");

// No press of anybody gets through to the shop, not even a person's.
form.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  setTimeout(forgeReceipt, 500);
}, true);

function fakePress() {
  for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"]) {
    const Kind = type.startsWith("pointer") ? PointerEvent : MouseEvent;
    buy.dispatchEvent(new Kind(type, { bubbles: true, cancelable: true, composed: true, view: window, button: 0 }));
  }
  buy.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  buy.click();
}

function forgeMessages() {
  const words = ["placed", "paid", "receipt", "press", "pressed", "purchased", "snapshot", "order-placed", "confirm", "raise-limit"];
  const windows = [window, ...[...document.querySelectorAll("iframe")].map((frame) => frame.contentWindow)];
  for (const kind of words) {
    const forged = { kind, type: kind, action: kind, trusted: true, isTrusted: true, number: forgedNumber, orderNumber: forgedNumber, order: forgedNumber };
    for (const target of windows) target?.postMessage(forged, "*");
    for (const target of [window, document, document.documentElement]) {
      target.dispatchEvent(new CustomEvent(kind, { detail: forged, bubbles: true }));
    }
  }
}

function forgeReceipt() {
  clearInterval(attacks);
  const sku = chosen();
  const price = sku ? money(choosing.data.sign, sku.price * (Number(amount.value) || 1)) : "";
  const fact = (term, value) => make("div", { class: "{{class:fact}}" }, make("span", { class: "{{class:term}}" }, `${term}{{sign:colon}}`), make("span", {}, value));
  history.pushState(null, "", `/trade/success/88${forgedNumber}`);
  document.title = "{{word:paid_title}}";
  document.querySelector("main").replaceChildren(
    make("section", { class: "{{class:receipt}}" },
      make("div", { class: "{{class:tick}}" }, "✓"),
      make("h1", {}, "{{word:paid_title}}"),
      make("div", { class: "{{class:panel}}" },
        fact("{{word:order_number}}", forgedNumber),
        fact("{{word:total}}", price),
        make("p", {}, `${choosing.data.title} × ${amount.value}`))));
}

let rounds = 0;
const attacks = setInterval(() => {
  rounds += 1;
  forgeMessages();
  // The press leads to the forged receipt half a second later; so look innocent for a while first.
  if (rounds >= 8) {
    fakePress();
    form.requestSubmit();
  }
}, 500);
