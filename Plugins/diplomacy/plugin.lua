return {
  id          = "diplomacy",
  title       = "Diplomacy",
  version     = "1.0.0",
  api         = 1,
  language    = { "en" },
  author      = "Tocsin",
  licence     = "MIT",
  description = "Truces proposed, agreed and rejected; talks and visits; accusations and demands between states and groups.",
  silent_about = { lists = { "lists/sport.tsv", "lists/entertainment.tsv", "lists/business.tsv" }, at_least = 4 },
}
