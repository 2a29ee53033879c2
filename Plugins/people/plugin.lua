return {
  id          = "people",
  title       = "People and organizations",
  version     = "1.0.0",
  api         = 1,
  author      = "Tocsin",
  licence     = "CC0-1.0",
  description = "Titles, offices, institutions, countries and their peoples, given names, office-holders, armed groups: what the recognizer of names reads.",
  lexicon     = {
    "lists/titles.tsv", "lists/offices.tsv", "lists/organizations.tsv", "lists/institutions.tsv", "lists/countries.tsv",
    "lists/given-names.tsv", "lists/transliterations.tsv", "lists/office-holders.tsv", "lists/armed-groups.tsv",
  },
}
