import init, { purchase_page } from "./wasm/one_click_purchase.js";

await init();
purchase_page();
