// Layout (a): the page's state is what is ordered; the fields only show it.
{
  const data = JSON.parse(byId("{{id:data}}").textContent);
  const filterAxis = data.axes.length > 1 ? data.axes[0] : null;
  const rowAxis = data.axes[data.axes.length - 1];
  const state = { filter: filterAxis?.options[0].id ?? null, quantities: new Map() };
  const rows = new Map();

  const quantityOf = (sku) => state.quantities.get(sku.id) ?? 0;
  const inFilter = (sku, filter) => !filterAxis || sku.options[0] === filter;
  const together = () => data.skus.reduce((sum, sku) => sum + quantityOf(sku), 0);

  function priceOf(sku, quantity) {
    const tier = data.tiers.filter((one) => quantity >= one.from).pop();
    return sku.price - (tier?.off ?? 0);
  }

  function setQuantity(sku, quantity) {
    const most = Math.min(Math.max(0, quantity), sku.stock);
    if (most === 0) state.quantities.delete(sku.id);
    else state.quantities.set(sku.id, most);
    show();
  }

  function stepper(sku) {
    const input = make("input", {
      type: "text", inputmode: "numeric", role: "spinbutton", autocomplete: "off", value: "0",
      class: "{{class:quantity-input}}", "aria-label": "{{word:quantity}}",
      "aria-valuemin": 0, "aria-valuemax": sku.stock, disabled: sku.stock === 0,
    });
    const button = (sign, name, by) => {
      const made = make("button", { type: "button", class: "{{class:step}}", "aria-label": name, disabled: sku.stock === 0 }, sign);
      made.addEventListener("click", () => setQuantity(sku, quantityOf(sku) + by));
      return made;
    };
    controlled(input, (text) => setQuantity(sku, /^\d+$/.test(text.trim()) ? Number(text) : 0));
    input.addEventListener("input", show);
    input.addEventListener("blur", show);
    const less = button("−", "{{word:decrease}}", -data.step);
    const more = button("+", "{{word:increase}}", data.step);
    return { input, element: make("div", { class: "{{class:stepper}}" }, less, input, more) };
  }

  function row(sku) {
    const option = rowAxis.options.find((one) => one.id === sku.options[sku.options.length - 1]);
    const price = make("span", { class: "{{class:row-price}}" });
    const stock = sku.stock === 0 ? "{{word:sold_out}}" : `{{word:stock}} ${sku.stock}`;
    const { input, element } = stepper(sku);
    const made = make(
      "div",
      { class: sku.stock === 0 ? "{{class:row}} {{state:disabled}}" : "{{class:row}}", "{{data:sku}}": sku.id },
      make("span", { class: "{{class:row-label}}", title: option.hint ?? option.label }, option.label),
      price,
      make("span", { class: "{{class:row-stock}}" }, stock),
      element,
    );
    return { sku, price, input, element: made };
  }

  function filterButton(option) {
    const made = make("button", { type: "button", class: "{{class:filter}}", title: option.hint ?? option.label, "{{data:option}}": option.id });
    if (option.image) made.append(make("img", { src: option.image, alt: "", width: 28, height: 28 }));
    made.append(make("span", { class: "{{class:filter-label}}" }, option.label));
    made.addEventListener("click", () => {
      state.filter = option.id;
      draw();
    });
    return made;
  }

  /** Draws the rows of the chosen filter anew. */
  function draw() {
    rows.clear();
    for (const sku of data.skus.filter((one) => inFilter(one, state.filter))) rows.set(sku.id, row(sku));
    byId("{{id:rows}}").replaceChildren(
      make("h3", { class: "{{class:axis-name}}" }, rowAxis.name),
      ...[...rows.values()].map((one) => one.element),
    );
    if (filterAxis) {
      byId("{{id:filters}}").replaceChildren(
        make("h3", { class: "{{class:axis-name}}" }, filterAxis.name),
        make("div", { class: "{{class:filter-list}}" }, ...filterAxis.options.map(filterButton)),
      );
    }
    show();
  }

  /** Puts the state into the fields: what was typed without telling the page is gone. */
  function show() {
    const all = together();
    for (const { sku, price, input } of rows.values()) {
      const text = String(quantityOf(sku));
      if (input.value !== text) input.value = text;
      input.setAttribute("aria-valuenow", text);
      price.textContent = money(data.sign, priceOf(sku, all));
    }
    for (const made of byId("{{id:filters}}").querySelectorAll("button")) {
      const id = made.getAttribute("{{data:option}}");
      const chosen = data.skus.filter((sku) => inFilter(sku, id)).reduce((sum, sku) => sum + quantityOf(sku), 0);
      made.classList.toggle("{{state:selected}}", id === state.filter);
      made.toggleAttribute("data-chosen", chosen > 0);
      if (chosen > 0) made.setAttribute("data-chosen", `×${chosen}`);
    }
    const total = data.skus.reduce((sum, sku) => sum + priceOf(sku, all) * quantityOf(sku), 0);
    byId("{{id:sum}}").textContent = all
      ? `{{word:selected}} ${state.quantities.size} {{word:kinds}} ${all} ${data.unit}  {{word:goods_total}} ${money(data.sign, total)}`
      : "";
  }

  function refuse(text) {
    byId("{{id:message}}").textContent = text;
    byId("{{id:message}}").hidden = !text;
  }

  async function order(path) {
    const items = [...state.quantities].map(([sku, quantity]) => ({ sku, quantity }));
    if (items.length === 0) return refuse("{{word:enter_quantity}}");
    if (together() < data.minimum) return refuse(`{{word:minimum}} ${data.minimum} ${data.unit}`);
    const answer = await send(path, items);
    refuse(answer.message ?? "");
    if (answer.added) {
      inCart(answer.lines);
      state.quantities.clear();
      show();
    }
  }

  byId("{{id:buy}}")?.addEventListener("click", () => order("/api/trade/buy"));
  byId("{{id:add}}")?.addEventListener("click", () => order("/api/cart/add"));
  draw();
  // Pages of this kind are drawn again now and then, as when the stock is asked for anew.
  setInterval(show, 1000);
}
