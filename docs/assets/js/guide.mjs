// The page's small behaviours; everything works without them, only less conveniently.
import "./filter.mjs";
import "./anchor.mjs";
import "./old-numbers.mjs";
