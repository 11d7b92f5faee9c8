// What the desk's pages do better with a script. Without it everything works, one press at a time.

// The extension marks the page when it takes the buttons up. Where it did not, say how to get it.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-one-click-purchase]");
  const hint = document.getElementById("extension-hint");
  if (!button || !hint) return;
  hint.hidden = "oneClickPurchase" in document.documentElement.dataset;
  if (!hint.hidden) hint.scrollIntoView({ block: "nearest" });
});

const all = document.getElementById("select-all");
if (all) {
  const boxes = [...document.querySelectorAll('input[name="order"]')];
  const buttons = document.querySelectorAll("#selection button");
  const update = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    for (const button of buttons) button.disabled = chosen === 0;
  };
  all.hidden = false;
  document.querySelector('[data-for="select-all"]').hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    update();
  });
  for (const box of boxes) box.addEventListener("change", update);
  // A page that comes back out of the browser's memory keeps its boxes checked.
  addEventListener("pageshow", update);
  update();
}
