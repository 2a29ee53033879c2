return {
  id          = "diplomacy",
  title       = "Diplomacy",
  version     = "1.0.0",
  api         = 1,
  language    = { "en" },
  author      = "Tocsin",
  licence     = "MIT",
  description = "Truces proposed, agreed and rejected; talks and visits; accusations and demands between states and groups.",
  silent_about = { lists = { "std/sport.tsv", "std/entertainment.tsv", "std/computing.tsv", "std/business.tsv" }, unless = { "std/public.tsv" }, at_least = 3 },
}
