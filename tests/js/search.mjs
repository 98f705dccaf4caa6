// Answers searches for tests/test_search.py: the first line of standard input is {index, options}, each further line
// {query, kinds?, prepare?}; prints a line {items, widened} for each.

import { createInterface } from "node:readline";

import { Search } from "../../docs/assets/js/search.mjs";
import { remembered } from "../../docs/assets/js/search-page.mjs";

let engine = null;
for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line);
  if (!engine) {
    engine = new Search(given.index, given.options);
    continue;
  }
  while (given.prepare && engine.prepare());
  const answer =
    "remember" in given
      ? remembered(given.remember, given.query)
      : engine.search(given.query, { kinds: given.kinds ? new Set(given.kinds) : null });
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
