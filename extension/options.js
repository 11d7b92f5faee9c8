import init, { options } from "./wasm/pages.js";
import { profiles, words } from "./words.js";

// A file is read as one text, which the browser and the core hold at once.
const LARGEST = 200 * 1024 * 1024;

const [packed, suppliers] = await Promise.all([words(), profiles(), init()]);
options(packed, suppliers);

// The words of a key in the language that the page speaks.
const say = (key, figure) => {
  const line = packed.split("\n").find((own) => own.startsWith(`${key}\t`)) ?? key;
  const [, english, chinese] = line.split("\t");
  const words = document.documentElement.lang.startsWith("zh") ? chinese : english;
  return (words ?? key).replace("$1", () => figure ?? "");
};

// What is wrong with a chosen file is told by the browser beside its field, as long as nothing else is pressed.
const tell = (input, text) => {
  input.setCustomValidity(text);
  input.reportValidity();
};

// A chosen file goes into the field that it is for, as if it had been pasted there.
document.addEventListener("change", async ({ target }) => {
  const field = document.getElementById(target.dataset.into ?? "");
  const file = target.files?.[0];
  if (!field || !file) return;
  if (file.size > LARGEST) {
    tell(target, say("file_too_large"));
    return;
  }
  try {
    field.value = await file.text();
  } catch (error) {
    tell(target, say("file_unreadable", error?.message ?? String(error)));
    return;
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("click", ({ target }) => {
  // What was wrong with a file holds up no form.
  for (const input of document.querySelectorAll("[data-into]")) input.setCustomValidity("");
  // A file that was mended is chosen under the same name again, which a field would not tell of.
  if (target.dataset?.into) target.value = "";
});
