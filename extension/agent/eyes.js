// The eyes of the agent: a plain snapshot of what a document shows, its open shadow roots included.
// Bounded in nodes, text and time; never the value of a password, a card or a code.
"use strict";

// An element of the page may be called so, and is no part of ours.
if (!Object.hasOwn(globalThis, "oneClickParts")) globalThis.oneClickParts = {};

globalThis.oneClickParts.eyes = ({ isOwn, watchRoot, onFrame }) => {
  const LIMITS = { nodes: 6000, depth: 300, milliseconds: 1000, characters: 6_000_000, text: 400, value: 300, name: 60, address: 2000, label: 120,
    data: 200_000, variants: 400_000, options: 300 };
  const SKIPPED = new Set(["script", "style", "noscript", "template", "svg", "head", "base", "source", "track", "param", "object", "embed"]);
  // Chromium's way into closed shadow roots; in Firefox an element has it itself.
  const { dom } = chrome;
  // Without words or attributes these still say something.
  const TELLING = new Set(["img", "iframe", "input", "select", "textarea", "button", "a", "canvas", "hr", "video", "td", "th"]);
  const FIELDS = new Set(["input", "select", "textarea"]);
  const OWN_CURSOR = new Set([...FIELDS, "label"]); // browsers give them one, whatever is around
  const CONTROLS = new Set([...FIELDS, "button", "option", "optgroup", "fieldset"]);
  const PRESSABLE = new Set([...FIELDS, "a", "button", "label", "summary", "option", "li", "dd"]);
  // The HTML standard lets no other element have a shadow root, but custom ones.
  const HOSTS = new Set(["article", "aside", "blockquote", "body", "div", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "main", "nav", "p", "section", "span"]);
  const ATTRIBUTES = ["id", "class", "name", "type", "alt", "title", "role", "for", "rel", "min", "max", "step", "method", "target",
    "placeholder", "autocomplete", "inputmode", "maxlength", "readonly", "required", "itemprop", "itemtype", "itemscope", "itemid",
    "content", "label", "lang", "datetime", "tabindex", "open"];
  // What becomes of an attribute, by its name; those of data and for screen readers are added as they are met.
  const uses = new Map(ATTRIBUTES.map((name) => [name, "sent"]));
  for (const name of ["href", "src", "action"]) uses.set(name, "address");
  uses.set("value", "value");
  uses.set("onclick", "press");
  // Not shown, and yet part of what is bought: hidden fields, restyled radios, microdata. And what tells who is signed in,
  // though it opens on a press: forms, and the ways in and out.
  const UNOPENED = "form:has(input[type=password])";
  const WAYS = ["login", "signin", "sign-in", "logon", "logout", "signout", "sign-out", "logoff"].map((way) => `a[href*="${way}" i]`);
  const QUIET = ["input[type=hidden]", "input[type=radio]", "input[type=checkbox]", "select", "[itemprop]",
    "[role=listbox]", "[role=listbox] [role=option]", UNOPENED, `${UNOPENED} :is(input,button)`, ...WAYS].join();
  const VISIBLE = { opacityProperty: true, visibilityProperty: true };
  const SECRET = /passw|pwd|card.?(num|no\b|code|exp|holder)|\bcc-|cc.?num|cvc|cvv|\bcsc\b|\botp|one-time|iban|token|csrf|secret|captcha|(secur|verif|sms|auth)\w*.?code|密码|密碼|验证码|驗證碼|卡号|卡號/i;
  const FOLDED = /[^\S ]|  |\ufeff/;
  // To a script the byte order mark is white space; within a word it is nothing.
  const fold = (text) => (FOLDED.test(text) ? text.replaceAll("\ufeff", "").replace(/\s+/g, " ") : text);

  // A form and a document answer with their own fields and pictures where one is called as what is asked for: these
  // are asked by what all of their kind have.
  function bare(ask) {
    return new Proxy({}, { get: (_, name) => {
      const one = ask(), own = Reflect.get(Object.getPrototypeOf(one), name, one);
      return typeof own === "function" ? own.bind(one) : own;
    } });
  }
  // Asked for each time: Firefox keeps a frame's window for the document that follows its first, empty one.
  const page = bare(() => document);
  // A form may hide even its name: then that is no text.
  const tagOf = ({ localName }) => (typeof localName === "object" ? "form" : localName);
  const plain = (element, tag = tagOf(element)) => (tag === "form" ? bare(() => element) : element);

  // What an element stands in, out of shadow roots too.
  function parentOf(element) {
    const asked = plain(element);
    return asked.assignedSlot ?? asked.parentElement ?? asked.getRootNode().host ?? null;
  }

  const handles = new WeakMap(); // a handle stays with its element for as long as the document lives
  let newest = 0;
  let seen = []; // what the last look saw
  let elements = null; // the same by handle, once one is asked for
  const frames = new WeakSet(); // those that were told

  function handleOf(element) {
    let handle = handles.get(element);
    if (handle === undefined) handles.set(element, handle = ++newest);
    return handle;
  }

  // The element with a handle, if the last look saw it.
  function elementOf(handle) {
    elements ??= new Map(seen.map((element) => [handles.get(element), element]));
    return elements.get(handle);
  }

  let hollow = false; // the last snapshot met a custom element with nothing in it yet

  function shadowOf(element) {
    const tag = tagOf(element), custom = tag.includes("-");
    let root = custom || HOSTS.has(tag) ? element.shadowRoot : null;
    if (root || !custom) return root;
    try { root = element.openOrClosedShadowRoot ?? dom?.openOrClosedShadowRoot(element) ?? null; } catch { /* not ours to open */ }
    if (!root && !element.firstElementChild) hollow = true;
    return root;
  }

  function isSecret(field) {
    if (field.type === "password") return true;
    // Firefox knows fewer values of `autocomplete` by its property than are written.
    const marks = [field.getAttribute("autocomplete"), field.name, field.id, field.placeholder, field.ariaLabel];
    return SECRET.test(marks.join(" "));
  }

  function useOf(name) {
    let use = uses.get(name);
    if (use === undefined) uses.set(name, use = name.startsWith("data-") || name.startsWith("aria-") ? "sent" : "");
    return use;
  }

  let room = 0; // how many characters the look may still take along, roughly
  let steps = 0; // of the look, so that the clock is asked at some of them only

  // Whether a look has seen enough, by any of its bounds; what it is about to see is left out then.
  function isFull(into) {
    steps += 1;
    if (!into.full && (room < 0 || into.nodes.length >= LIMITS.nodes || (steps % 64 === 0 && performance.now() > into.until))) {
      into.full = into.cut = true;
    }
    return into.full;
  }

  // Keeps the attributes worth telling; returns whether the element hears clicks by one of them.
  function keepAttributes(element, node) {
    let kept = null, hears = false;
    for (const name of element.getAttributeNames()) {
      const use = name.length > LIMITS.name ? "" : useOf(name);
      if (use === "press") hears = true;
      if (use === "" || use === "press" || (use === "value" && isSecret(element))) continue;
      const value = element.getAttribute(name);
      room -= name.length + Math.min(value.length, LIMITS.address);
      if (room < 0) break;
      if (use !== "address") (kept ??= {})[name] = value.length > LIMITS.value ? value.slice(0, LIMITS.value) : value;
      else if (!/^\s*(data|blob):/i.test(value)) (kept ??= {})[name] = absolute(element[name], value).slice(0, LIMITS.address);
    }
    if (kept) node.a = kept;
    return hears;
  }

  // The property is absolute already, but where there is none.
  function absolute(property, written) {
    if (typeof property === "string") return property;
    try { return new URL(written, page.baseURI).href; } catch { return written; }
  }

  // What an element says by itself, wherever it stands.
  function describe(element, tag, parent) {
    const node = { h: 0, t: tag };
    if (parent !== null) node.p = parent;
    const hears = keepAttributes(element, node);
    const kept = node.a;
    if (FIELDS.has(tag) && !/^(password|file|image)$/.test(element.type) && !isSecret(element)) {
      node.v = String(element.value ?? "").slice(0, LIMITS.value);
    }
    if (tag === "input" ? element.checked : tag === "option" && element.selected) node.c = true;
    if ((CONTROLS.has(tag) || tag.includes("-")) && element.matches(":disabled")) node.d = true;
    if (!kept) return { node, pressable: hears || PRESSABLE.has(tag) };
    if (kept["aria-checked"] === "true" || kept["aria-selected"] === "true" || kept["aria-pressed"] === "true") node.c = true;
    if (kept["aria-disabled"] === "true") node.d = true;
    return { node, pressable: hears || PRESSABLE.has(tag) || kept.role !== undefined || kept.tabindex !== undefined };
  }

  function add(element, node, into) {
    node.h = handleOf(element);
    into.seen.push(element);
    return into.nodes.push(node) - 1;
  }

  function describeOptions(select, parent, shown, into) {
    const all = select.options;
    for (let at = 0; at < Math.min(all.length, LIMITS.options) && !isFull(into); at += 1) {
      const option = all[at];
      const { node } = describe(option, "option", parent);
      add(option, node, into);
      node.x = fold(option.label || option.text).trim().slice(0, LIMITS.text);
      node.a = { ...node.a, value: option.value.slice(0, LIMITS.value) };
      if (shown) node.s = true;
    }
  }

  function describeHidden(element, parent, into) {
    const places = new Map();
    const own = plain(element);
    const found = own.matches(QUIET) ? [element, ...own.querySelectorAll(QUIET)] : own.querySelectorAll(QUIET);
    for (const hidden of [...found].slice(0, LIMITS.options)) {
      if (isFull(into)) return;
      const tag = tagOf(hidden), asked = plain(hidden, tag);
      const around = asked.parentElement && plain(asked.parentElement).closest(QUIET);
      const { node } = describe(asked, tag, places.get(around) ?? parent);
      const place = add(hidden, node, into);
      places.set(hidden, place);
      if (tag === "select") describeOptions(hidden, place, false, into);
      else if ((!asked.firstElementChild || asked.matches("a,[role=option]")) && asked.textContent) node.x = fold(asked.textContent).trim().slice(0, LIMITS.text);
    }
  }

  // Styles are asked for as late and as seldom as can be: it is what a look spends most of its time on.
  const styleOf = (spot) => (spot.style ??= getComputedStyle(spot.element));
  // What is all but transparent is shown to nobody: such controls lie over the picture of one.
  const isShown = (spot) => (spot.shown ??= spot.sized && !spot.veiled && spot.asked.checkVisibility(VISIBLE)
    && !(Number(styleOf(spot).opacity) < 0.05));
  const isStruck = (spot) => spot !== null
    && (spot.struck ??= isStruck(spot.above) || styleOf(spot).textDecorationLine.includes("line-through"));
  const points = (spot) => (spot.pointer ??= styleOf(spot).cursor === "pointer");

  // Adds an element and what is in it; returns the words that it shows.
  function scan(element, tag, parent, above, into) {
    if (SKIPPED.has(tag) || isOwn(element)) return "";
    if (above?.depth >= LIMITS.depth) into.cut = true;
    if (isFull(into) || above?.depth >= LIMITS.depth) return "";
    if (above?.closed && tag !== "summary") {
      describeHidden(element, parent, into);
      return "";
    }
    const asked = plain(element, tag);
    const { node, pressable } = describe(asked, tag, parent);
    const root = shadowOf(element);
    const telling = pressable || root || TELLING.has(tag) || node.a?.title || node.a?.["aria-label"] || node.a?.itemprop;
    // The hand comes down from what is around; what is not told yet (undefined, null) is asked for when it is needed.
    const pointer = (above?.pointer && !OWN_CURSOR.has(tag)) || (tag === "a" && node.a?.href !== undefined) || undefined;
    const spot = { element, asked, node, tag, above, root, pointer, depth: (above?.depth ?? 0) + 1, style: null, shown: undefined, struck: undefined, sized: false, veiled: false,
      spaced: false, holds: false, hands: false, closed: tag === "details" && !element.open };
    if (!telling && !asked.firstChild && !points(spot)) return "";
    const { left: across, top: down, width, height } = asked.getBoundingClientRect();
    const thin = width < 2 || height < 2;
    if (thin && width === 0 && height === 0 && styleOf(spot).display === "none") {
      describeHidden(element, parent, into);
      return "";
    }
    const place = add(element, node, into);
    const left = Math.round(across + into.left);
    node.r = [left, Math.round(down + into.upper), Math.round(width), Math.round(height)];
    spot.sized = width > 0 && height > 0;
    // What holds others veils them where it is all but transparent; words of its own are asked for it later.
    spot.veiled = above?.veiled || (width > 0 && left + width <= 0)
      || (asked.firstElementChild !== null && Number(styleOf(spot).opacity) < 0.05)
      || (thin && styleOf(spot).overflow !== "visible" && styleOf(spot).display !== "contents");
    if (!above?.spaced && styleOf(spot).display.startsWith("inline")) node.i = true;
    // What stands in a field is its value, told or not.
    let words = tag === "select" || tag === "textarea" ? "" : scanInside(spot, place, into);
    // What shows a part of it need not be asked itself.
    if ((spot.shown ?? (spot.holds && spot.sized && !spot.veiled)) || isShown(spot)) {
      node.s = true;
      if (above) above.holds = true;
    }
    if (tag === "select") describeOptions(element, place, node.s, into);
    if (tag === "iframe" && !frames.has(element)) {
      frames.add(element);
      onFrame();
    }
    if (tag === "input" && /^(submit|button|reset)$/.test(element.type)) words = element.value;
    const bare = into.nodes.length === place + 1;
    // What holds other elements shows the hand only where one of them does, or could.
    if (spot.pointer ?? ((bare || spot.hands) && !FIELDS.has(tag) && points(spot))) node.u = true;
    if (above && (node.u || OWN_CURSOR.has(tag))) above.hands = true;
    if (node.u || pressable) {
      const label = labelOf(asked, tag, words, into);
      if (label && label !== node.x) node.l = label;
    } else if (bare && !node.x && !words && !telling) {
      into.nodes.pop();
      return "";
    }
    return node.i ? words : ` ${words} `;
  }

  function scanInside(spot, place, into) {
    const { node, asked, root } = spot;
    if (root) watchRoot(root);
    const slotted = spot.tag === "slot" ? asked.assignedNodes() : [];
    let words = "", texts = 0, next = 1, following = null;
    for (let child = slotted[0] ?? (root ?? asked).firstChild; child && !isFull(into); child = following) {
      const tag = tagOf(child);
      following = slotted.length ? slotted[next++] : plain(child, tag).nextSibling;
      if (tag !== undefined) {
        words += tag === "br" ? " " : scan(child, tag, place, spot, into);
        spot.spaced = tag === "br";
        continue;
      }
      const data = child.nodeType === Node.TEXT_NODE ? child.data : "";
      if (data) {
        const text = data.trim() || data.includes("\ufeff") ? fold(data) : " ";
        spot.spaced = text.endsWith(" ");
        if (text === " ") {
          if (spot.sized && !spot.veiled) words += text;
          continue;
        }
        const shown = isShown(spot);
        if (shown || (!spot.sized && styleOf(spot).display === "contents")) words += text;
        // Words between elements keep their place: `¥<b>12</b>.80` must not become `¥.80 12`.
        texts += 1;
        room -= Math.min(text.length, LIMITS.text);
        const piece = { h: node.h, t: "#text", p: place, x: text.slice(0, LIMITS.text), i: true, r: node.r, f: parseInt(styleOf(spot).fontSize, 10) };
        if (shown || (!spot.sized && styleOf(spot).display === "contents")) piece.s = true;
        if (isStruck(spot)) piece.k = true;
        points(spot);
        into.nodes.push(piece);
      }
    }
    if (texts && into.nodes.length === place + 1 + texts) {
      const pieces = into.nodes.splice(place + 1);
      node.x = fold(pieces.map((piece) => piece.x).join("")).trim().slice(0, LIMITS.text);
      node.f = pieces[0].f;
      if (pieces[0].k) node.k = true;
    }
    return words.length > 4 * LIMITS.label ? words.slice(0, 4 * LIMITS.label) : words;
  }

  function labelOf(element, tag, words, into) {
    const seen = words && fold(words).trim().slice(0, LIMITS.label);
    if (seen) return seen;
    const named = CONTROLS.has(tag) ? captionOf(element, into)?.textContent : "";
    const spoken = named || element.getAttribute("aria-label") || element.title || element.getAttribute("alt")
      || element.querySelector?.("img[alt]")?.alt || "";
    return fold(spoken).trim().slice(0, LIMITS.label);
  }

  // `element.labels` goes through the whole document, again for each field.
  function captionOf(field, into) {
    if (!into.captions) {
      into.captions = new Map();
      for (const label of [...page.querySelectorAll("label[for]")].reverse()) into.captions.set(label.htmlFor, label);
    }
    if (field.getRootNode() !== document) return field.labels?.[0];
    const told = into.captions.get(field.id);
    return told && page.getElementById(field.id) === field ? told : field.closest("label:not([for])");
  }

  // A look that saw nothing yet, of a page scrolled so far.
  function begun(left, upper) {
    room = LIMITS.characters;
    return { nodes: [], seen: [], left, upper, until: performance.now() + LIMITS.milliseconds, full: false, cut: false };
  }

  // The label as a look would send it now.
  function labelNow(element) {
    const into = begun(0, 0);
    scan(element, tagOf(element), null, null, into);
    return into.nodes[0]?.l ?? into.nodes[0]?.x ?? "";
  }

  const variants = new WeakMap(); // whether a script's text holds data of variants, looked at once

  function holdsVariants(script) {
    if (!variants.has(script)) variants.set(script, /["']?\bsku\w*["']?\s*[:=]\s*[[{]/i.test(script.textContent));
    return variants.get(script);
  }

  function snapshot() {
    const into = begun(scrollX, scrollY);
    hollow = false;
    if (page.documentElement) scan(page.documentElement, "html", null, null, into);
    seen = into.seen;
    elements = null;
    let left = LIMITS.data;
    const data = [];
    for (const script of page.querySelectorAll("script[type*=json]")) {
      if (script.textContent.length > left) continue;
      left -= script.textContent.length;
      data.push({ kind: script.type.slice(0, LIMITS.name), text: script.textContent });
    }
    let rest = LIMITS.variants;
    for (const script of page.querySelectorAll("script:not([src]):not([type*=json])")) {
      if (!holdsVariants(script) || script.textContent.length > rest) continue;
      rest -= script.textContent.length;
      data.push({ kind: "script", text: script.textContent });
    }
    const meta = [...page.querySelectorAll("meta[content]")].slice(0, 200)
      .map((one) => [(one.name || one.getAttribute("property") || one.getAttribute("itemprop") || "").slice(0, LIMITS.name), one.content.slice(0, LIMITS.value)])
      .filter(([name]) => name && !SECRET.test(name));
    const lang = (page.documentElement?.lang ?? "").slice(0, LIMITS.name);
    return { url: location.href, title: page.title.slice(0, LIMITS.text), lang, top: window === window.top,
      ready: page.readyState, zone: -new Date().getTimezoneOffset(), view: [innerWidth, innerHeight], nodes: into.nodes, data, meta, cut: into.cut };
  }
  return { snapshot, isHollow: () => hollow, labelNow, handleOf, isSecret, shadowOf, parentOf, page, plain, tagOf, element: elementOf };
};
