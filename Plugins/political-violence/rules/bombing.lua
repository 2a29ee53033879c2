--- A bomb, mine, grenade or other explosive set off by people: car bombs, roadside bombs, parcel bombs.
local warfare = require "std.warfare"

return tocsin.extract {
  title = "Bombing",
  event = { type = "ASSAULT", mode = "explosives" },
  lists = {
    targets = tocsin.list "lists/targets.tsv",
    bombs = {
      "bomb", "bombs", "car bomb~", "truck bomb~", "roadside bomb~", "motorcycle bomb~", "suicide bomb~", "parcel bomb~", "letter bomb~", "nail bomb~",
      "petrol bomb~", "pipe bomb~", "explosive device~", "improvised explosive device~", "IED", "IEDs", "landmine~", "land mine~", "grenade~", "hand grenade~",
      "mine", "explosive charge~", "explosives", "dynamite", "dynamite charge~", "booby trap~", "time bomb~", "explosive", "bomb truck",
    },
    blasts = {
      "attack", "attacks", "blast", "blasts", "explosion", "explosions", "assault",
    },
    explodes = {
      "exploded", "explodes", "explode", "exploding", "went off", "goes off", "detonated", "blew up", "blows up", "ripped", "rips", "tore", "tears", "killed", "kills",
      "killing", "kill", "wounded", "wounds", "wounding", "injured", "injures", "hit", "hits", "destroyed", "damaged", "rocked", "burst", "was detonated", "was set off", "were detonated",
      "were set off", "was thrown", "was hurled", "were thrown", "were hurled", "blasted", "planted",
    },
  },
  patterns = {
    "{trigger: [@bombs @blasts]} [...5 @explodes]?",
    "[a | an | another | two | three | several | deadly | car | truck | recent | similar | separate | fresh | new | spate of | wave of | series of] ...1 {trigger: [bombing | bombings]}",
    "{trigger: [bombing | bombings]} [in | at | on | outside | near | of | killed | kills | left]",
    "@bombs ...7 {trigger: @explodes}",
    "{trigger: [blast | blasts | explosion | explosions]} ...4 [caused | triggered | set off] by ...3 @bombs",
    "[detonated | detonates | detonating | exploded | set off | planted | hurled | threw | throwing | lobbed | placed | tossed] ...4 {trigger: @bombs}",
    "[truck | car | van | vehicle | motorcycle | minibus | bus] ...1 [charged | loaded | packed | laden | rigged] with explosives ...3 {trigger: @explodes}",
    "{trigger: [bombed | dynamited | blew up | blows up]} ...3 [{target: place} | {recipient: @targets}]",
    "[was | were | been] {trigger: [bombed | dynamited | blown up]}",
  },
  not_after = { "suicide", "unexploded" },
  examples = {
    match [[At least 14 people were killed when a bomb hidden in a motorcycle {{trigger|exploded}} in a market.]],
    match [[A {{trigger|car bomb attack}} wounded nine policemen.]],
    match [[A similar {{trigger|bombing}} at another base left 25 dead.]],
    match [[A roadside bomb {{trigger|killed}} four soldiers.]],
    match [[Rebels {{trigger|dynamited}} a {{recipient|bridge}} near the border.]],
    match [[The pipeline was {{trigger|blown up}} on Saturday.]],
    match [[A truck charged with explosives {{trigger|burst}} in front of an air base.]],
    match [[Two grenades {{trigger|were thrown}} at the police station.]],
    match [[Guerrillas detonated a {{trigger|bomb}} near the mayor's house.]],
    match [[A landmine {{trigger|blew up}} under a bus.]],
    match [[{{trigger|BOMB BLAST}} KILLS SIX IN QUETTA]],
    gives([[A bomb attack on a mosque in Kandahar killed 12 people on Friday.]], { type = "ASSAULT", mode = "explosives", place = "Kandahar" }),
    nomatch [[The film bombed at the box office.]],
    nomatch [[The squad disposed of an old bomb found by builders.]],
    nomatch [[The singer's new single is a bombshell.]],
    nomatch [[Police say the mine will close next year.]],
    nomatch [[The talks exploded in anger.]],
  },
}
