import init, { popup } from "./wasm/one_click_purchase.js";

await init();
popup();
