--- "The attack", "the blast", "the raid": a deed already told. It adds what its sentence says (date, place, who) to the
--- event it speaks of and makes none of its own.
return tocsin.extract {
  title = "The attack told again",
  event = { type = "ASSAULT", supports = true },
  lists = { deeds = { "attack", "attacks", "assault", "raid", "raids", "blast", "blasts", "explosion", "explosions", "bombing", "bombings", "shooting", "shootings", "strike", "strikes", "shelling", "ambush", "massacre", "killings", "killing", "bombardment", "stabbing", "kidnapping", "abduction", "incident", "offensive" } },
  patterns = {
    "[the | this | that | these | those] ...1 {trigger: @deeds} ...2 [which | was | were | came | comes | occurred | took | happened | began | lasted | targeted]",
    "{trigger: [claimed | claims | claiming]} responsibility",
  },
  examples = {
    match [[The {{trigger|assault}} was carried out by a gang.]],
    match [[This {{trigger|attack}} came a day after the vote.]],
    match [[The {{trigger|raid}} took place near Banibangou.]],
    match [[The Islamic State group {{trigger|claimed}} responsibility.]],
    match [[That {{trigger|bombing}} was the third this year.]],
    match [[The night {{trigger|raid}} lasted an hour.]],
    match [[The {{trigger|blast}} occurred at noon.]],
    match [[The {{trigger|shelling}} began before dawn.]],
    match [[These {{trigger|killings}} were the work of a cartel.]],
    match [[THE {{trigger|AMBUSH}} TOOK PLACE IN HUANTA]],
    nomatch [[An attack is feared.]],
    nomatch [[The attacking side scored.]],
    nomatch [[He is responsible for sales.]],
  },
}
