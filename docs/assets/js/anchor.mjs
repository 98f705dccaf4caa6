// A link to something folded away opens it first.
function reveal() {
  const id = decodeURIComponent(globalThis.location.hash.slice(1));
  const target = id && document.getElementById(id);
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
  target.scrollIntoView();
}

globalThis.addEventListener?.("hashchange", reveal);
if (globalThis.location?.hash) reveal();
// Paper shows everything.
globalThis.addEventListener?.("beforeprint", () => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
});
