return {
  id          = "infrastructure",
  title       = "Infrastructure",
  version     = "1.0.0",
  api         = 1,
  language    = { "en" },
  author      = "Tocsin",
  licence     = "MIT",
  description = "Power cuts, border, airport and airspace closures, evacuations.",
  silent_about = { lists = { "std/sport.tsv", "std/entertainment.tsv", "std/computing.tsv" }, unless = { "std/public.tsv" }, at_least = 3 },
}
