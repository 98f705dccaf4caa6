// Helps the theme's search box: its worker is told when the reader enters it, so that the engine is at hand when the first
// word is typed; and words that come without a key (pasted, dictated, chosen from an input method) are searched too.

const field = document.querySelector("input.md-search__input");

field?.addEventListener("focus", () => globalThis.BroadcastChannel && new BroadcastChannel("guide-search").postMessage("entered"), { once: true });
field?.addEventListener("input", ({ isComposing }) => {
  if (!isComposing) field.dispatchEvent(new KeyboardEvent("keyup"));
});
