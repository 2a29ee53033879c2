return {
  id          = "coups",
  title       = "Coups",
  version     = "1.0.0",
  api         = 1,
  language    = { "en" },
  author      = "Tocsin",
  licence     = "MIT",
  description = "Coups, attempted coups and mutinies against a government.",
  silent_about = { lists = { "lists/sport.tsv", "lists/entertainment.tsv" }, at_least = 4 },
}
