--- Cases and deaths of a disease.
local casualties = require "std.casualties"

local patterns = {
  "{cases: quantity} [new | suspected | confirmed | more | further | other | active | probable | human | additional]? [cases | infections | suspected infections | suspected cases | confirmed cases]",
  "[infected | infecting | sickened | sickening | affected] {cases: quantity}",
  "[infected | sickened] {cases: quantity} ...2 people",
  "{cases: quantity} ...2 @people ...2 [infected | fallen ill | fell ill | have been infected | sickened | contracted | tested positive]",
  "[bringing | brings | brought | taking | takes | raising | pushing] ...2 [total | tally | count | number | caseload] ...6 to {cases: quantity}",
  "[cases | infections] ...4 [rose | risen | reached | climbed | stands | stood | passed] [to | at]? {cases: quantity}",
}
for _, pattern in ipairs(casualties.killed) do patterns[#patterns + 1] = pattern end
for _, pattern in ipairs(casualties.hospitalized) do patterns[#patterns + 1] = pattern end

return tocsin.extract {
  title = "Cases and deaths",
  event = { label = "outbreak", supports = true },
  lists = casualties.lists,
  patterns = patterns,
  examples = {
    match [[Health authorities have confirmed {{cases|170}} cases of mpox.]],
    match [[A further {{cases|702}} suspected infections have been reported.]],
    match [[Cholera has killed {{killed|172}} people and infected {{cases|more than 2,700}}.]],
    match [[{{cases|Two}} suspected cases have been found.]],
    match [[{{killed|At least 570}} deaths have been counted.]],
    match [[The virus infected {{cases|40}} people.]],
    match [[{{cases|Nine}} people have been infected.]],
    match [[{{cases|More than 16,000}} suspected cases were reported.]],
    match [[{{killed|Twelve}} people died of it.]],
    match [[Cases rose to {{cases|1,200}}.]],
    nomatch [[The doctor saw 40 patients.]],
  },
}
