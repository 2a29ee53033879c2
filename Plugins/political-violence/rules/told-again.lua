--- "The attack", "the blast", "the raid": a deed already told. It adds what its sentence says (date, place, who) to the
--- event it speaks of and makes none of its own.
return tocsin.extract {
  title = "The attack told again",
  event = { type = "ASSAULT", supports = true, parties = true },
  lists = { deeds = { "attack", "attacks", "assault", "raid", "raids", "blast", "blasts", "explosion", "explosions", "bombing", "bombings", "shooting", "shootings", "strike", "strikes", "shelling", "ambush", "massacre", "killings", "killing", "bombardment", "stabbing", "kidnapping", "abduction", "incident", "offensive" },
    attackers = { "attackers", "attacker", "assailants", "assailant", "gunmen", "raiders", "bombers", "bomber", "perpetrators", "killers", "kidnappers", "bandits", "shooter", "insurgents", "militants", "assaulters" },
  },
  patterns = {
    "[the | this | that | these | those] ...1 {trigger: @deeds} ...2 [which | was | were | came | comes | occurred | took | happened | began | lasted | targeted]",
    "{trigger: [claimed | claims | claiming | took | takes | has claimed | have claimed]} [the | full]? [responsibility | credit]",
    "responsibility ...8 [was | has been | had been] {trigger: [claimed]} by ...2 {actor: name}",
    -- who is said to have done it
    "[blamed | blames | blaming | accused | accuses | accusing] ...1 {actor: name} ...4 [for | of] ...5 {trigger: @deeds}",
    "[blamed | blames | blaming | accused | accuses | accusing] ...2 {actor: actor} ...4 [for | of] ...5 {trigger: @deeds}",
    "[blamed | blames | blaming | pinned] ...4 {trigger: @deeds} on ...2 {actor: name}",
    "[attributed | attributes | attributing | ascribed | ascribes | imputed] ...3 {trigger: @deeds} to ...3 {actor: name}",
    "{trigger: @deeds} ...4 [was | were | is | has been | have been] ...2 [claimed | perpetrated | committed | staged | ordered | carried out | conducted | orchestrated] by ...2 {actor: name}",
    "{actor: name} ...3 [was | were | is | are | be | been] ...1 [behind | responsible for] ...3 {trigger: @deeds}",
    "{trigger: @deeds} ...6 [attributed | ascribed | imputed] to ...2 {actor: name}",
    -- the men themselves: where they came, when, what they did next
    "[the | these | those] ...1 {trigger: @attackers} ...14 [surrounded | entered | arrived | came | stormed | fled | escaped | burst | rode | drove | opened | approached | crossed | burned | burnt | torched | set | broke | took | headed]",
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
