// The theme's search box, answered by search.mjs: speaks the protocol of Material for MkDocs 9.8.
// {type: 0} sets up → {type: 1} ready; {type: 2, data: query} → {type: 3, data: {items: [[{location, title, …}]], suggest}}.
// Every page view starts this script, so it holds nothing else: engine and index are fetched when the first query comes.

const here = new URL(globalThis.location.href);
let engine = null;
let asking = "";
let preparing = false;

/** Run engine.js, in a worker or where a page stands in for one. */
function engineLoaded() {
  const src = new URL("engine.js", here).href;
  if (globalThis.GuideSearchEngine) return undefined;
  if (globalThis.importScripts) return globalThis.importScripts(src);
  return new Promise((onload, onerror) => document.head.append(Object.assign(document.createElement("script"), { src, onload, onerror })));
}

/** The engine; made once, and anew after a failure or when a cache holds the index of another release. */
function ready() {
  const read = async (cache) => {
    const [answer] = await Promise.all([fetch(new URL("index.txt", here), { cache }), engineLoaded()]);
    if (!answer.ok) throw new Error(`${answer.status}`);
    // A blob is put together beside this thread; an array buffer would be here, piece by piece.
    return new globalThis.GuideSearchEngine(await (await answer.blob()).arrayBuffer(), { directory: here.searchParams.get("directory") !== "false" });
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

/** While the reader types or looks at an answer: makes ready what queries would have to, with pauses that let a query in. */
async function prepare() {
  if (preparing) return;
  preparing = true;
  const found = await engine;
  while (found.prepare()) await new Promise((done) => setTimeout(done));
}

// A reader who enters the box will type: the engine is made meanwhile.
if (globalThis.BroadcastChannel) new BroadcastChannel("guide-search").onmessage = () => ready().then(prepare, () => {});

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
  if (query) setTimeout(prepare);
});
