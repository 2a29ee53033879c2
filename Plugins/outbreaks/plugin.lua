return {
  id          = "outbreaks",
  title       = "Outbreaks",
  version     = "1.0.0",
  api         = 1,
  language    = { "en" },
  author      = "Tocsin",
  licence     = "MIT",
  description = "Diseases that spread: cases and deaths, suspected or confirmed.",
  silent_about = { lists = { "std/sport.tsv", "std/entertainment.tsv", "std/computing.tsv" }, unless = { "std/public.tsv" }, at_least = 3 },
}
