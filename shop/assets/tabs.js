// Layout (f): shows the price of the chosen variant and opens the checkout in a window of its own.
const data = JSON.parse(byId("{{id:data}}").textContent);
const form = byId("{{id:buy-form}}");

function chosen() {
  const options = [...form.querySelectorAll("input[type=radio]:checked")].map((radio) => radio.value);
  return data.skus.find((sku) => sku.options.join() === options.join());
}

form.addEventListener("change", () => {
  const sku = chosen();
  if (sku) byId("{{id:price}}").textContent = money(data.sign, sku.price);
});

byId("{{id:buy}}")?.addEventListener("click", () => {
  if (!form.reportValidity()) return;
  const query = new URLSearchParams({ "{{field:sku}}": chosen().id, "{{field:quantity}}": byId("{{id:quantity}}").value });
  window.open(`/trade/confirm?${query}`);
});
