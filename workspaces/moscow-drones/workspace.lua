--- The drone war over Moscow in March 2025: twenty-four reports, one real event, many figures.
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
    desk = { file = "alerts.jsonl" },
  },
  routes = { { to = { "desk" } } },
}
