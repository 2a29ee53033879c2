--- How many were taken to hospital or are there still.
local casualties = require "std.casualties"

return tocsin.extract {
  title = "Hospitalized",
  event = { type = "ASSAULT", supports = true },
  lists = casualties.lists,
  patterns = casualties.hospitalized,
  examples = {
    match [[Of the wounded {{hospitalized|six}} remain hospitalized.]],
    match [[{{hospitalized|Six}} of the wounded were still in hospital by midday.]],
    match [[{{hospitalized|Forty-four}} people were taken to hospital overnight.]],
    match [[{{hospitalized|Nine}} people were hospitalised after the attack.]],
    match [[{{hospitalized|At least 12}} patients are in intensive care.]],
    match [[{{hospitalized|Three}} children were rushed to hospital.]],
    match [[{{hospitalized|Two}} remained in hospital on Sunday.]],
    match [[The attack hospitalized {{hospitalized|eleven}}.]],
    match [[{{hospitalized|Five}} soldiers were admitted to hospital.]],
    match [[{{hospitalized|More than 30}} people have been hospitalized.]],
    nomatch [[The hospital has 200 beds.]],
    nomatch [[Two doctors work in the hospital.]],
    nomatch [[He left hospital after three days.]],
  },
}
