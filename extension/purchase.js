import init, { purchase_page } from "./wasm/one_click_purchase.js";
import { words } from "./words.js";

const [packed] = await Promise.all([words(), init()]);
purchase_page(packed);
