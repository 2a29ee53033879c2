return {
  id          = "coups",
  title       = "Coups",
  version     = "1.0.0",
  api         = 1,
  language    = { "en" },
  author      = "Tocsin",
  licence     = "MIT",
  description = "Coups, attempted coups and mutinies against a government.",
  silent_about = { lists = { "std/sport.tsv", "std/entertainment.tsv", "std/computing.tsv", "std/business.tsv" }, unless = { "std/public.tsv" }, at_least = 3 },
}
