return {
  id          = "quotations",
  title       = "Quotations and claims",
  version     = "1.0.0",
  api         = 1,
  author      = "Tocsin",
  licence     = "CC0-1.0",
  description = "The words that report what someone says, with the stance they take.",
  lexicon     = { "lists/cues.tsv", "lists/sources.tsv" },
}
