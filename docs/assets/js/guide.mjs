// The page's small behaviours; everything works without them, only less conveniently.
import "./filter.mjs";
import "./anchor.mjs";
import "./old-numbers.mjs";

// What only some pages have is loaded only there.
const PARTS = {
  "guide-count": () => import("./count-card.mjs"),
  "guide-calculator": () => import("./calculator.mjs"),
  "guide-limitation": () => import("./limitation-check.mjs"),
  "guide-timetable": () => import("./timetable.mjs"),
  "guide-fee": () => import("./fee-tool.mjs"),
  "guide-interest": () => import("./interest-tool.mjs"),
  "guide-delay": () => import("./delay-tool.mjs"),
  "guide-repayment": () => import("./repayment-tool.mjs"),
  "guide-worth": () => import("./worth-tool.mjs"),
  "guide-contingency": () => import("./contingency-tool.mjs"),
  "guide-capital": () => import("./capital-tool.mjs"),
  "guide-message": () => import("./message-check.mjs"),
  "guide-contact": () => import("./contact-plan.mjs"),
};
for (const [name, load] of Object.entries(PARTS)) {
  if (document.querySelector(name)) load();
}
