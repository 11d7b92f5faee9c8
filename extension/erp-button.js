// The "one-click purchase" button on an ERP's own pages: a real click on it tells the background which order
// is meant, and nothing else. Runs only on origins that the person connected. Pages that mark a button of their
// own with data-one-click-purchase="<order id>" have theirs; the pages below are given one.
(() => {
  const MARK = "data-one-click-purchase";
  const root = document.documentElement;
  // Injected again into the same page: the listener is there already.
  if (root.dataset.oneClickPurchase === chrome.runtime.id) return;
  root.dataset.oneClickPurchase = chrome.runtime.id;

  const say = (word, figures) => chrome.i18n.getMessage(word, figures) || word;
  const all = (selector) => [...document.querySelectorAll(selector)].filter((node) => node.getClientRects().length);
  const plain = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      // A "%" that begins no sign stands for itself.
      return text;
    }
  };

  // Which database's page this is, where only its text tells: looked for once, at the first press.
  let told;

  // Where a purchase order's page is, by its address, which database's it is, and what the button stands in or
  // beside. It takes the classes of the ERP's own buttons, so it looks like one in whatever theme.
  const PLACES = [
    { // Odoo: the status bar of the form. The session that the page is of stands in a script at its head.
      erp: "odoo",
      order: ({ pathname, hash }) =>
        pathname.match(/^\/(?:[^/]+\/)?odoo\/(?:.*\/)?(?:purchase|purchase-orders|purchase\.order)\/(\d+)\/?$/)?.[1]
        ?? (/[#&]model=purchase\.order(?:&|$)/.test(hash) ? hash.match(/[#&]id=(\d+)/)?.[1] : undefined),
      database: () => told ??= [...document.scripts]
        .map(({ text }) => text.match(/odoo\.__session_info__ = .*?"db": "([^"\\]+)"/)?.[1]).find(Boolean) ?? "",
      inside: () => all(".o_form_statusbar .o_statusbar_buttons")[0],
      look: () => "btn btn-secondary",
    },
    { // Tryton: beside the purchase's own buttons, in the tab that is in front.
      erp: "tryton",
      order: ({ hash }) => hash.match(/^#[^/]+\/model\/purchase\.purchase\/(\d+)(?:[;?/]|$)/)?.[1],
      database: ({ hash }) => plain(hash.match(/^#([^/]+)/)?.[1] ?? ""),
      beside: () => all(".tab-pane.active button[name='confirm'], .tab-pane.active button[name='quote']")[0],
      look: () => "btn btn-default",
    },
    { // ERPNext: the head of the form.
      erp: "erpnext",
      order: ({ pathname }) => {
        const name = pathname.match(/^\/(?:app|desk)\/purchase-order\/([^/]+)\/?$/)?.[1];
        return name && !name.startsWith("new-purchase-order") ? plain(name) : undefined;
      },
      inside: () => all(".page-head .page-actions .standard-actions")[0],
      look: () => "btn btn-default btn-sm",
    },
    { // InvenTree: before the order's menu, the last in the page's head. What a menu is called is translated. It
      // hangs in a box for its mark, and a button's look is in classes whose names change with each build.
      erp: "inventree",
      order: ({ pathname }) => pathname.match(/^\/(?:web|platform)\/purchasing\/purchase-order\/(\d+)(?:\/|$)/)?.[1],
      beside: () => {
        const below = "[role='tabpanel'], [role='dialog'], [role='menu']";
        const menu = all("button[aria-label^='action-menu-']").filter((node) => !node.closest(below)).pop();
        return menu?.closest(".mantine-Indicator-root") ?? menu;
      },
      look: (anchor) => {
        const theirs = `button.mantine-Button-root:not([${MARK}])`;
        return (anchor.parentElement.querySelector(theirs) ?? all(theirs)[0])?.className ?? "";
      },
    },
  ];

  /** The place of the order that the address names. */
  const here = () => PLACES.map((at) => ({ ...at, id: at.order(location) })).find(({ id }) => id);

  let own = null;

  const make = (look) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = look;
    button.textContent = say("do_buy_here");
    return button;
  };

  const place = () => {
    const found = here();
    const anchor = found && (found.inside ?? found.beside)();
    if (!anchor) {
      own?.remove();
      own = null;
      return;
    }
    const stands = found.inside ? own?.parentElement === anchor : own?.nextElementSibling === anchor;
    // Another order is another button: what was said about the last one does not hold for it.
    if (stands && own.getAttribute(MARK) === found.id) return;
    own?.remove();
    own = make(found.look(anchor));
    own.setAttribute(MARK, found.id);
    if (found.inside) anchor.append(own);
    else anchor.before(own);
  };

  // These pages are made by scripts: a move from order to order, an edit and a save show as changes of the
  // document and in no other way. A burst of them is one look.
  let due = false;
  const observer = new MutationObserver(() => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      place();
    });
  });

  const show = (button, answer) => {
    // The page may style and word these states; its own button says the least.
    button.dataset.oneClickPurchaseState = answer?.answer ?? "failed";
    button.removeAttribute("aria-busy");
    if (button !== own) return;
    const problem = answer?.problem;
    button.disabled = false;
    button.title = problem ? say(problem.word, problem.with) : "";
    button.textContent = problem ? `${say("do_buy_here")} – ${button.title}` : say("do_buy_here");
  };

  const leave = () => {
    removeEventListener("click", press, true);
    removeEventListener("popstate", place);
    removeEventListener("hashchange", place);
    observer.disconnect();
    own?.remove();
    delete root.dataset.oneClickPurchase;
  };

  const press = (event) => {
    // A page's script can call click(); only the person's own click counts.
    if (!event.isTrusted) return;
    // The root carries the same attribute, as the sign that the extension is here.
    const marked = (node) => node instanceof Element && node !== root && node.hasAttribute(MARK);
    const button = event.composedPath().find(marked);
    if (!button) return;
    event.preventDefault();
    const order = button.getAttribute(MARK);
    const at = button === own ? here() : undefined;
    if (button === own && at?.id !== order) {
      // The address is another order's already, and the button is not drawn anew yet.
      event.stopPropagation();
      place();
      return;
    }
    button.setAttribute("aria-busy", "true");
    if (button === own) {
      // The page's own scripts have nothing to do with it.
      event.stopPropagation();
      button.disabled = true;
    }
    const meant = { order, erp: at?.erp ?? "", database: at?.database?.(location) ?? "" };
    chrome.runtime.sendMessage({ kind: "buy_from_page", ...meant }).then(
      (answer) => show(button, answer),
      () => {
        show(button, null);
        // The extension was updated or removed: this script is an orphan.
        leave();
      },
    );
  };

  addEventListener("click", press, true);
  addEventListener("popstate", place);
  addEventListener("hashchange", place);
  observer.observe(root, { childList: true, subtree: true });
  place();
})();
