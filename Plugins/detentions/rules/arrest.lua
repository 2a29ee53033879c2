--- People arrested or detained by a state.
local casualties = require "std.casualties"

return tocsin.extract {
  title = "Arrests",
  event = { type = "COERCE", mode = "arrest" },
  lists = { people = casualties.people, more = { "demonstrators", "suspects", "opponents", "dissidents", "activists", "students", "journalists", "lawyers" } },
  patterns = {
    "{trigger: [arrested | arrest | arrests | arresting | detained | detain | detains | detaining | rounded up | took into custody | jailed]} {detained: quantity} ...3 [@people | @more]?",
    "{detained: quantity} ...3 [@people | @more]? ...1 [was | were | have been | had been | has been] {trigger: [arrested | detained | taken into custody | rounded up | jailed | imprisoned]}",
    "[was | were | been | being] ...1 {trigger: [arrested | detained | taken into custody | jailed | placed under house arrest | imprisoned | remanded in custody | captured]}",
    "[police | army | authorities | soldiers | troops | forces | officers | agents | services | intelligence | gendarmes | court] ...3 {trigger: [arrested | arrest | arrests | detained | detain | detains | seized | captured | rounded up | jailed]} [{detained: quantity} ...3 [@people | @more]?]?",
    "{trigger: [arrested | detained]} ...3 [on suspicion | on charges | for | over | after | in connection]",
    "{trigger: [arrest | detention]} of ...3 [@people | {recipient: person} | mayor | leader | journalist | activist | opposition]",
    "[under] {trigger: [house arrest]}",
  },
  not_after = { "cardiac", "not been", "no one has been", "nobody has been", "nobody was", "no one was" },
  examples = {
    match [[Police {{trigger|detained}} the mayor of Istanbul at his home.]],
    match [[The state news agency said that the police {{trigger|arrested}} {{detained|about 100}} other people.]],
    match [[Since Thursday {{detained|224}} demonstrators have been {{trigger|detained}}.]],
    match [[The general was {{trigger|arrested}} outside army headquarters.]],
    match [[{{detained|61}} people had been {{trigger|arrested}}, the group said.]],
    match [[The president was {{trigger|placed under house arrest}}.]],
    match [[Soldiers {{trigger|rounded up}} {{detained|dozens}} of students.]],
    match [[The {{trigger|arrest}} of a journalist in Minsk caused concern.]],
    match [[A suspect was {{trigger|captured}} by the inhabitants.]],
    match [[{{detained|Three}} men were {{trigger|jailed}} over the plot.]],
    nomatch [[He died of cardiac arrest.]],
    nomatch [[The film arrests the eye.]],
    nomatch [[There are no detainees.]],
  },
}
