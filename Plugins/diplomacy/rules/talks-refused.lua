--- Someone will not talk, or walks out.
local diplomacy = require "std.diplomacy"

return tocsin.extract {
  title = "Talks refused",
  event = { type = "REJECT", mode = "meet" },
  lists = { talks = diplomacy.talks },
  patterns = {
    "{trigger: [not attend | not take part in | not join | not participate in | not go to | not come to | not send a delegation to]} ...5 @talks",
    "{trigger: [refused | refuses | refuse | refusing | declined | declines]} to [meet | negotiate | talk | attend | hold | take part | sit down | join | speak]",
    "{trigger: [pulled out | pulls out | pull out | withdrew | withdraws | walked out | walks out | pulled back | stormed out]} [of | from] ...5 @talks",
    "{trigger: [boycott | boycotted | boycotts | boycotting | shunned | shuns | skipped]} ...4 @talks",
    "{trigger: [rejected | rejects | ruled out | rules out | dismissed | turned down]} ...5 @talks",
    "{trigger: [suspended | suspends | broke off | breaks off | called off | cancelled | canceled]} ...4 [peace talks | negotiations | talks | dialogue | meeting with | summit]",
    "{trigger: [not negotiate | not talk | never negotiate | no negotiations | not meet]} with",
  },
  examples = {
    match [[The M23 rebels said that they would {{trigger|not attend}} peace talks.]],
    match [[The rebels {{trigger|pulled out}} of the Luanda talks.]],
    match [[Iran {{trigger|refused}} to negotiate under pressure.]],
    match [[The opposition will {{trigger|boycott}} the talks.]],
    match [[Pyongyang {{trigger|ruled out}} talks with Seoul.]],
    match [[Bogota {{trigger|suspended}} peace talks with the ELN.]],
    match [[The delegation {{trigger|walked out}} of the negotiations.]],
    match [[We will {{trigger|not negotiate}} with terrorists, he said.]],
    match [[Yerevan {{trigger|declined}} to take part.]],
    match [[M23 {{trigger|pulls out}} of Luanda talks]],
    gives([[The Taliban refused to meet the envoy on Monday.]], { type = "REJECT", mode = "meet" }),
    nomatch [[The two leaders met in Doha.]],
    nomatch [[The firm pulled out of the merger.]],
    nomatch [[He declined to comment.]],
  },
}
