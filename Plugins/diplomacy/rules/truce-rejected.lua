--- A truce, or the offer of one, is turned down.
local diplomacy = require "std.diplomacy"

return tocsin.extract {
  title = "Truce rejected",
  event = { type = "REJECT", mode = "yield" },
  lists = {
    truces = diplomacy.truces, offers = diplomacy.offers,
    rejects = {
      "rejected", "rejects", "reject", "rejecting", "turned down", "turns down", "dismissed", "dismisses", "dismiss", "refused", "refuses", "refuse", "ruled out", "rules out",
      "spurned", "rebuffed", "said no to", "says no to", "brushed aside", "brushed off", "spurns", "declined", "opposed", "opposes", "vetoed", "scorned", "poured cold water on",
      "shot down", "threw out", "discarded",
    },
  },
  patterns = {
    "{trigger: @rejects} ...10 @truces",
    "@truces ...6 [was | were | has been | had been | is] {trigger: [rejected | turned down | dismissed | refused | spurned | rebuffed | ruled out]}",
    "{trigger: [not accept | not agree to | never accept | not agree on | never agree to]} ...6 [@truces | partial deal~]",
    "[there will be | there can be | sees | see] {trigger: [no]} ...2 @truces",
    "{trigger: [no]} [to | truce | ceasefire] ...2 @truces",
    "{trigger: [rejection | refusal]} of ...8 @truces",
    "@truces ...2 {trigger: [rejected]} by",
  },
  examples = {
    match [[Lavrov already {{trigger|rejected}} the truce last week.]],
    match [[Hamas on Thursday {{trigger|rejected}} an Israeli proposal for a 45-day truce in Gaza.]],
    match [[Moscow {{trigger|turns down}} European plan for truce in the air and at sea]],
    match [[The rebels {{trigger|dismissed}} an appeal by the United Nations for an immediate truce.]],
    match [[The ceasefire proposal was {{trigger|rejected}} by the junta.]],
    match [[Khartoum {{trigger|ruled out}} a ceasefire before the rebels leave.]],
    match [[The army has {{trigger|refused}} a humanitarian truce.]],
    match [[Netanyahu said there will be {{trigger|no}} ceasefire.]],
    match [[The {{trigger|rejection}} of the truce dismayed mediators.]],
    match [[The group would {{trigger|not accept}} partial deals.]],
    match [[KREMLIN {{trigger|REJECTS}} 30-DAY CEASEFIRE]],
    gives([[Russia rejected the truce on Thursday.]], { type = "REJECT", actor = "Russia", polarity = "affirmed" }),
    nomatch [[The two sides agreed to a truce.]],
    nomatch [[Voters rejected the new constitution.]],
    nomatch [[The club rejected an offer for its striker.]],
  },
}
