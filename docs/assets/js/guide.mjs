// The page's small behaviours; everything works without them, only less conveniently.
import "./filter.mjs";
import "./anchor.mjs";

// What only some pages have is loaded only there.
const PARTS = {
  "guide-old-numbers": () => import("./old-numbers.mjs"),
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
// The counting form stands far down on cards, many of them folded: it comes when the reader comes near the first.
const near = new IntersectionObserver(
  (cards) => {
    if (!cards.some((card) => card.isIntersecting)) return;
    near.disconnect();
    import("./count-card.mjs");
  },
  { rootMargin: "600px" },
);
for (const form of document.querySelectorAll("guide-count")) near.observe(form.parentElement);

for (const [name, load] of Object.entries(PARTS)) {
  if (document.querySelector(name)) load();
}
