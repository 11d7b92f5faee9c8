import init, { panel } from "./wasm/one_click_purchase.js";

await init();
panel();
