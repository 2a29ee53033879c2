--- Fighters give up: they surrender, lay down arms, hand weapons over.
local casualties = require "std.casualties"

return tocsin.extract {
  title = "Surrender and disarmament",
  event = { type = "RETREAT", mode = "disarm" },
  lists = {
    fighters = {
      "fighters", "rebels", "guerrillas", "militants", "insurgents", "cadres", "troops", "soldiers", "forces", "garrison", "defenders", "gunmen", "Maoists", "Naxalites", "Naxals", "jihadists", "terrorists", "commanders", "commander",
      "mercenaries", "militiamen", "paramilitaries", "members", "mutineers", "deserters", "bandits", "extremists", "peacekeepers", "police", "army", "group", "combatants", "separatists", "wing",
    },
    people = casualties.people,
    arms = { "weapons", "weapon", "arms", "guns", "rifles", "firearms", "ammunition" },
  },
  patterns = {
    "@fighters ...14 {trigger: [surrendered | surrender | surrenders | gave themselves up | give themselves up | turned themselves in | turn themselves in]} ...2 [to | before | in | with | at | after | on | peacefully | near]",
    "@people ...6 {trigger: [surrendered | gave themselves up | turned themselves in]} [to | before] [the | police | army | authorities | security | government]",
    "{trigger: [handed over | hands over | handing over | surrendered | surrendering | laid down | lays down | laying down | turned in | gave up | give up | handed in | decommissioned]} ...4 @arms",
    "@fighters ...3 {trigger: [disarmed | demobilised | demobilized | were disarmed | have disarmed]}",
    "{trigger: [surrender | disarmament | demobilisation | demobilization]} of ...5 @fighters [began | begins | was | has | in | at | on | took place]",
  },
  not_after = { "refused to", "not", "never", "demanded that", "called on", "urged", "before" },
  examples = {
    match [[The rebels {{trigger|laid down}} their weapons.]],
    match [[Fighters {{trigger|surrendered}} in Mariupol.]],
    match [[Eleven cadres, among them two women, {{trigger|surrendered}} before the police in Mulugu.]],
    match [[Some 200 guerrillas {{trigger|handed in}} their rifles at a camp in Cauca.]],
    match [[The mutineers {{trigger|gave themselves up}} after six hours.]],
    match [[The garrison {{trigger|surrendered}} to the advancing troops.]],
    match [[The militiamen {{trigger|disarmed}} under the eyes of the UN.]],
    match [[The {{trigger|disarmament}} of the group began in Sulaymaniyah.]],
    match [[SHINING PATH CADRES {{trigger|SURRENDER}} IN AYACUCHO]],
    match [[The warlord's men {{trigger|turned in}} 300 guns.]],
    gives([[Eleven rebels surrendered to the army on Saturday.]], { type = "RETREAT", mode = "disarm" }),
    nomatch [[The tenants surrendered their keys.]],
    nomatch [[The rebels refused to surrender.]],
    nomatch [[He surrendered his passport to the court.]],
    nomatch [[The party gave up its seats.]],
  },
}
