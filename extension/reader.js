// Reads pages for the background, in a module of its own that is loaded when the first page is to be read.
import init, * as core from "./wasm/reader.js";
import { lexicon, profiles } from "./words.js";

// What the person changed of what is known of suppliers, as told last.
let changes = null;
let loading = null;

const start = async () => {
  const [shops, suppliers] = await Promise.all([lexicon(), profiles(), init()]);
  core.reader_ready(shops, suppliers);
  if (changes !== null) core.know(changes);
};

// A failure is not kept: the next page tries again.
export const load = () => loading ??= start().catch((error) => {
  loading = null;
  throw error;
});

export const read = (snapshot) => load().then(() => core.read(snapshot));
export const role = (words) => load().then(() => core.role(words));
export const learn = (lesson, snapshot) => load().then(() => core.learn(lesson, snapshot));

export const know = (suppliers) => {
  changes = suppliers;
  void loading?.then(() => core.know(suppliers), () => {});
};
