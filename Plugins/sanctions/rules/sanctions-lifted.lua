--- Sanctions lifted or eased: giving way, not punishing.
return tocsin.extract {
  title = "Sanctions lifted",
  event = { type = "RETREAT" },
  lists = { measures = { "sanctions", "embargo", "travel ban", "travel bans", "restrictions", "asset freeze", "export ban", "blockade", "arms embargo" } },
  patterns = {
    "{trigger: [lifted | lifts | lifting | eased | eases | easing | removed | removes | dropped | suspended | waived | ended | relaxed]} ...4 @measures",
    "@measures ...2 [was | were | have been | has been] {trigger: [lifted | eased | removed | dropped | waived]}",
  },
  examples = {
    match [[The United States {{trigger|lifted}} sanctions on Syria.]],
    match [[The embargo was {{trigger|lifted}} in May.]],
    match [[Brussels {{trigger|eased}} its oil embargo.]],
    match [[London {{trigger|removed}} the travel ban.]],
    match [[Washington {{trigger|waived}} some sanctions.]],
    match [[The blockade was {{trigger|eased}} on Friday.]],
    match [[Seoul {{trigger|dropped}} an export ban.]],
    match [[Sanctions have been {{trigger|lifted}}.]],
    match [[The bloc {{trigger|suspended}} sanctions on two banks.]],
    match [[The UN {{trigger|ended}} its arms embargo.]],
    nomatch [[He lifted the cup.]],
    nomatch [[The United States imposed sanctions.]],
    nomatch [[The pain eased.]],
  },
}
