// The engine as a script of its own, for the worker to load when it is first asked.

import { Search } from "./search.mjs";

globalThis.GuideSearchEngine = Search;
