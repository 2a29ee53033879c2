--- What an attack was made with: "threw a grenade", "armed with rifles", "a bomb went off", "15 kg of dynamite". It joins the
--- attack the text speaks of and is none by itself.
return tocsin.extract {
  title = "Weapon used",
  event = { type = "ASSAULT", supports = true },
  lists = {
    set = {
      "threw", "throw", "throws", "throwing", "hurled", "hurling", "hurls", "lobbed", "lobbing", "tossed", "tossing", "planted", "planting", "plant", "placed", "placing", "left", "leaving", "set off",
      "setting off", "detonated", "detonating", "exploded", "activated", "fired", "firing", "fires", "launched", "launching", "dropped", "dropping", "used", "using", "uses", "wielding", "wielded", "brandishing",
      "carrying", "carried", "shot with", "opened fire with", "attacked with", "armed with", "equipped with", "attack with", "attacking with", "detonation of", "explosion of", "blast of", "with the use of",
      "loaded with", "packed with", "filled with", "laden with", "stuffed with", "rigged with", "killed with", "destroyed with", "blown up with", "strapped with", "fire from", "fire with", "shots from", "kilograms of", "kilos of",
      "kg of", "pounds of", "kilogrammes of", "grams of", "tons of", "tonnes of", "sticks of", "caused by", "triggered by", "hit by", "struck by", "killed by", "wounded by", "injured by", "destroyed by", "damaged by", "riddled with", "sprayed with",
    },
    goes_off = {
      "exploded", "explodes", "exploding", "explode", "went off", "goes off", "going off", "detonated", "blew up", "burst", "was thrown", "were thrown", "was hurled", "were hurled", "was placed", "were placed", "was planted", "were planted", "had been placed", "had been planted",
      "had been hidden", "hidden", "was left", "were left", "was set off", "were set off", "was detonated", "were detonated", "was lobbed", "was fired", "were fired", "was launched", "were launched", "landed", "fell", "struck", "hit", "ripped", "tore", "killed", "kills", "wounded", "destroyed", "damaged", "injured", "killing", "wounding", "placed", "planted",
    },
    deed = { "attack", "attacks", "blast", "blasts", "explosion", "explosions", "fire", "assault", "bombing", "bombings", "ambush" },
  },
  patterns = {
    "@set ...3 {used: weapon} [and ...2 {used: weapon}]?",
    "with ...3 {used: weapon} and ...2 {used: weapon}",
    "{used: weapon} ...4 @goes_off",
    "{used: weapon} @deed",
    "[with | using | by] [a | an | the | two | three | several | his | their | bursts of | shots from]? {used: weapon} ...1 [fire | blast | blasts | attack | attacks | shot | shots]?",
    "[attacked | assaulted | killed | shot | murdered | assassinated | gunned down | executed | stormed | hit | pounded | shelled | bombed | opened fire | harassed] ...10 with ...3 {used: weapon} [and ...2 {used: weapon}]?",
    "[a | the | another] [powerful | strong | high-powered | medium-intensity | homemade] {used: weapon}",
  },
  not_after = {
    "seized", "found", "confiscated", "recovered", "captured", "defused", "deactivated", "discovered", "surrendered", "handed over", "disarmed", "unexploded", "without", "no", "dismantled", "intercepted", "shot down", "did not use",
  },
  examples = {
    match [[Two men on a motorcycle threw a {{used|grenade}} at the bar.]],
    match [[The raiders, armed with {{used|assault rifles}}, came at dawn.]],
    match [[A {{used|car bomb}} went off outside the ministry.]],
    match [[The truck was loaded with 300 kg of {{used|explosives}}.]],
    match [[Gunmen used {{used|machine guns}} and fled.]],
    match [[The mayor was shot with a {{used|pistol}}.]],
    match [[Rebels attacked the post with {{used|rifles}} and {{used|grenade launchers}}.]],
    match [[A {{used|roadside bomb}} killed four soldiers.]],
    match [[POLICE SAID 15 KG OF {{used|DYNAMITE}} WERE USED]],
    match [[The church was hit by a {{used|rocket}}.]],
    match [[Soldiers fired {{used|mortars}} at the village.]],
    nomatch [[Police found two rifles in the car.]],
    nomatch [[The squad defused a bomb.]],
    nomatch [[He carried the bill.]],
    nomatch [[The film was a bomb.]],
  },
}
