--- Prisoners and hostages freed, handed over or exchanged.
local casualties = require "std.casualties"

return tocsin.extract {
  title = "Release",
  event = { type = "RETREAT", mode = "release" },
  lists = {
    held = { "hostage", "hostages", "prisoner", "prisoners", "captive", "captives", "detainee", "detainees", "prisoners of war", "captured soldiers", "soldiers", "schoolgirls", "pupils", "students", "journalist", "journalists", "activist", "activists", "dissident", "dissidents", "inmates", "pilots", "servicemen", "workers", "girls", "nationals", "citizens" },
  },
  patterns = {
    "{actor: place} and {actor: place} ...2 {trigger: [freed | released | sent home | handed over | exchanged | exchange | swapped | swap | free | release]} ...5 {recipient: @held}",
    "{trigger: [frees | freeing | releases | releasing | handed over | hands over | set free | pardoned | let go | sent home]} ...5 {recipient: @held}",
    "{trigger: [freed | released]} [the | all | its | their | his | two | three | four | five | six | seven | eight | nine | ten | several | more | dozens | hundreds | some | another | at least | nearly | about | a | an | both | most] ...4 {recipient: @held}",
    "{trigger: [freed | released]} {detained: quantity} ...3 {recipient: @held}",
    "{recipient: @held} ...4 [was | were | have been | had been | has been] {trigger: [freed | released | handed over | exchanged | swapped | set free]}",
    "{trigger: [exchanged | exchange | exchanges | swapped | swap]} ...4 {recipient: @held}",
    "[held | carried out | completed | began | conducted | agreed | made | announced] ...4 {trigger: [prisoner exchange | prisoner swap | exchange of prisoners | swap of prisoners]}",
    "{trigger: [prisoner exchange | prisoner swap | exchange of prisoners | swap of prisoners]} ...2 [took place | was carried out | was completed | began | ended]",
    "{recipient: @held} {trigger: [freed | released]}",
    "{trigger: [release]} of ...4 {recipient: @held} ...3 [began | took place | was completed]",
  },
  not_after = { "demanded", "would be", "refused to", "called for the" },
  examples = {
    match [[Hamas {{trigger|handed over}} three Israeli {{recipient|hostages}} to the Red Cross.]],
    match [[Israel {{trigger|released}} {{detained|369}} Palestinian {{recipient|prisoners}} in return.]],
    match [[{{actor|Russia}} and {{actor|Ukraine}} each {{trigger|sent home}} 307 {{recipient|captured soldiers}} on Saturday.]],
    match [[Three {{recipient|hostages}} {{trigger|freed}} in Gaza]],
    match [[All the {{recipient|girls}} were {{trigger|freed}} on Tuesday.]],
    match [[The two sides {{trigger|exchanged}} 90 {{recipient|prisoners}}.]],
    match [[The {{trigger|prisoner exchange}} took place at the border.]],
    match [[Minsk {{trigger|pardoned}} 16 {{recipient|activists}}.]],
    match [[The {{recipient|pilots}} have been {{trigger|released}}.]],
    match [[The {{trigger|release}} of the {{recipient|captives}} began at noon.]],
    nomatch [[The band released an album.]],
    nomatch [[The bank released its figures.]],
    nomatch [[The dam released water.]],
  },
}
