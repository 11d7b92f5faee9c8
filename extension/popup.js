import init, { popup, popup_lexicon } from "./wasm/pages.js";
import { lexicon, words } from "./words.js";

const [packed] = await Promise.all([words(), init()]);
popup(packed);
popup_lexicon(await lexicon());
