--- Property set on fire on purpose: buildings, vehicles, crops, installations. Fires of protest are riots.
local targets = tocsin.list "lists/targets.tsv"

return tocsin.extract {
  title = "Arson",
  event = { type = "ASSAULT", mode = "destroy" },
  lists = {
    targets = targets,
    who = {
      "perpetrators", "arsonists", "arsonist", "attackers", "assailants", "militants", "rebels", "gunmen", "settlers", "separatists", "bandits", "guerrillas", "terrorists", "anarchists", "extremists", "jihadists", "insurgents", "raiders",
      "militia", "militiamen", "soldiers", "troops", "subversives", "individuals", "unknown persons", "unknown men", "armed men", "masked men", "gang members", "gangs", "fighters", "mob", "paramilitaries", "junta",
      "hooded men", "vandals", "saboteurs", "commandos", "column",
    },
    things = {
      "pylon~", "vehicle~", "car", "cars", "bus", "buses", "truck~", "lorry", "lorries", "house~", "home~", "building~", "office~", "store~", "shop~", "village~", "crops", "field~", "warehouse~", "mast", "masts", "tower~", "school~", "church~",
      "mosque~", "synagogue~", "police station~", "substation~", "cable~", "tanker~", "train~", "granary", "granaries", "huts", "market~", "clinic~", "hospital~", "farm~", "plantation~", "barracks", "armoured vehicles", "tents", "boats", "headquarters", "restaurant~",
    },
  },
  patterns = {
    "@who ...8 {trigger: [set fire to | set alight | set ablaze | torched | torching | burned down | burnt down | burned | burnt | set on fire | razed | setting fire to | setting ablaze]} ...6 [@things | @targets]",
    "@who ...6 {trigger: [set]} ...6 [on fire | ablaze | alight]",
    "@things ...4 [was | were | been] ...1 {trigger: [torched | set ablaze | set on fire | set alight | burned down | burnt down | razed]} ...2 by ...2 @who",
    "{trigger: [arson attack | arson attacks]}",
    "{trigger: [burning | torching]} of ...6 [@things | {recipient: target} | {recipient: property}] ...10 [took place | was | were | by]",
    "@who ...10 {trigger: [burned | burnt | set fire to | torched | set ablaze]} ...3 [{recipient: target} | {recipient: property}]",
    "{trigger: [setting fire to | torching | setting ablaze | burning down | razing]} ...3 [@things | @targets]",
  },
  not_after = { "protesters", "demonstrators", "rioters", "accidentally" },
  examples = {
    match [[Militants {{trigger|torched}} houses in three villages.]],
    match [[Unknown perpetrators {{trigger|set}} two pylons on fire near Berlin.]],
    match [[Gunmen stormed the base, killing soldiers and {{trigger|torching}} armoured vehicles.]],
    match [[Settlers {{trigger|set fire to}} cars in the village.]],
    match [[A bus was {{trigger|set on fire}} by guerrillas near Cali.]],
    match [[An {{trigger|arson attack}} on a synagogue was reported.]],
    match [[REBELS {{trigger|BURNED}} FOUR TRUCKS ON THE HIGHWAY]],
    match [[Raiders swept in, {{trigger|setting fire to}} homes.]],
    match [[Masked men {{trigger|set ablaze}} a police station.]],
    match [[The granaries were {{trigger|torched}} by the attackers.]],
    match [[The {{trigger|burning}} of a steel {{recipient|factory}} took place at dawn.]],
    nomatch [[The forest fire burned 200 hectares.]],
    nomatch [[He burned the toast.]],
    nomatch [[The singer set the stage on fire.]],
  },
}
