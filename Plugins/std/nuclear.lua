--- What a nuclear site is called.
local nuclear = {}

nuclear.sites = {
  "nuclear power plant~", "nuclear plant~", "nuclear power station~", "nuclear station~", "nuclear facility~", "nuclear site~", "nuclear reactor~", "nuclear complex~",
  "atomic power plant~", "atomic power station~", "atomic plant~", "atomic reactor~", "NPP", "NPPs", "enrichment plant~", "enrichment facility~", "enrichment site~", "reactor building~", "heavy water reactor~",
  "heavy-water reactor~", "reprocessing plant~", "spent fuel storage", "containment building", "research reactor~",
}

return nuclear
