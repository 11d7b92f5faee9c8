// Pointing: the person shows the extension what is what on a page. A shield lies over the page
// meanwhile, so that nothing of it is pressed; what stands under the pointer is framed, and told when
// the person clicks. With the keyboard: Tab goes through the page, Enter takes, Escape gives it up.
"use strict";

// An element of the page may be called so, and is no part of ours.
if (!Object.hasOwn(globalThis, "oneClickParts")) globalThis.oneClickParts = {};

globalThis.oneClickParts.pointing = ({ eyes, overlay, isOwn, onPointed }) => {
  const MOUSE = ["pointerdown", "pointerup", "mousedown", "mouseup", "click", "dblclick", "auxclick", "contextmenu", "touchstart", "touchend"];
  let pointing = null; // { thing, host, frame, target, place, ends }

  function start(thing) {
    stop();
    // One below the panel, which stays to be pressed.
    const { host, root } = overlay.plant("inset: 0 !important; z-index: 2147483646 !important; cursor: crosshair !important;");
    const frame = eyes.page.createElement("div");
    frame.style.cssText = "position: fixed; display: none; box-sizing: border-box; border: 3px solid #2563eb; border-radius: 4px; background: #2563eb22; pointer-events: none;";
    root.append(frame);
    const ends = new AbortController();
    pointing = { thing, host, frame, target: null, place: -1, ends };
    const hear = (types, listener) => types.forEach((type) =>
      window.addEventListener(type, listener, { capture: true, passive: false, signal: ends.signal }));
    hear(["pointermove"], (event) => event.isTrusted && show(under(event.clientX, event.clientY)));
    hear(["scroll", "resize"], () => show(pointing?.target));
    hear(MOUSE, onMouse);
    hear(["keydown"], onKey);
    host.tabIndex = -1;
    window.focus();
    host.focus({ preventScroll: true });
  }

  function stop() {
    pointing?.ends.abort();
    pointing?.host.remove();
    pointing = null;
  }

  function onMouse(event) {
    // The panel's own frame gets its events itself; what a page makes up is not for us.
    if (!event.isTrusted) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type === "click") take(under(event.clientX, event.clientY));
  }

  function onKey(event) {
    if (!event.isTrusted || !/^(Tab|Enter|Escape)$/.test(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === "Escape") tell(null);
    else if (event.key === "Enter") take(pointing.target);
    else step(event.shiftKey ? -1 : 1);
  }

  // To the next element of the page that says something.
  function step(by) {
    const told = eyes.snapshot().nodes.filter(({ s, x, v, t }) => s && (x || v !== undefined || /^(input|select|button)$/.test(t)));
    if (!told.length) return;
    pointing.place = (pointing.place + by + told.length) % told.length;
    const target = eyes.element(told[pointing.place].h);
    target?.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    show(target);
  }

  // The innermost element there, shadow roots included.
  function under(x, y) {
    let hit = eyes.page.elementsFromPoint(x, y).find((one) => !isOwn(one));
    for (let root = hit && eyes.shadowOf(hit); root; root = eyes.shadowOf(hit)) {
      const inner = root.elementFromPoint(x, y);
      if (!inner || inner === hit) break;
      hit = inner;
    }
    return hit ?? null;
  }

  function show(target) {
    if (!pointing) return;
    pointing.target = target ?? null;
    const box = target?.isConnected ? target.getBoundingClientRect() : null;
    pointing.frame.style.display = box?.width ? "" : "none";
    if (box) Object.assign(pointing.frame.style, { left: `${box.left - 4}px`, top: `${box.top - 4}px`, width: `${box.width + 8}px`, height: `${box.height + 8}px` });
  }

  // What was pointed at, or what holds it: a snapshot leaves out what says nothing.
  function take(target) {
    const snapshot = eyes.snapshot();
    let told = target;
    while (told && eyes.element(eyes.handleOf(told)) !== told) told = eyes.parentOf(told);
    if (told) tell(eyes.handleOf(told), snapshot);
  }

  function tell(handle, snapshot = {}) {
    const { thing } = pointing;
    stop();
    onPointed({ thing, handle, snapshot: JSON.stringify(snapshot) });
  }

  return { start, stop };
};
