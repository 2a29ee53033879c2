--- How many are missing.
local casualties = require "std.casualties"

return tocsin.extract {
  title = "Missing",
  event = { type = "ASSAULT", supports = true },
  lists = casualties.lists,
  patterns = casualties.missing,
  examples = {
    match [[The flood left 83 dead and {{missing|111}} missing.]],
    match [[{{missing|Thirty}} people are still missing.]],
    match [[{{missing|At least 12}} sailors were unaccounted for.]],
    match [[{{missing|Two}} children are missing.]],
    match [[{{missing|111}} disappeared in the mud.]],
    match [[{{missing|Seven}} fishermen remain missing.]],
    match [[{{missing|Dozens}} were reported missing.]],
    match [[{{missing|Four}} soldiers, including two officers, are missing.]],
    match [[With {{missing|30}} missing the toll may rise.]],
    match [[{{missing|About 100}} workers are missing.]],
    nomatch [[The keeper is missing through injury.]],
    nomatch [[A missing persons office has 40 staff.]],
  },
}
