return {
  id          = "protest",
  title       = "Protest",
  version     = "1.0.0",
  api         = 1,
  language    = { "en" },
  author      = "Tocsin",
  licence     = "MIT",
  description = "Demonstrations, strikes for a political end, riots, and how the police met them.",
  silent_about = { lists = { "std/sport.tsv", "std/entertainment.tsv", "std/computing.tsv" }, unless = { "std/public.tsv" }, at_least = 3 },
}
