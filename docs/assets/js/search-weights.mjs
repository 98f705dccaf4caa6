// How the ranking weighs; benchmarks/search.py measures it.

export const WEIGHTS = {
  k1: 2.9,
  field: [2.4, 2.7, 1], // title, other ways to say it, text
  b: [0.75, 0.22, 0.36], // how much a field's length tells against it
  single: 0.95, // a single character against a pair
  often: 0.004, // of all characters: a single character more frequent than that says nothing
  widened: 0.25, // a word the query did not say itself
  spread: 0.8, // how much a word's several widenings share that weight
  common: 0.7, // a word that half of all questions hold
  near: 0.17, // words of a query that stand in one passage
  lent: 0.5, // from a passage to the article it cites
  heads: [0.56, 0.42], // how much of its entry's title stands behind the first passage, and behind the others
  crowd: 0.12, // how an article's share falls with each further article cited beside it
  more: 0.3, // further passages that lend to the same article
  together: 0.22, // from an article to those that are cited together with it
  lender: [1.15, 0.5, 2.4, 0, 1.05, 0.5, 1.5, 0.3, 0.3], // by kind
  kind: [1.1, 1, 0.95, 1, 1.2, 0.85, 1.05, 0.7, 0.6], // among each other, by kind
  least: 0.16, // of the best score: less is not shown
};
