// Layout (d): custom elements with open shadow roots, one inside the other.

/** Gives an element a shadow root with the shop's styles. */
function open(element, ...children) {
  const root = element.attachShadow({ mode: "open" });
  root.append(make("link", { rel: "stylesheet", href: element.styles }), ...children);
  return root;
}

class Options extends HTMLElement {
  connectedCallback() {
    const groups = this.data.axes.map((axis, place) =>
      make("div", { class: "{{class:axis}}" },
        make("h3", { class: "{{class:axis-name}}" }, axis.name),
        make("div", { class: "{{class:filter-list}}", role: "radiogroup", "aria-label": axis.name }, ...axis.options.map((option) => this.option(place, option)))));
    open(this, ...groups);
  }

  option(axis, option) {
    const button = make("button", {
      type: "button", role: "radio", "aria-checked": "false", class: "{{class:filter}}", title: option.hint ?? option.label, "{{data:option}}": option.id,
    });
    if (option.image) button.append(make("img", { src: option.image, alt: "", width: 28, height: 28 }));
    button.append(make("span", { class: "{{class:filter-label}}" }, option.label));
    button.addEventListener("click", () => this.dispatchEvent(new CustomEvent("pick", { detail: { axis, id: option.id } })));
    return button;
  }

  show(picked, available) {
    this.shadowRoot.querySelectorAll("[role=radiogroup]").forEach((group, axis) => {
      for (const button of group.children) {
        const id = button.getAttribute("{{data:option}}");
        button.setAttribute("aria-checked", String(picked[axis] === id));
        button.classList.toggle("{{state:selected}}", picked[axis] === id);
        button.disabled = !available(axis, id);
      }
    });
  }
}

class Stepper extends HTMLElement {
  connectedCallback() {
    const { minimum, step } = this.data;
    this.input = make("input", {
      type: "text", inputmode: "numeric", id: "{{id:quantity}}", value: minimum, autocomplete: "off",
      "aria-label": "{{word:quantity}}", class: "{{class:quantity-input}}",
    });
    const button = (sign, name, by) => {
      const made = make("button", { type: "button", class: "{{class:step}}", "aria-label": name }, sign);
      made.addEventListener("click", () => (this.input.value = String(Math.max(minimum, this.quantity + by))));
      return made;
    };
    open(this, make("div", { class: "{{class:field}}" },
      make("span", {}, "{{word:quantity}}"),
      make("div", { class: "{{class:stepper}}" }, button("−", "{{word:decrease}}", -step), this.input, button("+", "{{word:increase}}", step)),
      make("span", { class: "{{class:unit}}" }, this.data.unit)));
  }

  get quantity() {
    return Number(this.input.value) || 0;
  }
}

class Buttons extends HTMLElement {
  connectedCallback() {
    this.message = make("p", { class: "{{class:error}}", role: "alert", hidden: true });
    const button = (name, label, id, look) => {
      const made = make("button", { type: "button", id, class: look }, label);
      made.addEventListener("click", () => this.dispatchEvent(new CustomEvent(name)));
      return made;
    };
    const actions = make("div", { class: "{{class:actions}}" });
    if (this.data.buyNow) actions.append(button("buy", "{{word:buy_now}}", "{{id:buy}}", "{{class:primary}}"));
    if (this.data.addToCart) actions.append(button("add", "{{word:add_to_cart}}", "{{id:add}}", "{{class:secondary}}"));
    const nothing = this.data.skus.every((sku) => sku.stock < this.data.minimum);
    open(this, this.message, nothing ? make("p", { class: "{{class:soldout}}" }, "{{word:sold_out}}") : actions);
  }

  refuse(text) {
    this.message.textContent = text;
    this.message.hidden = !text;
  }
}

class Item extends HTMLElement {
  async connectedCallback() {
    this.styles = this.dataset.styles;
    this.data = await (await fetch(this.dataset.from)).json();
    this.picked = [];
    this.price = make("span", { class: "{{class:price-now}}" });
    const part = (name) => Object.assign(document.createElement(name), { data: this.data, styles: this.styles });
    this.options = part("{{element:options}}");
    this.stepper = part("{{element:stepper}}");
    this.buttons = part("{{element:buttons}}");
    this.options.addEventListener("pick", ({ detail }) => this.pick(detail.axis, detail.id));
    this.buttons.addEventListener("buy", () => this.order("/api/trade/buy"));
    this.buttons.addEventListener("add", () => this.order("/api/cart/add"));
    open(this, make("div", { class: "{{class:price-box}}" }, make("span", { class: "{{class:term}}" }, "{{word:price}}"), this.price),
      this.options, this.stepper, this.buttons);
    this.show();
  }

  fitting(picked) {
    return this.data.skus.filter((sku) => sku.options.every((id, axis) => !picked[axis] || picked[axis] === id));
  }

  get chosen() {
    return this.data.axes.every((_, axis) => this.picked[axis]) ? this.fitting(this.picked)[0] : undefined;
  }

  pick(axis, id) {
    this.picked[axis] = id;
    this.show();
  }

  show() {
    const available = (axis, id) => this.fitting(Object.assign([...this.picked], { [axis]: id })).some((sku) => sku.stock > 0);
    this.options.show(this.picked, available);
    const prices = this.fitting(this.picked).map((sku) => sku.price);
    const [low, high] = [Math.min(...prices), Math.max(...prices)];
    this.price.textContent = money(this.data.sign, low) + (high > low ? ` - ${money(this.data.sign, high)}` : "");
  }

  async order(path) {
    const sku = this.chosen;
    if (!sku) return this.buttons.refuse("{{word:choose_all}}");
    if (this.stepper.quantity < 1) return this.buttons.refuse("{{word:enter_quantity}}");
    const answer = await send(path, [{ sku: sku.id, quantity: this.stepper.quantity }]);
    this.buttons.refuse(answer.message ?? "");
    if (answer.added) inCart(answer.lines);
  }
}

customElements.define("{{element:options}}", Options);
customElements.define("{{element:stepper}}", Stepper);
customElements.define("{{element:buttons}}", Buttons);
customElements.define("{{element:item}}", Item);
