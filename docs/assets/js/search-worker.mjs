// The theme's search box, answered by search.mjs: speaks the protocol of Material for MkDocs 9.8.
// {type: 0} sets up → {type: 1} ready; {type: 2, data: query} → {type: 3, data: {items: [[{location, title, …}]], suggest}}.
// The index is fetched when the first query comes, never before.

import { Search } from "./search.mjs";

const here = new URL(globalThis.location.href);
let engine = null;
let asking = "";

/** The engine; fetched once, and anew after a failure or when a cache holds the index of another release. */
function ready() {
  const read = async (cache) => {
    const answer = await fetch(new URL("index.json", here), { cache });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return new Search(await answer.json(), { directory: here.searchParams.get("directory") !== "false" });
  };
  engine ??= read("default")
    .catch(() => read("reload"))
    .catch((error) => {
      engine = null;
      throw error;
    });
  return engine;
}

async function answer(query) {
  const { items } = (await ready()).search(query);
  const suggest = (await engine).completion(query);
  return { items, suggest: suggest ? [suggest] : [] };
}

globalThis.addEventListener("message", async ({ data: message }) => {
  if (message.type === 0) globalThis.postMessage({ type: 1 });
  if (message.type !== 2) return;
  const query = message.data.trim();
  asking = query;
  let data = { items: [] };
  try {
    if (query) data = await answer(query);
  } catch (error) {
    console.warn(`search: ${error}`);
  }
  // Only the newest query is answered when several waited for the index.
  if (asking === query) globalThis.postMessage({ type: 3, data });
});
