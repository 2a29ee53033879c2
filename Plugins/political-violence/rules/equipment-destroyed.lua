--- Tanks, aircraft, ships and guns shot down, destroyed, captured or lost.
return tocsin.extract {
  title = "Equipment destroyed",
  event = { type = "ASSAULT", mode = "destroy", materiel = "armour", supports = true },
  lists = {
    armour = { "tanks", "tank", "armoured vehicles", "armored vehicles", "armoured vehicle", "armored vehicle", "armoured personnel carriers", "armored personnel carriers", "infantry fighting vehicles", "APCs", "combat vehicles" },
    be = { "was", "were", "been", "have been", "had been", "being", "has been" },
    destroyed = { "destroyed", "knocked out", "burned", "burnt out", "blown up", "disabled", "taken out" },
  },
  patterns = {
    "[destroyed | destroying | destroys | knocked out | burned | disabled | took out] ...1 {destroyed: quantity} ...2 @armour",
    "[destroyed | destroying | knocked out] ...8 and {destroyed: quantity} ...1 @armour",
    "{destroyed: quantity} ...2 @armour ...1 @be @destroyed",
    "[lost | lose | losing | loses] ...1 {lost: quantity} ...2 @armour",
    "loss of {lost: quantity} ...2 @armour",
  },
  examples = {
    match [[The army destroyed {{destroyed|four}} armoured vehicles.]],
    match [[{{destroyed|Twelve}} tanks were destroyed near Pokrovsk.]],
    match [[Rebels knocked out {{destroyed|two}} tanks.]],
    match [[The brigade lost {{lost|seven}} infantry fighting vehicles.]],
    match [[It reported the loss of {{lost|three}} tanks.]],
    match [[{{destroyed|At least 20}} armored vehicles have been destroyed.]],
    match [[A counterattack destroyed {{destroyed|nearly 30}} tanks.]],
    match [[The troops disabled {{destroyed|two}} APCs.]],
    match [[Fighters burned {{destroyed|three}} armoured personnel carriers.]],
    match [[{{destroyed|Four}} tanks were knocked out in the ambush.]],
    nomatch [[Berlin will send 14 tanks to Kyiv.]],
    nomatch [[The museum lost two paintings.]],
  },
}
