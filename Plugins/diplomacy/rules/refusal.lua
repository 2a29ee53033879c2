--- What someone says he will not do: "would not recognise", "will never accept". To say it is the deed, whatever the
--- verb's own tense.
return tocsin.extract {
  title = "Refusal",
  event = { type = "REJECT", mode = "change" },
  patterns = {
    "[will | would | shall | could | can] ...1 {trigger: [not accept | not recognise | not recognize | not enforce | not comply | not obey | not bow | not abide by | not implement | not tolerate | never accept | never recognise | never recognize | not allow | not agree | not surrender | not yield | not withdraw | not cede | not sign | not support | not hand over | not lift | not join | not extradite | not return | not abandon | not compromise]}",
    "{trigger: [won't accept | wouldn't accept | cannot accept | can't accept | won't recognise | won't recognize | cannot recognise | cannot recognize | won't comply | cannot comply | cannot tolerate | won't tolerate | won't allow | cannot allow | can't allow | cannot agree | won't agree | won't sign | cannot sign | won't hand over | won't cede | cannot cede]}",
    "{trigger: [not prepared to | not willing to | not ready to | unwilling to]} [accept | negotiate | recognise | recognize | sign | talk | withdraw | compromise | give | hand]",
    "[had | has | have] {trigger: [no intention of]} [accepting | leaving | withdrawing | negotiating | resigning | yielding | signing | recognising | recognizing]",
  },
  not_after = { "if they", "if he", "if it" },
  examples = {
    match [[Minsk said that it would {{trigger|not recognise}} the ruling.]],
    match [["We {{trigger|cannot accept}} that," the envoy said.]],
    match [["We will {{trigger|never accept}} a partition," he said.]],
    match [[The rebels are {{trigger|not willing to}} negotiate.]],
    match [[The junta could {{trigger|not accept}} foreign judges.]],
    match [[He has {{trigger|no intention of}} resigning.]],
    match [[Hanoi will {{trigger|not sign}} the pact.]],
    match [[The group will {{trigger|not hand over}} its weapons.]],
    match [[The premier said he would {{trigger|not lift}} the blockade.]],
    match [[Serbia will {{trigger|not recognize}} Kosovo, its president said.]],
    match [[The envoy is {{trigger|not ready to}} talk.]],
    match [[Moscow would {{trigger|not enforce}} the curbs, a spokesman said.]],
    nomatch [[The car would not start.]],
    nomatch [[She could not sleep.]],
    nomatch [[They will accept the plan.]],
  },
}
