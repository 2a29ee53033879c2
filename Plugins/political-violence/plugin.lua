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
  silent_about = { lists = { "lists/sport.tsv", "lists/entertainment.tsv" }, at_least = 4 },
}
