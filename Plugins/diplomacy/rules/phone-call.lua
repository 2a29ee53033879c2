--- Leaders speak by telephone or video.
return tocsin.extract {
  title = "Telephone call",
  event = { type = "CONSULT", mode = "phone" },
  patterns = {
    "{trigger: [spoke | speaks | spoken | talked]} ...2 by [telephone | phone | video link | video]",
    "{trigger: [telephoned | phoned]}",
    "{trigger: [phone call | telephone call | phone conversation | telephone conversation | video call | phone talks]} ...1 [with | between]",
    "{trigger: [spoke | speaks | talked]} ...1 on the phone",
    "[held | had | holds] ...2 {trigger: [phone call | telephone call | phone conversation | telephone conversation | video call]}",
    "[spoke | talked] with {recipient: person} by {trigger: [phone | telephone]}",
  },
  examples = {
    match [[Mr Prabowo {{trigger|spoke}} by telephone with the Japanese prime minister.]],
    match [[Its foreign minister {{trigger|telephoned}} both capitals.]],
    match [[The two leaders held a {{trigger|phone call}}.]],
    match [[A {{trigger|telephone conversation}} between Putin and Trump lasted an hour.]],
    match [[Macron {{trigger|phoned}} Zelenskyy.]],
    match [[They {{trigger|talked}} on the phone for an hour.]],
    match [[In a {{trigger|video call}} with the envoy he asked for time.]],
    match [[The chancellor {{trigger|spoke}} on the phone with the emir.]],
    match [[The presidents {{trigger|spoke}} by video link.]],
    match [[He had a {{trigger|phone conversation}} on Monday.]],
    nomatch [[The company sells phones.]],
    nomatch [[Call us on this number.]],
    nomatch [[He spoke for an hour.]],
  },
}
