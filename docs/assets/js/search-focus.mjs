// Helps the theme's search box: the index is fetched when the reader enters it, so that it is at hand when the first word
// is typed; and words that come without a key (pasted, dictated, chosen from an input method) are searched too.

const INDEX = new URL("../search/index.json", import.meta.url);
const field = document.querySelector("input.md-search__input");

field?.addEventListener(
  "focus",
  () => {
    if (location.protocol !== "file:") fetch(INDEX).then((answer) => answer.arrayBuffer()).catch(() => {});
  },
  { once: true },
);
field?.addEventListener("input", ({ isComposing }) => {
  if (!isComposing) field.dispatchEvent(new KeyboardEvent("keyup"));
});
