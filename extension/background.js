// Loads the core and hands it every event. Listeners are registered at once, before anything is
// awaited: a listener registered later misses the event that woke the background.
import init, * as core from "./wasm/background.js";
import { lexicon, profiles, words } from "./words.js";

const ready = Promise.all([words(), lexicon(), profiles(), init()])
  .then(([packed, shops, suppliers]) => core.background_ready(packed, shops, suppliers));

const when = (event, handle) => event.addListener((...args) => void ready.then(() => handle(...args)));

chrome.runtime.onMessage.addListener((message, sender, answer) => {
  // What the background itself announces comes back to nobody but the pages.
  if (message?.kind === "changed") return false;
  ready.then(() => core.on_message(message, sender)).then(answer, () => answer(null));
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
