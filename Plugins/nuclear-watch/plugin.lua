return {
  id          = "nuclear-watch",
  title       = "Nuclear watch",
  version     = "1.0.0",
  api         = 1,
  language    = { "en" },
  author      = "Tocsin",
  licence     = "MIT",
  description = "Fighting near nuclear plants and other nuclear sites: what is headed for one, what hits one.",
}
