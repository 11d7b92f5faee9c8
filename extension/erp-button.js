// The "one-click purchase" button of an ERP's own page: a real click on it tells the background
// the order's id and nothing else. Runs only on origins that the person connected.
(() => {
  const MARK = "data-one-click-purchase";
  const root = document.documentElement;
  // Injected again into the same page: the listener is there already.
  if (root.dataset.oneClickPurchase === chrome.runtime.id) return;
  root.dataset.oneClickPurchase = chrome.runtime.id;

  const show = (button, answer) => {
    // The page may style and word these states; the button itself says the least.
    button.dataset.oneClickPurchaseState = answer?.answer ?? "failed";
    button.removeAttribute("aria-busy");
  };

  const press = (event) => {
    // A page's script can call click(); only the person's own click counts.
    if (!event.isTrusted) return;
    // The root carries the same attribute, as the sign that the extension is here.
    const marked = (node) => node instanceof Element && node !== root && node.hasAttribute(MARK);
    const button = event.composedPath().find(marked);
    if (!button) return;
    event.preventDefault();
    button.setAttribute("aria-busy", "true");
    const order = button.getAttribute(MARK).slice(0, 200);
    chrome.runtime.sendMessage({ kind: "buy_from_page", order }).then(
      (answer) => show(button, answer),
      () => {
        show(button, null);
        // The extension was updated or removed: this script is an orphan.
        removeEventListener("click", press, true);
        delete root.dataset.oneClickPurchase;
      },
    );
  };
  addEventListener("click", press, true);
})();
