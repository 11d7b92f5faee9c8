import init, { options } from "./wasm/one_click_purchase.js";

await init();
options();
