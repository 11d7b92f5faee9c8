import init, { panel } from "./wasm/pages.js";
import { words } from "./words.js";

const [packed] = await Promise.all([words(), init()]);
panel(packed);
