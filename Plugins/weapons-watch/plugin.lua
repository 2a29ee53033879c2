return {
  id          = "weapons-watch",
  title       = "Weapons watch",
  version     = "1.0.0",
  api         = 1,
  language    = { "en" },
  author      = "Tocsin",
  licence     = "MIT",
  description = "Missiles and other weapons whose appearance is news, in the spellings of several scripts.",
}
