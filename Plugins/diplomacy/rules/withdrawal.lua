--- Troops leave, a siege or measure ends: giving way in deed.
return tocsin.extract {
  title = "Withdrawal",
  event = { type = "RETREAT", mode = "withdraw" },
  lists = { forces = { "troops", "soldiers", "forces", "army", "peacekeepers", "rebels", "fighters", "tanks", "militia", "mercenaries", "contingent", "battalion", "armour", "police" } },
  patterns = {
    "{trigger: [withdrew | withdraws | withdrawing | pulled out | pulls out | pulled back | pulling out | pulling back | pulled]} ...4 @forces",
    "@forces ...4 {trigger: [withdrew | withdrawn | withdraw | withdrawing | pulled out | pulled back | pull out | retreated | left | vacated | abandoned]} ...2 [from | of | to | the | their]",
    "{trigger: [withdrawal | pullout | pull-out | pullback]} ...3 [of | by] ...3 @forces",
    "{trigger: [lifted | ended]} ...3 [siege | blockade | curfew | martial law | state of emergency]",
  },
  not_after = { "demanded the", "called for the", "not", "refused to", "urged" },
  examples = {
    match [[Rwandan troops {{trigger|withdrew}} from the town.]],
    match [[The army {{trigger|pulled back}} its troops to the river.]],
    match [[The {{trigger|withdrawal}} of French forces was completed.]],
    match [[Chadian troops {{trigger|left}} the base at Faya.]],
    match [[The junta {{trigger|lifted}} the state of emergency.]],
    match [[Peacekeepers {{trigger|pulled out}} of the camp.]],
    match [[Israel {{trigger|withdrew}} some of its soldiers.]],
    match [[Soldiers have {{trigger|withdrawn}} from the campus.]],
    match [[TROOPS {{trigger|PULL OUT}} OF GOMA]],
    match [[The mercenaries {{trigger|left}} the base.]],
    gives([[Russian forces withdrew from Kherson on Friday.]], { type = "RETREAT", mode = "withdraw" }),
    nomatch [[The firm withdrew its offer.]],
    nomatch [[She withdrew from the race.]],
    nomatch [[The UN urged withdrawal of all forces.]],
  },
}
