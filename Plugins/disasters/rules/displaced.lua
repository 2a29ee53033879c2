--- How many had to leave their homes.
return tocsin.extract {
  title = "Displaced and evacuated",
  event = { label = "disaster", supports = true },
  lists = {
    people = (require "std.casualties").people,
    fled = { "had to leave their homes", "were displaced", "have been displaced", "been displaced", "are displaced", "left homeless", "were left homeless", "fled their homes", "have fled their homes", "homeless", "lost their homes", "have fled", "were forced from their homes", "were forced to flee", "were made homeless" },
    moved = { "were evacuated", "was evacuated", "have been evacuated", "had been evacuated", "evacuated", "were moved to safety", "were told to leave", "were ordered to leave", "were ordered to evacuate" },
  },
  patterns = {
    "{displaced: quantity} @fled",
    "{displaced: quantity} ...3 @people @fled",
    "[displaced | displacing | displaces] {displaced: quantity}",
    "{evacuated: quantity} ...3 @moved",
    "[evacuated | evacuating | evacuation of] {evacuated: quantity}",
    "[forced | forcing] {displaced: quantity} ...2 [from their homes | to flee | to leave]",
  },
  examples = {
    match [[{{displaced|More than 121,000}} persons had to leave their homes.]],
    match [[{{displaced|Thousands}} were left homeless.]],
    match [[The quake displaced {{displaced|40,000}} people.]],
    match [[{{evacuated|About 3,000}} people were evacuated.]],
    match [[Officials evacuated {{evacuated|200}} residents.]],
    match [[The fire forced {{displaced|900}} people from their homes.]],
    match [[{{displaced|Two million}} people have been displaced.]],
    match [[{{evacuated|Hundreds}} of families were evacuated.]],
    match [[{{displaced|19,000}} people lost their homes.]],
    match [[The army ordered the evacuation of {{evacuated|12,000}} villagers.]],
    nomatch [[He left home at 19.]],
    nomatch [[The charity helps men without a home.]],
    nomatch [[Two flats were empty.]],
  },
}
