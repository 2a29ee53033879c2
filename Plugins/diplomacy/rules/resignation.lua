--- An office-holder gives up or loses his office.
return tocsin.extract {
  title = "Resignation",
  event = { type = "RETREAT", mode = "resign" },
  lists = { offices = { "president", "prime minister", "premier", "minister", "foreign minister", "defence minister", "defense minister", "interior minister", "chancellor", "governor", "mayor", "government", "cabinet", "army chief", "police chief", "ambassador", "king", "emir", "chief of staff", "speaker", "attorney general", "vice president" } },
  patterns = {
    "@offices ...6 {trigger: [resigned | resigns | stepped down | steps down | quit | quits | abdicated | tendered his resignation | tendered her resignation | handed in his resignation | submitted his resignation | was sacked | was dismissed | was fired]}",
    "{trigger: [sacked | sacks | dismissed | fired | fires | replaced | suspended]} ...2 [the | his | her | its]? ...1 @offices",
    "{trigger: [resigned | resigns | stepped down]} as ...3 @offices",
    "{trigger: [resignation]} of ...4 @offices ...4 [was | came | followed | after]",
  },
  not_after = { "demanded that", "urged", "called on", "refused to" },
  examples = {
    match [[The prime minister {{trigger|resigned}} on Friday.]],
    match [[President Rajapaksa {{trigger|stepped down}} after the protests.]],
    match [[Rajoelina {{trigger|sacked}} the energy minister.]] ,
    match [[She {{trigger|resigned}} as interior minister.]],
    match [[The government {{trigger|quit}} over the blast.]],
    match [[The emir {{trigger|dismissed}} his cabinet.]],
    match [[The army chief {{trigger|was sacked}}.]],
    match [[The mayor, accused of graft, {{trigger|quit}}.]],
    match [[PREMIER {{trigger|RESIGNS}} IN LIMA]],
    match [[The {{trigger|resignation}} of the governor followed weeks of unrest.]],
    gives([[Bulgaria's government resigned on Thursday.]], { type = "RETREAT", mode = "resign" }),
    nomatch [[The coach resigned.]],
    nomatch [[He is resigned to his fate.]],
    nomatch [[The president refused to resign.]],
  },
}
