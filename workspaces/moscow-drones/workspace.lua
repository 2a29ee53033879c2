--- The drone war over Moscow in March 2025: fourteen reports, one real event, many figures.
return {
  title   = "Drone war over Moscow",
  sources = { { files = "articles/**/*" } },
  plugins = {
    "places",
    "people",
    "quotations",
    "political-violence",
    "diplomacy",
    "nuclear-watch",
    "weapons-watch",
    "threats",
  },
  receivers = {
    desk = { console = true, file = "alerts.jsonl" },
  },
  routes = { { to = { "desk" } } },
}
