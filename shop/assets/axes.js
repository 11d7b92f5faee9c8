// Axes of buttons and one stepper. `choosing` is what the page knows: its data and the options chosen so far.
const form = byId("{{id:buy-form}}");
const amount = byId("{{id:quantity}}");
const choosing = { data: null, picked: [] };

/** The variants that have all these options; an axis without a choice takes any. */
function fitting(picked) {
  return choosing.data.skus.filter((sku) => sku.options.every((id, axis) => !picked[axis] || picked[axis] === id));
}

/** The one chosen variant, once every axis has a choice. */
function chosen() {
  const { data, picked } = choosing;
  return data && data.axes.every((_, axis) => picked[axis]) ? fitting(picked)[0] : undefined;
}

/** Whether an option leads to something that can be bought, the other axes staying as they are. */
function available(axis, id) {
  const picked = [...choosing.picked];
  picked[axis] = id;
  return fitting(picked).some((sku) => sku.stock > 0);
}

/** One option, in the seed's way: a radio role, a pressed button, or a bare element with classes. */
function optionElement(axis, option) {
  const way = {{way:option.3}};
  const attributes = [
    { type: "button", role: "radio", "aria-checked": "false" },
    { type: "button", "aria-pressed": "false" },
    { tabindex: "0" },
  ][way];
  const element = make(way === 2 ? "div" : "button", {
    ...attributes, class: "{{class:filter}}", title: option.hint ?? option.label, "{{data:option}}": option.id,
  });
  if (option.image) element.append(make("img", { src: option.image, alt: "", width: 28, height: 28 }));
  element.append(make("span", { class: "{{class:filter-label}}" }, option.label));
  element.addEventListener("click", () => {
    const id = element.getAttribute("{{data:option}}");
    if (!available(axis, id)) return;
    choosing.picked[axis] = choosing.picked[axis] === id ? undefined : id;
    showChoice();
  });
  return element;
}

function drawAxes() {
  const groups = choosing.data.axes.map((axis, place) => {
    const role = {{way:option.3}} === 0 ? { role: "radiogroup", "aria-label": axis.name } : {};
    return make(
      "div", { class: "{{class:axis}}" },
      make("h3", { class: "{{class:axis-name}}" }, axis.name),
      make("div", { class: "{{class:filter-list}}", ...role }, ...axis.options.map((option) => optionElement(place, option))),
    );
  });
  byId("{{id:axes}}").replaceChildren(...groups);
  showChoice();
}

/** Puts the choice into the page: marks, price, stock, picture and the form's hidden field. */
function showChoice() {
  const { data, picked } = choosing;
  byId("{{id:axes}}").querySelectorAll(".{{class:filter-list}}").forEach((list, axis) => {
    for (const element of list.children) {
      const id = element.getAttribute("{{data:option}}");
      const on = picked[axis] === id;
      const off = !available(axis, id);
      element.classList.toggle("{{state:selected}}", on);
      element.classList.toggle("{{state:disabled}}", off);
      if (element.hasAttribute("aria-checked")) element.setAttribute("aria-checked", String(on));
      if (element.hasAttribute("aria-pressed")) element.setAttribute("aria-pressed", String(on));
      if (element.localName === "button") element.disabled = off;
    }
  });
  const sku = chosen();
  byId("{{id:chosen}}").value = sku?.id ?? "";
  byId("{{id:stock}}").textContent = sku ? `{{word:stock}} ${sku.stock} ${data.unit}` : "";
  if (sku) {
    byId("{{id:price}}").textContent = money(data.sign, sku.price);
    amount.max = String(sku.stock);
  }
  const image = data.axes.map((axis, place) => axis.options.find((option) => option.id === picked[place])?.image).find(Boolean);
  if (image) byId("{{id:picture}}").src = image;
}

function refuse(text) {
  const box = byId("{{id:message}}");
  box.textContent = text;
  box.hidden = !text;
  return text;
}

/** Says what is missing; nothing when the form is complete. */
function missing() {
  if (!chosen()) return refuse("{{word:choose_all}}");
  return refuse(/^[1-9]\d*$/.test(amount.value.trim()) ? "" : "{{word:enter_quantity}}");
}

for (const [id, sign] of [["{{id:less}}", -1], ["{{id:more}}", 1]]) {
  byId(id).addEventListener("click", () => {
    const step = Number(amount.step) || 1;
    amount.value = String(Math.max(Number(amount.min), (Number(amount.value) || 0) + sign * step));
  });
}
form.addEventListener("submit", (event) => {
  if (missing()) event.preventDefault();
});
byId("{{id:add}}")?.addEventListener("click", async () => {
  if (missing()) return;
  const answer = await send("/api/cart/add", [{ sku: chosen().id, quantity: Number(amount.value) }]);
  refuse(answer.message ?? "");
  if (answer.added) inCart(answer.lines);
});

const from = byId("{{id:axes}}").dataset.from;
if (from) {
  fetch(from).then((reply) => reply.json()).then((data) => {
    choosing.data = data;
    drawAxes();
  });
} else {
  choosing.data = JSON.parse(byId("{{id:data}}").textContent);
  drawAxes();
}
