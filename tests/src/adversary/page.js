// The page's own script: it holds what is chosen and how many, paints it, and tells it like a cart.
(config) => {
  "use strict";
  const state = { chosen: [...config.chosen], quantity: config.quantity?.start ?? 0, rows: config.rows.map((row) => row.control?.start ?? 0), pending: 0 };
  const first = [...config.chosen];
  const roots = [document];
  const handlers = new Map(); // by kind of event and mark
  const seen = new WeakSet();
  const written = new WeakMap();
  let asked = 0; // how often a price was asked for
  let acted = -1e6; // when it last did something by itself

  function find(mark) {
    for (const root of roots) {
      const found = root.querySelector(`.${mark}`);
      if (found) return found;
    }
    return null;
  }

  function listen(root) {
    for (const kind of ["click", "change"]) root.addEventListener(kind, (event) => {
      if (seen.has(event)) return;
      for (const one of event.composedPath()) {
        const marks = one instanceof Element ? [...one.classList] : [];
        const act = marks.map((mark) => handlers.get(`${kind} ${mark}`)).find(Boolean);
        if (!act) continue;
        seen.add(event);
        if (kind === "click" && one.localName === "a") event.preventDefault();
        act(one);
        return;
      }
    });
  }

  function later(milliseconds, act) {
    if (!milliseconds) return act();
    state.pending += 1;
    setTimeout(() => { try { act(); } finally { state.pending -= 1; acted = performance.now(); } }, milliseconds);
  }

  // Controls that live in a component get their roots once the component is there.
  function grow() {
    for (const shadow of config.shadows) {
      const host = find(shadow.mark);
      if (!host || "grown" in host.dataset) continue;
      host.dataset.grown = "";
      const root = host.attachShadow({ mode: shadow.mode });
      root.innerHTML = shadow.html;
      roots.push(root);
      listen(root);
    }
  }

  // ---------------------------------------------------------------- what is true

  const sku = () => config.skus.find((one) => one.options.every((option, axis) => option === state.chosen[axis]));
  const tier = (quantity) => Math.max(0, config.tiers.findLastIndex((from) => from <= quantity));
  const total = () => (config.quantity ? state.quantity : state.rows.reduce((sum, one) => sum + one, 0));

  function lines() {
    const line = (one, quantity) => ({ sku: one.id, quantity, minor: one.minor[tier(total())], left: one.left });
    if (config.quantity) return sku() ? [line(sku(), state.quantity)] : [];
    return state.rows.flatMap((quantity, at) => (quantity ? [line(config.skus[config.rows[at].sku], quantity)] : []));
  }

  // A page that breaks down by itself proves nothing.
  const broken = [];
  addEventListener("error", ({ message }) => broken.push(message));
  window.cart = () => ({ lines: lines(), pending: state.pending, idle: Math.round(performance.now() - acted), broken });

  function choose(axis, option) {
    const one = config.axes[axis].options[option];
    const before = [...state.chosen];
    const taken = config.deaf !== "options" || config.deafAfter;
    if (taken && one && !isBarred(axis, option)) {
      state.chosen[axis] = option;
      if (config.resets && before[axis] !== option) state.chosen.fill(null, axis + 1);
      if (config.dependent) state.chosen = state.chosen.map((at, index) => (at !== null && isBarred(index, at) ? null : at));
      if (config.deaf === "forgets") state.quantity = config.quantity.start;
      if (config.deaf === "options") later(config.deafAfter, () => { state.chosen = before; paint(); });
      if (config.again !== null) later(config.again, rebuild);
    }
    paint();
  }

  // Barred for good, before the axis before it is chosen, or by what is chosen there.
  function isBarred(axis, option) {
    if (config.axes[axis].options?.[option]?.barred) return true;
    if (config.stepwise && axis > 0 && state.chosen[axis - 1] === null) return true;
    if (!config.dependent || axis === 0 || state.chosen[0] === null) return false;
    return !config.skus.some(({ options, left }) => left && options[0] === state.chosen[0] && options[axis] === option);
  }

  function bounded(control, text, least) {
    const number = parseInt(text, 10);
    const most = control.bounded ? sku()?.left ?? Infinity : Infinity;
    const whole = Number.isNaN(number) ? least : number;
    return Math.max(least, Math.min(most, whole));
  }

  function setQuantity(text) {
    const before = config.quantity.start;
    const taken = config.deaf !== "quantity" || config.deafAfter;
    state.quantity = taken ? bounded(config.quantity, text, config.quantity.least) : before;
    if (config.deaf === "quantity") later(config.deafAfter, () => { state.quantity = before; paint(); });
    if (config.deaf === "forgets") state.chosen = [...first];
    paint();
  }

  function setRow(at, text) {
    state.rows[at] = config.deaf === "quantity" ? 0 : bounded(config.rows[at].control, text, 0);
    paint();
  }

  // ---------------------------------------------------------------- what is shown

  function put(mark, html) {
    const place = find(mark);
    if (!place || written.get(place) === html) return;
    written.set(place, html);
    place.innerHTML = html;
  }

  function paintAxis(axis, index, chosen) {
    const { show } = axis;
    if (show.how === "list") {
      const list = find(axis.mark);
      const wanted = chosen === null ? "" : axis.options[chosen].value;
      if (list && list.value !== wanted) list.value = wanted;
      if (list && config.stepwise) list.disabled = axis.options.every((_, at) => isBarred(index, at));
    }
    axis.options.forEach((option, at) => {
      const own = find(option.mark), outer = find(option.outer);
      const is = at === chosen;
      if (!own) return;
      if (show.how === "checked") own.checked = is;
      if (show.how === "checked") outer?.classList.toggle(show.outer, is);
      if (show.how === "attribute") own.setAttribute(show.name, is ? show.yes ?? "true" : show.no ?? "false");
      if (show.how === "class") (show.around ? outer : own).classList.toggle(show.name, is);
      const barred = isBarred(index, at) && !(option.barred && option.unmarked);
      if (axis.native) own.disabled = barred;
      else if (own.localName === "button" && show.how !== "class") own.disabled = barred;
      else if (show.how === "attribute") own.setAttribute("aria-disabled", String(barred));
      else (show.around ? outer : own).classList.toggle(axis.bar, barred);
    });
    if (show.told) put(show.told, chosen === null ? show.asks ?? "" : axis.options[chosen].text);
  }

  // A list that opens on a press: some are there all the time, others are only made then.
  function paintList({ mark, inner, show, open }) {
    const list = find(mark), opener = find(show.opener);
    if (!list || !opener) return;
    opener.setAttribute("aria-expanded", String(open));
    list.style.display = open ? "" : "none";
    const is = list.childElementCount > 0, should = open || !show.made;
    if (is !== should) list.innerHTML = should ? inner : "";
  }

  function paintControl(control, quantity) {
    const place = find(control.mark);
    if (!place) return;
    if (control.text) put(control.mark, String(quantity));
    else if (place.value !== String(quantity)) place.value = String(quantity);
    const left = control.bounded ? sku()?.left : undefined;
    if (left !== undefined && place.getAttribute("max") !== String(left)) place.setAttribute("max", String(left));
  }

  function paintButtons(one) {
    const gone = config.rows.length ? config.skus.every(({ left }) => !left) : one ? !one.left : config.skus.every(({ left }) => !left);
    for (const button of config.buttons) {
      put(button.mark, gone ? config.out : button.text);
      const place = find(button.mark);
      if (!place) continue;
      const barred = gone || (config.waits && !one && !config.rows.length);
      if ("disabled" in place) place.disabled = barred;
      else place.setAttribute("aria-disabled", String(barred));
    }
  }

  function paint() {
    const one = sku();
    const at = config.follows ? tier(total()) : 0;
    for (const axis of config.axes) if (axis.show?.opener) paintList(axis);
    config.axes.forEach((axis, index) => axis.options && paintAxis(axis, index, state.chosen[index]));
    if (config.quantity) paintControl(config.quantity, state.quantity);
    config.rows.forEach((row, index) => {
      const pane = find(row.pane);
      if (row.of !== null && pane) pane.hidden = row.of !== state.chosen[0];
      if (row.of !== null && pane) pane.style.display = pane.hidden ? "none" : "";
      if (row.control) paintControl(row.control, state.rows[index]);
    });
    put(config.stock, one ? one.stock : "");
    put(config.tierMark, (one ?? config.skus[0])?.tiers ?? "");
    if (config.title) put(config.title, one ? one.title : config.skus[0]?.title ?? "");
    paintButtons(one);
    const price = one && config.quantity ? one.price[at] : config.open;
    const shown = written.get(find(config.price) ?? config);
    const gate = config.gated && find(config.gate);
    if (gate) gate.style.display = one ? "" : "none";
    if (shown === price) return;
    // Only the last of several that are on their way counts.
    const turn = ++asked;
    if (shown && config.lag && config.meanwhile) put(config.price, config.spinner);
    later(shown ? config.lag : 0, () => turn === asked && put(config.price, price));
  }

  // What is chosen is made anew, as a framework does that knows nothing of the elements before.
  function rebuild() {
    for (const axis of config.axes) {
      const place = find(axis.mark);
      if (place && axis.inner) place.innerHTML = axis.inner;
    }
    paint();
  }

  // ---------------------------------------------------------------- what is heard

  config.axes.forEach((axis, index) => axis.options?.forEach((option, at) => {
    const pressed = axis.show.how === "checked" ? "change" : "click";
    if (axis.show.how !== "list") handlers.set(`${pressed} ${option.mark}`, () => {
      axis.open = false;
      choose(index, at);
    });
  }));
  for (const axis of config.axes) {
    if (!axis.show?.opener) continue;
    axis.open = false;
    handlers.set(`click ${axis.show.opener}`, () => {
      axis.open = !axis.open;
      paint();
    });
  }
  config.axes.forEach((axis, index) => axis.show?.how === "list" &&
    handlers.set(`change ${axis.mark}`, (list) => choose(index, axis.options.findIndex(({ value }) => value === list.value))));
  function hear(control, now, set, least) {
    handlers.set(`change ${control.mark}`, (place) => set(place.value));
    handlers.set(`click ${control.plus}`, () => set(now() + control.step));
    handlers.set(`click ${control.minus}`, () => set(Math.max(least, now() - control.step)));
  }
  if (config.quantity) hear(config.quantity, () => state.quantity, setQuantity, config.quantity.least);
  config.rows.forEach((row, at) => row.control && hear(row.control, () => state.rows[at], (text) => setRow(at, text), 0));

  listen(document);
  grow();
  paint();
  for (const late of config.late) {
    later(late.after, () => {
      const place = find(late.mark);
      if (place) place.innerHTML = late.html;
      grow();
      paint();
    });
  }
}
