// Loads the core and hands it every event. Listeners are registered at once, before anything is
// awaited: a listener registered later misses the event that woke the background.
import { load } from "./reader.js";
import init, * as core from "./wasm/background.js";
import { profiles, words } from "./words.js";

const ready = Promise.all([words(), profiles(), init()])
  .then(([packed, suppliers]) => core.background_ready(packed, suppliers));

const when = (event, handle) => event.addListener((...args) => void ready.then(() => handle(...args)));

// After these a page is going to be read: what reads it may be loaded at the same time.
const READS = ["look", "buy", "buy_from_page", "pointed"];

chrome.runtime.onMessage.addListener((message, sender, answer) => {
  // What the background itself announces comes back to nobody but the pages.
  if (message?.kind === "changed") return false;
  const { snapshot, ...said } = message ?? {};
  // A failure is told to who asks for a reading.
  if (READS.includes(said.kind)) load().catch(() => {});
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
