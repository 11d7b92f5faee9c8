// What the agent itself puts over the page: the panel's frame and the outline of the control that the
// person is to press. Nothing else of the page is changed.
"use strict";

// An element of the page may be called so, and is no part of ours.
if (!Object.hasOwn(globalThis, "oneClickParts")) globalThis.oneClickParts = {};

globalThis.oneClickParts.overlay = ({ eyes, own, top, onDragged }) => {

  const { page, plain, parentOf } = eyes;
  const FULL = { width: 320, height: 420 }, PILL = { width: 200, height: 40 }, MARGIN = 16, STEP = 48;
  let panel = null;
  let outlines = null; // { host, marks: Map<Element, HTMLElement> }

  function plant(css) {
    const host = page.createElement("div");
    host.style.cssText = `all: initial !important; position: fixed !important; z-index: 2147483647 !important; ${css}`;
    own.add(host);
    const root = host.attachShadow({ mode: "closed" });
    page.documentElement.append(host);
    return { host, root };
  }

  // `never` are the handles of what the panel covers in no case, `clear` of what it covers only where
  // the person has put it.
  function showPanel(wanted, never, clear) {
    if (!wanted || !top) {
      panel?.host.remove();
      panel = null;
      return;
    }
    if (panel?.token !== wanted.token) plantPanel(wanted);
    panel.folded = wanted.place.folded;
    panel.never = never.map(barOf).filter(Boolean);
    panel.clear = clear.map(barOf).filter(Boolean);
    placePanel();
  }

  function plantPanel({ token, place: { at, full } }) {
    panel?.host.remove();
    const { host, root } = plant("");
    const frame = page.createElement("iframe");
    frame.src = `${chrome.runtime.getURL("panel.html")}#${token}`;
    frame.style.cssText = "border: 0; width: 100%; height: 100%; color-scheme: light dark; border-radius: 12px; box-shadow: 0 4px 24px #0004;";
    root.append(frame);
    // `at` is where the person dragged it, `full` that it was unfolded then; `opened` that the person
    // unfolded it here, in spite of what it covers; `stands` where it is; `dragged` that it is
    // being dragged.
    panel = { token, host, size: FULL, at, full, opened: false, box: null, stands: null, dragged: false, restored: 0 };
  }

  // The bar that an element stands in, where it does not scroll with the page, else the element.
  function barOf(handle) {
    const element = eyes.element(handle);
    for (let one = element; one; one = parentOf(one)) {
      if (!/^(fixed|sticky)$/.test(getComputedStyle(one).position)) continue;
      const { width, height } = plain(one).getBoundingClientRect();
      return width && height * 4 < innerHeight ? one : element;
    }
    return element;
  }

  // ---------------------------------------------------------------- where the panel stands

  // Where the elements are now. The outline of one that is to be pressed is a bit larger.
  function measured(elements) {
    const areas = [];
    for (const element of elements) {
      const { left, top: upper, right, bottom, width, height } = element.getBoundingClientRect();
      if (element.isConnected && width && height) areas.push({ left: left - 6, upper: upper - 6, right: right + 6, bottom: bottom + 6 });
    }
    return areas;
  }

  function measure() {
    panel.areas = { never: measured(panel.never), clear: measured(panel.clear) };
  }

  // How much of them a box covers.
  function covered(box, areas) {
    let sum = 0;
    for (const { left, upper, right, bottom } of areas) {
      const wide = Math.min(box.x + box.width, right) - Math.max(box.x, left);
      const high = Math.min(box.y + box.height, bottom) - Math.max(box.y, upper);
      if (wide > 0 && high > 0) sum += wide * high;
    }
    return sum;
  }

  // A place is counted from the nearer sides, so that it holds for another size and in another window:
  // below zero from the right or the bottom, which are -1.
  const counted = (from, size, room) => Math.round(from + size / 2 < room / 2 ? from : from + size - room - 1);
  const placeOf = (box) => [counted(box.x, box.width, innerWidth), counted(box.y, box.height, innerHeight)];
  const from = (place, size, room) => Math.max(0, Math.min(place < 0 ? room - size + place + 1 : place, room - size));
  const boxAt = ([x, y], size) => ({ ...size, x: from(x, size.width, innerWidth), y: from(y, size.height, innerHeight) });

  // Along the right side, then the left, the corners first.
  function* sides(size) {
    const right = -1 - MARGIN, bottom = -1 - MARGIN;
    for (const x of [right, MARGIN]) for (const y of [bottom, MARGIN]) yield boxAt([x, y], size);
    for (const x of [right, MARGIN]) {
      for (let y = bottom - STEP; size.height - y < innerHeight - MARGIN; y -= STEP) yield boxAt([x, y], size);
    }
  }

  // A box is free of all that matters, or, where the person wants it there, of what must be pressed.
  const isFree = (box) => !covered(box, panel.areas.never) && (box.wanted || !covered(box, panel.areas.clear));

  // Where it was dragged, else where it is, else the first place that is free.
  function free(size, opened, full) {
    const places = [...sides(size)];
    if (panel.stands) places.unshift({ ...boxAt(panel.stands, size), wanted: opened });
    if (panel.at) places.unshift({ ...boxAt(panel.at, size), wanted: opened || full });
    const own = opened ? places.map((box) => ({ ...box, wanted: true })) : [];
    return [...places, ...own].find(isFree);
  }

  // Where even the pill has no room it covers as little as it can.
  function least() {
    const cost = (box) => covered(box, panel.areas.never) * 100 + covered(box, panel.areas.clear);
    return [...sides(PILL)].reduce((best, box) => (cost(box) < cost(best) ? box : best));
  }

  function placePanel() {
    if (!panel || panel.dragged) return;
    measure();
    const size = { width: panel.size.width, height: Math.min(panel.size.height, innerHeight - 2 * MARGIN) };
    putPanel((!panel.folded && free(size, panel.opened, panel.full)) || free(PILL, false, true) || least());
  }

  function putPanel(box) {
    panel.box = box;
    panel.stands = placeOf(box);
    for (const [side, value] of Object.entries({ left: box.x, top: box.y, width: box.width, height: box.height })) {
      panel.host.style.setProperty(side, `${value}px`, "important");
    }
  }

  // The panel cannot know where its frame stands: it tells how far it was dragged, and its size.
  function place({ x, y, width, height, dropped }) {
    if (!panel) return;
    if (width > 0 && height > 0) panel.size = { width, height };
    if (x || y) {
      const { box } = panel;
      panel.dragged = true;
      panel.at = placeOf({ ...box, x: box.x + x, y: box.y + y });
      panel.full = box.width !== PILL.width;
      putPanel(boxAt(panel.at, { width: box.width, height: box.height }));
    }
    if (dropped && panel.dragged) {
      panel.dragged = false;
      onDragged(panel.at, panel.full);
    }
    placePanel();
  }

  function fold({ folded }) {
    if (!panel) return;
    panel.folded = folded;
    panel.opened = !folded;
    panel.dragged = false;
    placePanel();
  }

  // A page that clears its document takes the panel out too; one that insists may have its way.
  function restore() {
    if (!panel || panel.host.isConnected || panel.restored === 5) return;
    panel.restored += 1;
    page.documentElement.append(panel.host);
  }

  // ---------------------------------------------------------------- what is to be pressed

  function outline(wanted) {
    const targets = wanted.map((handle) => eyes.element(handle)).filter((element) => element?.isConnected);
    outlines?.host.remove();
    outlines = null;
    if (!targets.length) return;
    const { host, root } = plant("inset: 0 !important; pointer-events: none !important;");
    const marks = new Map();
    for (const target of targets) {
      const mark = page.createElement("div");
      mark.style.cssText = "position: fixed; box-sizing: border-box; border: 3px solid #f59e0b; border-radius: 8px; pointer-events: none;";
      root.append(mark);
      marks.set(target, mark);
    }
    outlines = { host, marks };
    mark();
  }

  function mark() {
    for (const [target, mark] of outlines?.marks ?? []) {
      const box = target.getBoundingClientRect();
      mark.style.display = box.width && target.isConnected ? "" : "none";
      Object.assign(mark.style, { left: `${box.left - 5}px`, top: `${box.top - 5}px`, width: `${box.width + 10}px`, height: `${box.height + 10}px` });
    }
  }

  // The page moves under both, once a frame at the most. The panel gives way where it must; where it
  // would rather be it goes when the page rests, so that scrolling does not make it hop about.
  let following = false;
  function follow() {
    if (following || !(panel || outlines)) return;
    following = true;
    requestAnimationFrame(() => {
      following = false;
      if (panel) measure();
      if (panel && !isFree(panel.box)) placePanel();
      mark();
    });
  }

  const isOutlined = (element) => Boolean(outlines?.marks.has(element));

  // A panel is answered only with the token of the document that its tab shows.
  const token = () => panel?.token ?? null;

  return { plant, showPanel, outline, isOutlined, follow, rested: placePanel, place, fold, restore, token };
};
