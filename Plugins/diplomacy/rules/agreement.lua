--- States or groups agree on something, or sign it.
local diplomacy, when = require "std.diplomacy", require "std.when"

return tocsin.extract {
  title = "Agreement",
  event = { type = "AGREE" },
  lists = {
    parties = diplomacy.parties, when = when,
    sides = { "government", "governments", "movement", "rebels", "army", "military", "opposition", "group", "groups", "front", "militia", "militias", "faction", "factions", "junta", "coalition", "union", "unions" },
    pacts = { "agreement", "treaty", "accord", "pact", "memorandum", "memorandum of understanding", "declaration", "protocol", "deal", "accords", "agreements" },
  },
  patterns = {
    "{actor: place} and {actor: place} ...2 {trigger: [agreed | agree]} @when? [to | on | that]",
    "and ...4 @sides [have | had]? {trigger: [agreed | agree]} @when? [to | on | that]",
    "{actor: place} and {actor: place} ...2 {trigger: [signed | sign | concluded]} ...5 @pacts",
    "@parties ...3 [have | had]? {trigger: [agreed | agree]} @when? [to | on | that]",
    "@parties ...3 [have | had]? {trigger: [signed | sign | initialled | concluded]} ...5 @pacts",
    "{actor: place} ...4 {trigger: [signed | sign | signs | signing | concluded | initialled | ratified | sealed | inked]} ...6 @pacts",
    "{trigger: [signed | sign | signs | signing | concluded | initialled | sealed | inked]} ...4 [peace | trade | defence | defense | military | security | cooperation | bilateral | nuclear | border | extradition | energy | partnership | arms | climate | prisoner | migration] ...2 @pacts",
    "@pacts ...4 [was | were | has been] {trigger: [signed]} [by | in | between | on]",
    "{trigger: [agreed]} at ...2 meeting",
    "[put | puts | putting | affixed | affix] ...3 [signature | signatures | name | names | pen | pens] ...2 to ...6 {trigger: @pacts}",
    "{trigger: [signing]} of ...6 @pacts",
  },
  not_after = { "not", "refused to", "yet to", "failed to", "ready to", "would" },
  examples = {
    match [[The two sides {{trigger|agreed}} to go on with the marking of their border.]],
    match [[The two defence ministers {{trigger|signed}} an agreement worth five billion euros.]],
    match [[Both countries have {{trigger|agreed}} to reopen the crossing.]],
    match [[The leaders {{trigger|agreed}} on a common currency.]],
    match [[{{actor|Japan}} and {{actor|Chile}} {{trigger|signed}} a trade agreement.]],
    match [[The treaty was {{trigger|signed}} in Moscow.]],
    match [[The parties {{trigger|sign}} a declaration of principles.]],
    match [[The delegations {{trigger|agreed}} that prisoners would be freed.]],
    match [[The swap, {{trigger|agreed}} at a meeting in Istanbul, goes ahead.]],
    match [[The foreign ministers {{trigger|signed}} a protocol.]],
    match [[An accord was {{trigger|signed}} by the rebels.]],
    gives([[Japan and Vietnam signed on Thursday an accord on defence.]], { type = "AGREE", actor = { "Japan", "Vietnam" } }),
    nomatch [[No treaty was on the table.]],
    nomatch [[Critics agreed that the film was long.]],
    nomatch [[She signed a three-year contract with the club.]],
    nomatch [[Most economists agree.]],
  },
}
