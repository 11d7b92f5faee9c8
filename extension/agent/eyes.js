// The eyes of the agent: a plain snapshot of what a document shows, its open shadow roots included.
// Bounded in nodes, text and time; never the value of a password, a card or a code.
"use strict";

(globalThis.oneClickParts ??= {}).eyes = ({ isOwn, watchRoot, onFrame }) => {
  const LIMITS = { nodes: 6000, milliseconds: 1000, text: 400, value: 300, address: 2000, label: 120, data: 200_000, variants: 400_000, options: 300 };
  const SKIPPED = new Set(["script", "style", "noscript", "template", "svg", "head", "base", "source", "track", "param", "object", "embed"]);
  // Chromium's way into closed shadow roots; in Firefox an element has it itself.
  const { dom } = chrome;
  // Without words or attributes these still say something.
  const TELLING = new Set(["img", "iframe", "input", "select", "textarea", "button", "a", "canvas", "hr", "video", "td", "th"]);
  const ATTRIBUTES = new Set(["id", "class", "name", "type", "href", "src", "alt", "title", "role", "for", "rel", "min", "max",
    "step", "action", "method", "target", "placeholder", "autocomplete", "inputmode", "maxlength", "readonly", "required",
    "itemprop", "itemtype", "itemscope", "itemid", "content", "value", "label", "lang", "datetime", "tabindex", "open"]);
  const ADDRESSES = new Set(["href", "src", "action"]);
  // Not shown, and yet part of what is bought: hidden fields, restyled radios, microdata. And what tells who is signed in,
  // though it opens on a press: forms, and the ways in and out.
  const UNOPENED = "form:has(input[type=password])";
  const WAYS = ["login", "signin", "sign-in", "logon", "logout", "signout", "sign-out", "logoff"].map((way) => `a[href*="${way}" i]`);
  const QUIET = ["input[type=hidden]", "input[type=radio]", "input[type=checkbox]", "select", "[itemprop]",
    UNOPENED, `${UNOPENED} :is(input,button)`, ...WAYS].join();
  const PRESSABLE = "a,button,input,select,textarea,label,summary,option,li,dd,[role],[tabindex],[onclick]";
  const SECRET = /passw|pwd|card.?(num|no\b|code|exp|holder)|\bcc-|cvc|cvv|\bcsc\b|\botp|one-time|iban|token|csrf|secret|captcha/i;
  // To a script the byte order mark is white space; within a word it is nothing.
  const fold = (text) => text.replaceAll("\ufeff", "").replace(/\s+/g, " ");


  const handles = new WeakMap(); // a handle stays with its element for as long as the document lives
  let newest = 0;
  let elements = new Map(); // what the last look saw, by handle
  const frames = new WeakSet(); // those that were told

  function handleOf(element) {
    if (!handles.has(element)) handles.set(element, ++newest);
    return handles.get(element);
  }

  let hollow = false; // the last snapshot met a custom element with nothing in it yet

  function shadowOf(element) {
    if (element.shadowRoot) return element.shadowRoot;
    if (!element.localName.includes("-")) return null;
    let root = null;
    try { root = element.openOrClosedShadowRoot ?? dom?.openOrClosedShadowRoot(element) ?? null; } catch { /* not ours to open */ }
    if (!root && !element.firstElementChild) hollow = true;
    return root;
  }

  function childrenOf(element) {
    const root = shadowOf(element);
    if (root) {
      watchRoot(root);
      return root.childNodes;
    }
    const slotted = element.localName === "slot" ? element.assignedNodes() : [];
    return slotted.length ? slotted : element.childNodes;
  }

  function isSecret(field) {
    if (field.type === "password") return true;
    const marks = [field.autocomplete, field.name, field.id, field.inputMode === "numeric" ? field.placeholder : ""];
    return SECRET.test(marks.join(" "));
  }

  function attributesOf(element) {
    const kept = {};
    for (const name of element.getAttributeNames()) {
      if (!ATTRIBUTES.has(name) && !name.startsWith("data-") && !name.startsWith("aria-")) continue;
      if (name === "value" && isSecret(element)) continue;
      const value = element.getAttribute(name);
      if (!ADDRESSES.has(name)) kept[name] = value.slice(0, LIMITS.value);
      else if (!/^\s*(data|blob):/i.test(value)) kept[name] = absolute(element[name], value).slice(0, LIMITS.address);
    }
    return kept;
  }

  // The property is absolute already, but where a field of that name hides it, or there is none.
  function absolute(property, written) {
    if (typeof property === "string") return property;
    try { return new URL(written, document.baseURI).href; } catch { return written; }
  }

  function describe(element, parent, into) {
    const node = { h: handleOf(element), t: element.localName };
    if (parent !== null) node.p = parent;
    const attributes = attributesOf(element);
    for (const _ in attributes) { node.a = attributes; break; }
    if (/^(input|select|textarea)$/.test(node.t) && !/^(password|file|image)$/.test(element.type) && !isSecret(element)) {
      node.v = String(element.value ?? "").slice(0, LIMITS.value);
    }
    const says = (name) => element.getAttribute(name) === "true";
    if (element.checked || element.selected || says("aria-checked") || says("aria-selected") || says("aria-pressed")) node.c = true;
    if (element.disabled || says("aria-disabled") || element.matches(":disabled")) node.d = true;
    into.elements.set(node.h, element);
    return into.nodes.push(node) - 1;
  }

  function describeOptions(select, parent, shown, into) {
    for (const option of [...select.options].slice(0, LIMITS.options)) {
      const node = into.nodes[describe(option, parent, into)];
      node.x = fold(option.label || option.text).trim().slice(0, LIMITS.text);
      node.a = { ...node.a, value: option.value };
      if (shown) node.s = true;
    }
  }

  function describeHidden(element, parent, into) {
    const places = new Map();
    const found = element.matches(QUIET) ? [element, ...element.querySelectorAll(QUIET)] : element.querySelectorAll(QUIET);
    for (const hidden of [...found].slice(0, LIMITS.options)) {
      const place = describe(hidden, places.get(hidden.parentElement?.closest(QUIET)) ?? parent, into);
      places.set(hidden, place);
      if (hidden.localName === "select") describeOptions(hidden, place, false, into);
      else if ((!hidden.firstElementChild || hidden.localName === "a") && hidden.textContent) into.nodes[place].x = fold(hidden.textContent).trim().slice(0, LIMITS.text);
    }
  }

  // Adds an element and what is in it; returns the words that it shows.
  function scan(element, parent, above, into) {
    if (SKIPPED.has(element.localName) || isOwn(element)) return "";
    if (into.nodes.length >= LIMITS.nodes || (into.nodes.length % 64 === 63 && performance.now() > into.until)) {
      into.cut = true;
      return "";
    }
    const style = getComputedStyle(element);
    const folded = above.closed && element.localName !== "summary";
    if (style.display === "none" || folded) {
      describeHidden(element, parent, into);
      return "";
    }
    const place = describe(element, parent, into);
    const node = into.nodes[place];
    const box = element.getBoundingClientRect();
    const left = Math.round(box.left + into.left), upper = Math.round(box.top + into.upper);
    node.r = [left, upper, Math.round(box.width), Math.round(box.height)];
    const flat = style.display !== "contents" && style.overflow !== "visible" && (box.width < 2 || box.height < 2);
    const veiled = above.veiled || flat || Number(style.opacity) < 0.05 || (box.width > 0 && left + box.width <= 0);
    const shown = !veiled && style.visibility === "visible" && box.width > 0 && box.height > 0;
    if (shown) node.s = true;
    if (style.cursor === "pointer") node.u = true;
    if (style.display.startsWith("inline") && !above.spaced) node.i = true;
    const below = { veiled, struck: above.struck || style.textDecorationLine.includes("line-through"),
      closed: element.localName === "details" && !element.open };
    let words = element.localName === "select" ? "" : scanInside(element, place, below, style, into);
    if (element.localName === "select") describeOptions(element, place, shown, into);
    if (element.localName === "iframe" && !frames.has(element)) {
      frames.add(element);
      onFrame();
    }
    if (/^(submit|button|reset)$/.test(element.type) && element.localName === "input") words = element.value;
    const empty = into.nodes.length === place + 1 && !node.x && !words;
    if (node.u || element.matches(PRESSABLE)) {
      const label = labelOf(element, words);
      if (label && label !== node.x) node.l = label;
    } else if (empty && !TELLING.has(node.t) && !node.a?.title && !node.a?.["aria-label"] && !node.a?.itemprop && !shadowOf(element)) {
      into.nodes.pop();
      return "";
    }
    return node.i ? words : ` ${words} `;
  }

  function scanInside(element, place, below, style, into) {
    const node = into.nodes[place];
    let words = "", texts = 0;
    for (const child of childrenOf(element)) {
      if (child.nodeType === Node.ELEMENT_NODE) {
        words += child.localName === "br" ? " " : scan(child, place, below, into);
        below.spaced = child.localName === "br";
      } else if (child.nodeType === Node.TEXT_NODE && child.data) {
        const text = fold(child.data);
        if (node.s || style.display === "contents") words += text;
        below.spaced = text.endsWith(" ");
        if (text === " ") continue;
        // Words between elements keep their place: `¥<b>12</b>.80` must not become `¥.80 12`.
        texts += 1;
        const piece = { h: node.h, t: "#text", p: place, x: text.slice(0, LIMITS.text), i: true, r: node.r, f: parseInt(style.fontSize, 10) };
        if (node.s || style.display === "contents") piece.s = true;
        if (below.struck) piece.k = true;
        into.nodes.push(piece);
      }
    }
    if (texts && into.nodes.length === place + 1 + texts) {
      node.x = fold(into.nodes.splice(place + 1).map((piece) => piece.x).join("")).trim().slice(0, LIMITS.text);
      node.f = parseInt(style.fontSize, 10);
      if (below.struck) node.k = true;
    }
    return words.length > 4 * LIMITS.label ? words.slice(0, 4 * LIMITS.label) : words;
  }

  function labelOf(element, words) {
    const named = element.labels?.[0]?.textContent ?? "";
    const spoken = element.getAttribute("aria-label") || element.title || element.getAttribute("alt")
      || element.querySelector?.("img[alt]")?.alt || "";
    return fold(words).trim().slice(0, LIMITS.label) || fold(named || spoken).trim().slice(0, LIMITS.label);
  }

  // The label as a look would send it now.
  function labelNow(element) {
    const into = { nodes: [], elements: new Map(), left: 0, upper: 0, until: Infinity };
    scan(element, null, {}, into);
    return into.nodes[0]?.l ?? into.nodes[0]?.x ?? "";
  }

  const variants = new WeakMap(); // whether a script's text holds data of variants, looked at once

  function holdsVariants(script) {
    if (!variants.has(script)) variants.set(script, /["']?\bsku\w*["']?\s*[:=]\s*[[{]/i.test(script.textContent));
    return variants.get(script);
  }

  function snapshot() {
    const into = { nodes: [], elements: new Map(), left: scrollX, upper: scrollY, until: performance.now() + LIMITS.milliseconds };
    hollow = false;
    if (document.documentElement) scan(document.documentElement, null, {}, into);
    elements = into.elements;
    let room = LIMITS.data;
    const data = [];
    for (const script of document.querySelectorAll("script[type*=json]")) {
      if (script.textContent.length > room) continue;
      room -= script.textContent.length;
      data.push({ kind: script.type || script.id, text: script.textContent });
    }
    let rest = LIMITS.variants;
    for (const script of document.querySelectorAll("script:not([src]):not([type*=json])")) {
      if (!holdsVariants(script) || script.textContent.length > rest) continue;
      rest -= script.textContent.length;
      data.push({ kind: "script", text: script.textContent });
    }
    const meta = [...document.querySelectorAll("meta[content]")].slice(0, 200)
      .map((one) => [one.name || one.getAttribute("property") || one.getAttribute("itemprop") || "", one.content.slice(0, LIMITS.value)])
      .filter(([name]) => name && !SECRET.test(name));
    return { url: location.href, title: document.title, lang: document.documentElement?.lang ?? "", top: window === window.top,
      ready: document.readyState, zone: -new Date().getTimezoneOffset(), view: [innerWidth, innerHeight], nodes: into.nodes, data, meta, cut: Boolean(into.cut) };
  }
  return { snapshot, isHollow: () => hollow, labelNow, handleOf, isSecret, shadowOf, element: (handle) => elements.get(handle) };
};
