import init, { purchase_page } from "./wasm/pages.js";
import { words } from "./words.js";

const [packed] = await Promise.all([words(), init()]);
purchase_page(packed);
