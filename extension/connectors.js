// Asks ERPs for the background, in a module of its own that is loaded when the first one is to be asked.
import init, * as core from "./wasm/connectors.js";

let loading = null;

// A failure is not kept: the next call tries again.
export const load = () => loading ??= init().catch((error) => {
  loading = null;
  throw error;
});

export const call = (asked) => load().then(() => core.call(asked));
