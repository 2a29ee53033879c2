--- A demand, a plan or a charge is rejected. Truces and talks have rules of their own.
return tocsin.extract {
  title = "Rejection",
  event = { type = "REJECT", mode = "change" },
  lists = {
    things = {
      "demand~", "call~", "calls", "accusation~", "allegation~", "ultimatum", "plan", "plans", "proposal~", "offer", "deployment", "presence", "sanctions", "charge", "charges", "criticism",
      "claims", "resolution", "request", "requests", "idea", "peacekeepers", "statement", "result", "results", "ruling", "verdict", "conditions", "terms", "interference", "election result~",
    },
  },
  patterns = {
    "{trigger: [rejected | rejects | rejecting | dismissed | dismisses | turned down | turns down | spurned | rebuffed]} ...6 @things",
    "{trigger: [ruled out | rules out | ruling out]} ...4 [@things | any ...3 [soldiers | troops] | concessions | resignation | compromise | resigning | an early election | new elections]",
    "{trigger: [refused | refuses | refusing]} to [resign | step down | withdraw | hand over | recognise | recognize | sign | comply | release | extradite | cooperate | give up | leave]",
    "ruled {trigger: [that | this | it]} out",
    "@things ...4 [was | were] {trigger: [rejected | dismissed | turned down]} by",
  },
  not_after = { "jury", "judge", "court" },
  examples = {
    match [[The RSF {{trigger|rejected}} the accusation as unjust.]],
    match [[He {{trigger|ruled out}} any European soldiers in Ukraine.]],
    match [[The ministry {{trigger|rejected}} the statement as sophistry.]],
    match [[The president {{trigger|refused}} to step down.]],
    match [[Tehran {{trigger|dismissed}} the allegations.]],
    match [[The prime minister ruled {{trigger|that}} out.]],
    match [[The ultimatum was {{trigger|rejected}} by the rebels.]],
    match [[Caracas {{trigger|rejects}} US sanctions]],
    match [[Beijing {{trigger|turned down}} a request for talks on arms.]],
    match [[Belgrade {{trigger|rebuffed}} the demand.]],
    nomatch [[The two sides met on Monday.]],
    nomatch [[The coach dismissed the defender from training.]],
    nomatch [[The batsman was dismissed for 12.]],
    nomatch [[She accepted the plan.]],
  },
}
