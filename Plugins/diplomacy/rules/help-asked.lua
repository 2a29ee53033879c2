--- Someone asks for help, weapons or protection, for himself.
return tocsin.extract {
  title = "Help asked for",
  event = { type = "REQUEST", mode = "assist" },
  patterns = {
    "{trigger: [requested | requests | requesting | sought | seeks | seeking]} ...3 [help | aid | assistance | intervention | protection | extradition | consultations | talks | a meeting | an emergency meeting | military | support | mediation | asylum | clarification]",
    "{trigger: [asked | asks | asking]} for ...3 [help | aid | assistance | protection | consultations | talks | support | troops | weapons | mediation | intervention | military | more | international]",
    "{trigger: [asked | asks | asking | appealed to | appeals to | urged | urges]} ...6 for ...3 [help | aid | assistance | air defence | air defense | weapons | ammunition | troops | donations | funds | money | support | tents | medicine | medicines | dollars]",
    "{trigger: [appealed | appeals | appealing | pleaded | pleads | called | calls | calling]} for ...3 [help | aid | assistance | donations | international | funds | supplies | tents | blood]",
  },
  not_after = { "customers", "fans" },
  examples = {
    match [[Kabul {{trigger|requested}} international assistance after the quake.]],
    match [[Estonia {{trigger|asked}} for consultations with its allies.]],
    match [[Latvia and Lithuania {{trigger|asked}} NATO for more air defence.]],
    match [[The ministry {{trigger|asked}} aid groups for help.]],
    match [[The junta {{trigger|appealed}} for international aid.]],
    match [[Port Vila {{trigger|sought}} help from Canberra.]],
    match [[The mayor {{trigger|appealed}} for tents and blankets, and for donations.]],
    match [[HAITI {{trigger|SEEKS}} MILITARY SUPPORT AGAINST GANGS]],
    match [[The ministry {{trigger|asked}} donors for 20 million dollars.]],
    match [[Kyiv is {{trigger|asking}} for more weapons.]],
    match [[The premier {{trigger|requested}} the intervention of the bloc.]],
    gives([[Latvia asked NATO for more air defence.]], { type = "REQUEST", mode = "assist", actor = { "Latvia" }, recipient = "NATO" }),
    nomatch [[She asked for a glass of water.]],
    nomatch [[The striker asked for a transfer.]],
    nomatch [[He asked for the bill.]],
  },
}
