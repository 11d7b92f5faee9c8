// Loads the core and hands it every event. Listeners are registered at once, before anything is
// awaited: a listener registered later misses the event that woke the background.
import { load as loadConnectors } from "./connectors.js";
import { load as loadReader } from "./reader.js";
import init, * as core from "./wasm/background.js";
import { profiles, words } from "./words.js";

const ready = Promise.all([words(), profiles(), init()])
  .then(([packed, suppliers]) => core.background_ready(packed, suppliers));

const when = (event, handle) => event.addListener((...args) => void ready.then(() => handle(...args)));

// After these a page is going to be read, or an ERP to be asked: what does that may be loaded at the same time.
// A failure is told to who asks for a reading or an answer.
const READS = ["look", "press", "buy", "buy_from_page", "pointed"];
const ASKS = ["refresh", "buy", "buy_from_page", "record", "undo", "send_now", "test", "connect", "unlock"];

const loadFor = (kind) => {
  if (READS.includes(kind)) loadReader().catch(() => {});
  if (ASKS.includes(kind)) loadConnectors().catch(() => {});
};

chrome.runtime.onMessage.addListener((message, sender, answer) => {
  // What the background itself announces comes back to nobody but the pages.
  if (message?.kind === "changed") return false;
  const { snapshot, ...said } = message ?? {};
  loadFor(said.kind);
  ready.then(() => core.on_message(said, typeof snapshot === "string" ? snapshot : "", sender))
    .then(answer, () => answer(null));
  return true;
});

when(chrome.tabs.onCreated, (tab) => core.on_tab_created(tab.id, tab.openerTabId));
when(chrome.tabs.onRemoved, (tab) => core.on_tab_removed(tab));
when(chrome.tabs.onUpdated, (id, change) => {
  if (change.status) core.on_tab_loading(id, change.status);
});
when(chrome.alarms.onAlarm, (alarm) => core.on_alarm(alarm.name));
when(chrome.permissions.onAdded, () => core.on_access_changed());
when(chrome.permissions.onRemoved, () => core.on_access_changed());
when(chrome.runtime.onInstalled, () => core.on_installed());
// Without this listener a browser start would not start the background, and reports would wait.
when(chrome.runtime.onStartup, () => core.on_started());
