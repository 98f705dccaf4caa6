// Fetches the search's index when the reader enters the search box, so that it is at hand when the first word is typed.

const INDEX = new URL("../search/index.json", import.meta.url);

document.querySelector("input.md-search__input")?.addEventListener(
  "focus",
  () => {
    if (location.protocol !== "file:") fetch(INDEX).then((answer) => answer.arrayBuffer()).catch(() => {});
  },
  { once: true },
);
