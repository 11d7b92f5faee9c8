import init, { options } from "./wasm/pages.js";
import { words } from "./words.js";

const [packed] = await Promise.all([words(), init()]);
options(packed);
