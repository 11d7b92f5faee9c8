// What the agent itself puts over the page: the panel's frame and the outline of the control that the
// person is to press. Nothing else of the page is changed.
"use strict";

(globalThis.oneClickParts ??= {}).overlay = ({ eyes, own, top }) => {

  const FULL = { width: 320, height: 420 }, PILL = { width: 200, height: 40 }, MARGIN = 16;
  let panel = null; // { host, token, folded, size, at, keepClear, restored }
  let outlines = null; // { host, marks: Map<Element, HTMLElement> }

  function plant(css) {
    const host = document.createElement("div");
    host.style.cssText = `all: initial !important; position: fixed !important; z-index: 2147483647 !important; ${css}`;
    own.add(host);
    const root = host.attachShadow({ mode: "closed" });
    document.documentElement.append(host);
    return { host, root };
  }

  function showPanel(wanted, keepClear) {
    if (!wanted || !top) {
      panel?.host.remove();
      panel = null;
      return;
    }
    if (panel?.token !== wanted.token) {
      panel?.host.remove();
      const { host, root } = plant("");
      const frame = document.createElement("iframe");
      frame.src = `${chrome.runtime.getURL("panel.html")}#${wanted.token}`;
      frame.style.cssText = "border: 0; width: 100%; height: 100%; color-scheme: light dark; border-radius: 12px; box-shadow: 0 4px 24px #0004;";
      root.append(frame);
      panel = { host, token: wanted.token, size: FULL, at: null, box: null, restored: 0 };
    }
    panel.folded = Boolean(wanted.folded);
    panel.keepClear = keepClear;
    placePanel();
  }

  // Where the person dragged it, else the first corner that is free; where none is, it folds.
  function placePanel() {
    const meets = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
    const corners = (size) => {
      const right = innerWidth - size.width - MARGIN, bottom = innerHeight - size.height - MARGIN;
      const within = (value, most) => Math.max(0, Math.min(value, most + MARGIN));
      const dragged = panel.at ? [{ x: within(panel.at.x, right), y: within(panel.at.y, bottom) }] : [];
      return [...dragged, { x: right, y: bottom }, { x: right, y: MARGIN }, { x: MARGIN, y: bottom }, { x: MARGIN, y: MARGIN }]
        .map((corner) => ({ ...corner, ...size }));
    };
    // Boxes of the document, which scrolls under the panel.
    const kept = panel.keepClear.map(([x, y, width, height]) => ({ x: x - scrollX, y: y - scrollY, width, height }));
    const free = (size) => corners(size).find((box) => !kept.some((one) => meets(box, one)));
    const size = { width: panel.size.width, height: Math.min(panel.size.height, innerHeight - 2 * MARGIN) };
    // Where even the pill has no room it stands at the top, far from the buttons that end a page.
    const box = (!panel.folded && free(size)) || free(PILL) || { x: innerWidth - PILL.width - MARGIN, y: MARGIN, ...PILL };
    panel.box = box;
    for (const [side, value] of Object.entries({ left: box.x, top: box.y, width: box.width, height: box.height })) {
      panel.host.style.setProperty(side, `${value}px`, "important");
    }
  }

  function outline(wanted) {
    const targets = wanted.map((handle) => eyes.element(handle)).filter((element) => element?.isConnected);
    outlines?.host.remove();
    outlines = null;
    if (!targets.length) return;
    const { host, root } = plant("inset: 0 !important; pointer-events: none !important;");
    const marks = new Map();
    for (const target of targets) {
      const mark = document.createElement("div");
      mark.style.cssText = "position: fixed; box-sizing: border-box; border: 3px solid #f59e0b; border-radius: 8px; pointer-events: none;";
      root.append(mark);
      marks.set(target, mark);
    }
    outlines = { host, marks };
    follow();
  }

  function follow() {
    if (panel) placePanel();
    for (const [target, mark] of outlines?.marks ?? []) {
      const box = target.getBoundingClientRect();
      mark.style.display = box.width && target.isConnected ? "" : "none";
      Object.assign(mark.style, { left: `${box.left - 5}px`, top: `${box.top - 5}px`, width: `${box.width + 10}px`, height: `${box.height + 10}px` });
    }
  }
  // The panel cannot know where its frame stands: it tells how far it was dragged, and its size.
  function place({ x, y, width, height }) {
    if (!panel) return;
    if (x || y) panel.at = { x: panel.box.x + x, y: panel.box.y + y };
    if (width > 0 && height > 0) panel.size = { width, height };
    placePanel();
  }

  // A page that clears its document takes the panel out too; one that insists may have its way.
  function restore() {
    if (!panel || panel.host.isConnected || panel.restored === 5) return;
    panel.restored += 1;
    document.documentElement.append(panel.host);
  }

  // A panel is answered only with the token of the document that its tab shows.
  const token = () => panel?.token ?? null;

  return { showPanel, outline, follow, place, restore, token };
};
