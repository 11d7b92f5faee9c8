// The hands of the agent: choosing and filling, one step after the other, each checked before it is
// done. They refuse whatever could submit a form, and every field that is secret.
"use strict";

// An element of the page may be called so, and is no part of ours.
if (!Object.hasOwn(globalThis, "oneClickParts")) globalThis.oneClickParts = {};

globalThis.oneClickParts.hands = ({ eyes, isOwn, lastMutation }) => {
  const { isSecret, labelNow, shadowOf, parentOf, page, plain, tagOf } = eyes;

  let covered = null; // what the last step was to press, and could not

  // Stops at a step that cannot be carried out: the look that follows shows how far it came.
  async function act(steps) {
    covered = null;
    for (const order of steps) {
      const why = carryOut(order);
      if (why === "covered") covered = eyes.element(order.handle);
      if (why) return;
      await quiet();
    }
  }

  // Whether it still lies under something. Where it was scrolled out of sight, a new try will tell.
  function isCovered() {
    if (!covered?.isConnected) return false;
    const [{ x, y }] = pointsOf(covered);
    return x >= 0 && x < innerWidth && y >= 0 && y < innerHeight && !freePointOf(covered);
  }

  // Its middle, and beside it: a text that goes on in the next line has nothing in the middle, and the
  // mark of a list's next item may lie there.
  function pointsOf(element) {
    const boxes = [element.getBoundingClientRect(), ...element.getClientRects()].slice(0, 4);
    return boxes.flatMap(({ left, top: upper, width, height }) =>
      [0.5, 0.2, 0.8].map((part) => ({ x: left + width * part, y: upper + height / 2 })));
  }

  const freePointOf = (element) => pointsOf(element).find((at) => reaches(element, at));

  // Waits until the page has answered: a whole frame in which nothing changed, 1.5 s at most. What it
  // changed while it heard the event is its answer already and does not count.
  async function quiet() {
    const acted = performance.now();
    await null;
    let before = 0;
    do {
      before = performance.now();
      await frame();
    } while (lastMutation() > before && before < acted + 1500);
  }

  // A window that is covered has no frames.
  const frame = () => new Promise((resolve) => {
    requestAnimationFrame(resolve);
    setTimeout(resolve, 34);
  });

  function carryOut(order) {
    const element = eyes.element(order.handle);
    if (!element?.isConnected) return "gone";
    if (order.do === "click" && labelNow(element) !== order.label) return "changed";
    const option = order.do === "select" ? [...element.options].find(({ value }) => value === order.value) : null;
    if (option === undefined) return "changed";
    const fixed = option?.disabled || (order.do === "fill" && element.readOnly);
    if (fixed || element.matches(":disabled") || element.getAttribute("aria-disabled") === "true") return "disabled";
    if (order.do === "click" ? submits(element) : isSecret(element)) return "refused";
    element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return "hidden";
    const { width, height } = element.getBoundingClientRect();
    if (!width || !height) return "hidden";
    const at = freePointOf(element);
    if (!at) return "covered";
    if (order.do === "click") click(element, at);
    else enter(element, order.value);
    return null;
  }

  // The last guard behind the Rust rule: whatever could submit a form is never pressed.
  function submits(element) {
    for (let one = element; one; one = parentOf(one)) {
      const pressed = tagOf(one) === "label" ? one.control ?? one : one;
      if (/^(button|input)$/.test(tagOf(pressed)) && /^(submit|image)$/.test(pressed.type)
        && (pressed.form || pressed.localName === "input" || pressed.hasAttribute("type"))) return true;
      if (plain(one).isContentEditable) return true;
    }
    return false;
  }

  function reaches(element, { x, y }) {
    let hit = page.elementsFromPoint(x, y).find((one) => !isOwn(one));
    for (let root = hit && shadowOf(hit); root; root = shadowOf(hit)) {
      const inner = root.elementFromPoint(x, y);
      if (!inner || inner === hit) break;
      hit = inner;
    }
    for (let one = hit; one; one = parentOf(one)) if (one === element) return true;
    return false;
  }

  function click(element, { x, y }) {
    const common = { bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y, button: 0, view: window };
    const pointer = { ...common, pointerId: 1, pointerType: "mouse", isPrimary: true };
    element.dispatchEvent(new PointerEvent("pointerdown", { ...pointer, buttons: 1 }));
    element.dispatchEvent(new MouseEvent("mousedown", { ...common, buttons: 1, detail: 1 }));
    element.focus?.({ preventScroll: true });
    element.dispatchEvent(new PointerEvent("pointerup", pointer));
    element.dispatchEvent(new MouseEvent("mouseup", { ...common, detail: 1 }));
    if (element.click) element.click();
    else element.dispatchEvent(new MouseEvent("click", { ...common, detail: 1 }));
  }

  function enter(field, value) {
    field.focus({ preventScroll: true });
    field.value = value;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertReplacementText", data: value }));
    field.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
    // A page without focus gets no blur of its own, and some fields take their value only then.
    if (!page.hasFocus()) field.dispatchEvent(new FocusEvent("focusout", { bubbles: true, composed: true }));
    field.blur();
  }
  return { act, isCovered };
};
