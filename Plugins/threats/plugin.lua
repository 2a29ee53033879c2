return {
  id          = "threats",
  title       = "Threats and warnings",
  version     = "1.0.0",
  api         = 1,
  language    = { "en" },
  author      = "Tocsin",
  licence     = "MIT",
  description = "States, groups and their leaders threaten, warn and set ultimatums.",
  silent_about = { lists = { "std/sport.tsv", "std/entertainment.tsv", "std/computing.tsv", "std/business.tsv" }, unless = { "std/public.tsv" }, at_least = 3 },
}
