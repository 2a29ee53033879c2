return {
  id          = "political-violence",
  title       = "Political violence",
  version     = "1.0.0",
  api         = 1,
  language    = { "en" },
  author      = "Tocsin",
  licence     = "MIT",
  description = "Attacks by drone, missile, shell, bomb, gun and blade; who was killed and hurt; what was fired and shot down.",
  mentions    = { actor = "lists/actors.tsv", target = "lists/targets.tsv", property = "lists/property.tsv", weapon = "lists/weapons.tsv" },
  silent_about = { lists = { "std/sport.tsv", "std/entertainment.tsv", "std/computing.tsv", "std/business.tsv" }, unless = { "std/public.tsv" }, at_least = 3 },
}
