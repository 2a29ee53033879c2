return {
  id          = "sanctions",
  title       = "Sanctions",
  version     = "1.0.0",
  api         = 1,
  language    = { "en" },
  author      = "Tocsin",
  licence     = "MIT",
  description = "Sanctions imposed, ties cut, diplomats expelled, memberships suspended.",
  silent_about = { lists = { "std/sport.tsv", "std/entertainment.tsv", "std/computing.tsv" }, unless = { "std/public.tsv" }, at_least = 3 },
}
