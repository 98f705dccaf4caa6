// Helps the theme's search box: the engine and its index are fetched when the reader enters it, so that they are at hand
// when the first word is typed; and words that come without a key (pasted, dictated, chosen from an input method) are searched too.

const NEEDED = ["index.txt", "engine.js"].map((name) => new URL(`../search/${name}`, import.meta.url));
const field = document.querySelector("input.md-search__input");

field?.addEventListener(
  "focus",
  () => {
    if (location.protocol === "file:") return;
    for (const address of NEEDED) fetch(address).then((answer) => answer.arrayBuffer()).catch(() => {});
  },
  { once: true },
);
field?.addEventListener("input", ({ isComposing }) => {
  if (!isComposing) field.dispatchEvent(new KeyboardEvent("keyup"));
});
