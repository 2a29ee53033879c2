return {
  id          = "detentions",
  title       = "Detentions",
  version     = "1.0.0",
  api         = 1,
  language    = { "en" },
  author      = "Tocsin",
  licence     = "MIT",
  description = "Arrests, kidnappings, hostages, releases and prisoner exchanges.",
  silent_about = { lists = { "std/sport.tsv", "std/entertainment.tsv", "std/computing.tsv" }, unless = { "std/public.tsv" }, at_least = 3 },
}
