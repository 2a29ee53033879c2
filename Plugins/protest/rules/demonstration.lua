--- People gather in public for or against something.
local casualties = require "std.casualties"

return tocsin.extract {
  title = "Demonstration",
  event = { type = "PROTEST", mode = "demo" },
  lists = {
    people = casualties.people,
    crowd = { "protesters", "protestors", "demonstrators", "people", "supporters", "students", "workers", "farmers", "opponents", "activists", "crowds", "crowd", "thousands", "hundreds", "marchers", "women", "residents", "teachers", "doctors", "pensioners", "miners", "citizens" },
  },
  patterns = {
    "@crowd ...4 {trigger: [protested | protest | protests | demonstrated | demonstrate | marched | march | rallied | rally | gathered | gather | took to the streets | take to the streets | chanted | picketed]} ...5 [against | to protest | in protest | to demand | demanding | outside | in front of | through | over | in support | for | in]",
    "{trigger: [took to the streets | taken to the streets | take to the streets | taking to the streets | took to the street]}",
    "[staged | stage | held | hold | holding | staging | organised | organized] ...4 {trigger: [protest | protests | demonstration | demonstrations | rally | rallies | sit-in | vigil | protest march | march]}",
    "{trigger: [rally | rallies]} ...3 [against | outside | broke out | was held | were held | turned violent]",
    "{trigger: [protests | demonstrations | protest | demonstration]} ...3 [against | in | over | outside | at | by | broke out | erupted | were held | continued | spread | took place | turned violent]",
    "{trigger: [rallies | demonstrations | protests | marches]} were held",
    "[mass | street | anti-government | student | huge | nationwide | peaceful | violent | angry] {trigger: [protest | protests | demonstration | demonstrations | rally | rallies | march]}",
    "{trigger: [marched | march | marching]} [on | to | through] ...6 [to protest | against | demanding | in protest]",
    "gathered ...16 to {trigger: [protest]}",
    "[a | the | staged | held | their] {trigger: [sit-in | sit-ins]}",
  },
  not_after = { "banned", "in", "over", "after", "since", "backs the", "marred by" },
  examples = {
    match [[Tens of thousands of people {{trigger|gathered}} outside parliament to protest against the decision.]],
    match [[Thousands of Kenyans {{trigger|took to the streets}} of Nairobi.]],
    match [[Students {{trigger|marched}} through Belgrade on Sunday.]],
    match [[Farmers {{trigger|protested}} against the tax.]],
    match [[The opposition held a {{trigger|rally}} in Caracas.]],
    match [[Smaller {{trigger|rallies}} were held in Batumi and Kutaisi.]],
    match [[Mass {{trigger|protests}} continued in Dhaka.]],
    match [[Doctors staged a {{trigger|sit-in}} at the ministry.]],
    match [[{{trigger|Demonstrations}} against the junta spread to the north.]],
    match [[Supporters of the government {{trigger|marched}} to the square to protest against the uprising.]],
    match [[THOUSANDS {{trigger|PROTEST}} AGAINST PENSION REFORM IN PARIS]],
    gives([[Thousands of people protested in Tbilisi on Sunday.]], { type = "PROTEST", place = "Tbilisi" }),
    nomatch [[The product demonstration impressed buyers.]],
    nomatch [[Shares rallied in Tokyo.]],
    nomatch [[He won the rally in Finland.]],
    nomatch [[A rally in oil prices followed.]],
    nomatch [[The month of March was cold.]],
  },
}
