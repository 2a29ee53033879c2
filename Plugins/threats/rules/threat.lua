--- "Threatened to", "vowed revenge", "will regret".
return tocsin.extract {
  title = "Threat",
  event = { type = "THREATEN", mode = "violence" },
  lists = {
    reprisals = { "revenge", "retaliation", "retaliate", "avenge", "respond", "strike", "strikes", "hit back", "strike back", "punish", "destroy", "response", "crush", "annihilate", "reprisals", "attack", "vengeance", "eliminate", "wipe out" },
  },
  patterns = {
    "{trigger: [threatened | threatens | threatening]} ...4 [attack~ | strike~ | war | force | violence | kill | destroy | retaliat* | physical | military action | bomb | invade | invasion | response | countering | revenge]",
    "{trigger: [vowed | vows | vowing | pledged | swore | promised | promises]} ...4 @reprisals",
    "{trigger: [expect consequences | face consequences | pay a price | pay the price | pay a heavy price | live to regret it | suffer the consequences | face severe consequences | face the consequences]}",
    "[will | would | must | shall] ...2 {trigger: [expect consequences | face consequences | pay the price | pay a price | pay a heavy price | suffer the consequences | expect serious consequences | face serious consequences]}",
    "[consequences] ...3 will {trigger: [regret]}",
  },
  not_after = { "not", "feel", "felt" },
  examples = {
    match [[Kim Yo Jong {{trigger|threatened}} physical countering if the drills go on.]],
    match [[The group {{trigger|vowed}} revenge for the killing.]],
    match [[The junta {{trigger|threatened}} to attack the villages.]],
    match [[Iran {{trigger|vows}} to retaliate.]],
    match [[Those who attacked us must {{trigger|expect consequences}}.]],
    match [[The general {{trigger|promised}} a crushing response.]],
    match [[The rebels {{trigger|swore}} to avenge their leader.]],
    match [[Moscow {{trigger|threatens}} military action.]],
    match [[The aggressor will {{trigger|pay the price}}, the minister said.]],
    match [[PYONGYANG {{trigger|THREATENS}} WAR OVER DRILLS]],
    nomatch [[The storm threatened the coast.]],
    nomatch [[He vowed to cut taxes.]],
    nomatch [[The species is threatened.]],
    nomatch [[Rain threatened to stop play.]],
  },
}
