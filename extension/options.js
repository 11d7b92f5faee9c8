import init, { options } from "./wasm/pages.js";
import { profiles, words } from "./words.js";

const [packed, suppliers] = await Promise.all([words(), profiles(), init()]);
options(packed, suppliers);

// A chosen file goes into the field that it is for, as if it had been pasted there.
document.addEventListener("change", async ({ target }) => {
  const field = document.getElementById(target.dataset.into ?? "");
  if (!field || !target.files?.length) return;
  field.value = await target.files[0].text();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// A file that was mended is chosen under the same name again, which a field would not tell of.
document.addEventListener("click", ({ target }) => {
  if (target.dataset?.into) target.value = "";
});
