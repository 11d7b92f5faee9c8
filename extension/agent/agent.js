// The agent of One-Click Purchase in one document of a purchase's tab: look, tell, do.
//
// It looks (eyes.js), tells the background what the page shows, and does the steps that come back
// (hands.js). It knows no shop and judges nothing: what a page is and what to do is decided in Rust.
(() => {
  "use strict";

  // Injected twice into one document: the first one just looks again. One that was orphaned by an
  // update of the extension takes itself away, and so does one of the empty document with which a frame
  // begins: the window outlives that, where the next document is of the same origin.
  const before = Object.hasOwn(globalThis, "oneClickPurchase") ? globalThis.oneClickPurchase : null;
  if (before?.alive() && before.isIn(document)) return before.again();
  before?.leave();

  const WATCHED = ["class", "style", "hidden", "disabled", "checked", "selected", "value", "href", "src", "open", "title",
    "aria-checked", "aria-selected", "aria-pressed", "aria-disabled", "aria-hidden", "aria-label", "aria-valuenow", "aria-current", "data-state", "data-selected", "data-checked", "data-active"];

  const here = document;
  const top = window === window.top;
  const own = new WeakSet(); // what the agent itself put into the page
  const isOwn = (element) => own.has(element);
  const alive = () => { try { return Boolean(chrome.runtime?.id); } catch { return false; } };

  let active = true; // looks and listens; false once the background had nothing to do here
  let looks = 0;
  let seen = ""; // the last snapshot
  let told = ""; // the one that the background has
  let toldCovered = false; // and whether what it wanted pressed was covered
  let busy = false; // a look is on its way, or steps are
  let asked = 0; // how often the background asked for a look, whatever was told
  let errands = 0; // how often it went on its way; an earlier one that hangs is not waited for
  let dirty = false; // something changed meanwhile
  let timer = 0;
  let firstChange = 0;
  let laters = 0; // looks so far that only time was a reason for
  let unheard = false; // the background did not hear the last look out
  let idle = 0; // looks in a row that saw nothing new
  let lastMutation = 0;
  let lastGrowth = 0; // when an element last came or went
  let stirred = 0; // when the page last had a reason to change: opened, steps done, pressed by the person
  let address = location.href; // as it was told last
  let later = 0; // the timer of a look that the background asked for
  let due = false; // that look is told, also if nothing has changed

  const parts = globalThis.oneClickParts;
  const eyes = parts.eyes({ isOwn, watchRoot, onFrame: () => top && send({ kind: "frames" }) });
  const { page, plain, tagOf } = eyes; // what the page called like a member of its document or form hides nothing
  const hands = parts.hands({ eyes, isOwn, lastMutation: () => lastMutation });
  const overlay = parts.overlay({ eyes, own, top, onDragged: (at, full) => send({ kind: "dragged", at, full }) });
  const pointing = parts.pointing({ eyes, overlay, isOwn, onPointed: (pointed) => send({ kind: "pointed", ...pointed }) });

  // ---------------------------------------------------------------- telling

  async function send(message) {
    if (!alive()) return leave();
    // The worker may be dying or the extension reloading: the page's next look tries again.
    try { return await chrome.runtime.sendMessage(message); } catch { return undefined; }
  }

  function soon() {
    if (!active || page.readyState === "loading") return;
    if (busy) { dirty = true; return; }
    const now = performance.now();
    if (!timer) firstChange = now;
    else if (now - firstChange > 200) return;
    clearTimeout(timer);
    // A carousel that never rests must not keep the agent looking.
    timer = setTimeout(tell, Math.max(50, Math.min(2000, 50 * 2 ** (idle - 4))));
  }

  async function tell() {
    clearTimeout(timer);
    timer = 0;
    if (!active || page.readyState === "loading") return;
    if (busy) { dirty = true; return; }
    if (!alive()) return leave();
    busy = true;
    dirty = false;
    const own = ++errands;
    let acted = false;
    try {
      do acted = await lookAndDo(acted, own); while (acted && active);
    } finally {
      // Whatever a page made fail, it is looked at again.
      if (own === errands) busy = false;
    }
    if (own !== errands) return;
    if (dirty) soon();
    else if (unheard || eyes.isHollow()) lookLater();
  }

  // A shadow root that is attached later makes no mutation that anybody could observe: an element
  // that is still hollow is looked at again, less and less often, for some seconds. So is a page
  // whose look was lost with a background that died.
  function lookLater() {
    if (!active || timer || laters >= 7) return;
    timer = setTimeout(tell, 50 * 2 ** laters++);
    firstChange = performance.now();
  }

  // How restless the page is, in milliseconds: since it last changed, and since it last had a
  // reason to. A countdown is words only, and no change in this sense.
  function pace() {
    const now = performance.now();
    if (address !== location.href) stirred = now;
    address = location.href;
    const changed = page.readyState === "complete" ? Math.max(lastGrowth, stirred) : now;
    const since = (time) => Math.min(1e9, Math.round(now - time));
    return { quiet: since(changed), stirred: since(stirred) };
  }

  function lookIn(milliseconds) {
    clearTimeout(later);
    due = false;
    if (milliseconds) later = setTimeout(() => { due = true; tell(); }, milliseconds);
  }

  // One look, told, and the steps that came back for it; returns whether there were any.
  async function lookAndDo(acted, own) {
    // Text, not an object: the background parses it once, where it is read.
    const snapshot = seen = JSON.stringify(eyes.snapshot());
    const covered = hands.isCovered();
    if (snapshot === told && covered === toldCovered && !acted && !due) {
      idle += 1;
      return false;
    }
    idle = 0;
    const askedBefore = asked;
    const reply = await send({ kind: "look", look: ++looks, snapshot, pace: pace(), covered, panel: overlay.token() });
    if (own !== errands) return false;
    toldCovered = covered;
    // Who asked meanwhile asked for what comes after this answer.
    told = reply && askedBefore === asked ? snapshot : "";
    unheard = reply === undefined || reply === null;
    if (reply === false) rest();
    if (!reply || !active) return false;
    lookIn(reply.again);
    overlay.showPanel(reply.panel ?? null, [...reply.outline, ...reply.never_cover], reply.keep_clear);
    overlay.outline(reply.outline);
    if (reply.watch === false) observer.disconnect();
    else watchRoot(document);
    if (!reply.steps?.length) return false;
    await hands.act(reply.steps);
    stirred = performance.now();
    return true;
  }

  // ---------------------------------------------------------------- the person's presses

  let down = null; // where the pointer went down: a page may replace it before the click
  let entered = null; // the button of a form that Enter just submitted

  function pressedIn(event) {
    const path = event.composedPath().filter((one) => one instanceof Element);
    if (path.some(isOwn)) return null;
    const control = path.find((one) => plain(one).matches("a[href],button,input,select,textarea,summary,label,[role=button],[role=link],[onclick]"));
    // What the person was shown as the one to press is one, whatever it is made of.
    return control ?? path.find(overlay.isOutlined) ?? path.filter((one) => getComputedStyle(one).cursor === "pointer").pop() ?? null;
  }

  const submitterOf = (form) => [...plain(form).elements].find((one) => one.type === "submit") ?? plain(form).querySelector("input[type=image]");

  function report(element, how) {
    const action = element.form ? element.getAttribute("formaction") ?? plain(element.form).getAttribute("action") ?? "" : null;
    let path = "";
    // A form may lead to no address at all; pressed it was all the same.
    try { if (action !== null) path = new URL(action, page.baseURI).pathname; } catch { /* no path then */ }
    const press = { handle: eyes.handleOf(element), label: eyes.labelNow(element), tag: tagOf(element), action: path };
    // With what was seen, for a background that has died meanwhile and knows nothing of this document.
    try { seen ||= JSON.stringify(eyes.snapshot()); } catch { /* whatever a page makes fail, the press is told */ }
    send({ kind: "press", press, how, snapshot: seen, at: new Date().toISOString() });
  }

  // Only what the browser vouches for counts, and never `submit`: a script can make that trusted.
  function onPress(event) {
    if (!active || !event.isTrusted) return;
    idle = 0;
    stirred = performance.now();
    if (event.type === "pointerdown") {
      down = pressedIn(event);
    } else if (event.type === "click") {
      const element = pressedIn(event) ?? down;
      const byKey = event.detail === 0;
      // After Enter in a field the browser clicks the form's button; that press is told already.
      if (element && !(byKey && element === entered)) report(element, byKey ? "key" : "click");
      down = entered = null;
      soon();
    } else if (event.key === "Enter" && !event.isComposing) {
      const field = event.composedPath()[0];
      if (field.localName !== "input" || !field.form || /^(submit|button|reset|image|checkbox|radio)$/.test(field.type)) return;
      entered = submitterOf(field.form);
      report(entered ?? field, "key");
    }
  }

  // ---------------------------------------------------------------- coming and going

  const grows = ({ addedNodes, removedNodes }) => [...addedNodes, ...removedNodes].some((node) => node instanceof Element);

  const observer = new MutationObserver((changes) => {
    const byPage = changes.some(({ target, addedNodes, removedNodes }) =>
      !isOwn(target) && !(addedNodes.length + removedNodes.length === 1 && isOwn(addedNodes[0] ?? removedNodes[0])));
    if (byPage && changes.some(({ type }) => type !== "attributes")) lastMutation = performance.now();
    if (byPage && changes.some(grows)) lastGrowth = performance.now();
    overlay.restore();
    overlay.follow();
    if (byPage) soon();
  });

  function watchRoot(root) {
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: WATCHED });
  }

  function again() {
    active = true;
    asked += 1;
    told = "";
    watchRoot(document);
    return tell();
  }

  // The browser brings the document back as it was. Firefox gives no answer to what was sent before.
  function revived() {
    errands += 1;
    busy = false;
    return again();
  }

  // Nothing to do here: the page is left as it was until the background asks again.
  function rest() {
    active = false;
    told = "";
    clearTimeout(timer);
    timer = 0;
    lookIn(0);
    observer.disconnect();
    overlay.showPanel(null);
    overlay.outline([]);
    pointing.stop();
  }

  const listeners = new AbortController();
  function leave() {
    rest();
    listeners.abort();
    try { chrome.runtime.onMessage.removeListener(onMessage); } catch { /* an orphan has no runtime any more */ }
    delete globalThis.oneClickPurchase;
  }

  function onMessage(message) {
    if (message?.kind === "look_again") again();
    else if (message?.kind === "leave") rest();
    else if (message?.kind === "point" && top) message.thing ? pointing.start(message.thing) : pointing.stop();
    else if (message?.kind === "panel_place") overlay.place(message);
    else if (message?.kind === "panel_fold") overlay.fold(message);
  }

  const hear = (target, types, listener) => types.forEach((type) =>
    target?.addEventListener(type, listener, { capture: true, passive: true, signal: listeners.signal }));
  hear(window, ["pointerdown", "click", "keydown"], onPress);
  hear(window, ["input", "change", "popstate", "hashchange", "load"], soon);
  hear(window, ["scroll", "resize"], overlay.follow);
  hear(window, ["scrollend", "resize"], overlay.rested);
  hear(window, ["pageshow"], (event) => event.persisted && revived());
  hear(page, ["readystatechange"], () => { lastGrowth = performance.now(); tell(); });
  hear(page, ["visibilitychange"], soon);
  hear(page, ["load"], (event) => top && active && event.target.localName === "iframe" && send({ kind: "frames" }));
  hear(globalThis.navigation, ["currententrychange"], soon);
  chrome.runtime.onMessage.addListener(onMessage);
  watchRoot(document);
  globalThis.oneClickPurchase = { alive, isIn: (document) => document === here, again, leave, snapshot: eyes.snapshot };
  tell();
})();
