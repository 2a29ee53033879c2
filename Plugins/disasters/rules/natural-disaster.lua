--- An earthquake, flood, storm, wildfire or the like that does harm.
local disasters = require "std.disasters"

return tocsin.extract {
  title = "Natural disaster",
  event = { label = "disaster" },
  lists = { hazards = disasters.hazards, harm = disasters.harm },
  patterns = {
    "{trigger: @hazards} ...9 @harm",
    "[killed | died | dead | injured | missing | homeless | displaced | evacuated] ...10 [by | in | after | when | from | as] ...6 {trigger: @hazards}",
    "[death toll | toll | number of dead | victims | balance] ...2 [from | of | in] ...4 {trigger: @hazards}",
    "[powerful | strong | deadly | devastating | massive | magnitude] ...2 {trigger: @hazards}",
    "{trigger: [quake | earthquake | flood | cyclone | typhoon]} toll",
    "{trigger: @hazards} [in | of] ...4 [balance | dead | deaths]",
  },
  not_after = { "political", "diplomatic", "perfect" },
  examples = {
    match [[The death toll from a powerful {{trigger|earthquake}} that struck central Myanmar has climbed.]],
    match [[The {{trigger|floods}} which punish the state since a week already left 83 dead.]],
    match [[{{trigger|Wildfires}} in Chile killed 112 people.]],
    match [[At least 40 people died in a {{trigger|landslide}} in Papua New Guinea.]],
    match [[A strong {{trigger|cyclone}} is near Mozambique.]],
    match [[{{trigger|Typhoon}} Yagi hit Hanoi on Saturday.]],
    match [[Thousands were evacuated after {{trigger|flash floods}} in Spain.]],
    match [[MYANMAR {{trigger|QUAKE}} TOLL PASSES 1,000]],
    match [[A {{trigger|tornado}} flattened the village.]],
    match [[An {{trigger|avalanche}} buried nine climbers.]],
    gives([[An earthquake in Nepal killed 20 people on Tuesday.]], { label = "disaster", place = "Nepal" }),
    nomatch [[The book is about a storm in a teacup.]],
    nomatch [[Letters flooded in.]],
    nomatch [[A flood of cheap imports worries farmers.]],
    nomatch [[The economy may weather the storm.]],
  },
}
