--- A strike with a political end: general strikes, walkouts against a government.
return tocsin.extract {
  title = "Political strike",
  event = { type = "PROTEST", mode = "strike" },
  patterns = {
    "{trigger: [general strike | national strike | nationwide strike | general strikes | hartal | bandh | stay-at-home | civil servants strike | day of strikes]}",
    "{trigger: [strike | strikes | walkout | walkouts]} ...4 [against the government | against pension | over pension | over pay | in protest]",
    "[went | go | gone | going | are | were] on {trigger: [strike]} ...6 [against | in protest | demanding | over | to demand | to protest]",
    "{trigger: [walked off the job | downed tools]}",
  },
  examples = {
    match [[Unions called a {{trigger|general strike}} for Thursday.]],
    match [[Teachers went on {{trigger|strike}} to demand higher wages.]],
    match [[A {{trigger|nationwide strike}} paralysed Argentina.]],
    match [[The {{trigger|strike}} against the government enters its third day.]],
    match [[Miners {{trigger|downed tools}} in Silesia.]],
    match [[Doctors are on {{trigger|strike}} over unpaid salaries.]],
    match [[The {{trigger|walkout}} over pay began at dawn.]],
    match [[Opposition parties called a {{trigger|hartal}} in Dhaka.]],
    match [[Dockers {{trigger|walked off the job}}.]],
    match [[{{trigger|GENERAL STRIKE}} IN ISRAEL]],
    nomatch [[An air strike hit the town.]],
    nomatch [[The striker scored.]],
    nomatch [[Lightning may strike twice.]],
  },
}
