return {
  id          = "places",
  title       = "Places of the world",
  version     = "1.0.0",
  api         = 1,
  author      = "Tocsin",
  licence     = "CC-BY-4.0",
  description = "Gazetteer: countries, first-level divisions, cities from 15,000 people, sites; other spellings, demonyms, metonyms.",
  gazetteers  = { "lists/places.tsv", "lists/towns.tsv", "lists/sites.tsv" },
  mentions    = { demonym = "lists/demonyms.tsv", metonym = "lists/metonyms.tsv" },
}
