--- People block a road, a bridge, a border or an entrance to make a demand heard.
return tocsin.extract {
  title = "Blockade",
  event = { type = "PROTEST", mode = "obstruct" },
  lists = {
    ways = {
      "road~", "highway~", "motorway~", "bridge~", "street~", "square", "parliament", "ministry", "railway", "railway line", "rail line", "border crossing", "border crossings", "entrance~", "port", "ports", "avenue~", "tunnel~", "roundabout~",
      "intersection~", "junction~", "crossing~", "track~", "access", "airport", "refinery", "refineries", "depot~", "route~", "expressway~", "freeway~", "thoroughfare~", "traffic", "main road", "ring road", "carriageway",
    },
    people = {
      "protesters", "protestors", "demonstrators", "farmers", "students", "workers", "residents", "villagers", "drivers", "truckers", "taxi drivers", "activists", "miners", "crowds", "crowd", "supporters", "youths", "opponents", "teachers",
      "peasants", "Indians", "locals", "inhabitants", "marchers", "unions", "strikers", "settlers", "tractors", "people", "hundreds", "thousands", "women", "refugees", "migrants", "families", "relatives", "dockers", "fishermen",
    },
  },
  patterns = {
    "@people ...10 {trigger: [blocked | block | blocks | blocking | blockaded | blockade | barricaded | occupied | occupy | occupying | obstructed | cut off | shut down | closed off]} ...5 @ways",
    "@ways ...4 [was | were | has been | have been] {trigger: [blocked | blockaded | barricaded | occupied]} ...3 by ...4 @people",
    "{trigger: [blocked | blocking | blockaded | barricaded]} ...5 @ways ...6 [in protest | to protest | to demand | demanding | with burning tyres | with burning tires | with tractors | with trucks | with logs | with barricades]",
    "[set up | erected | put up | built] ...2 {trigger: [barricades | roadblocks | road blocks]} ...6 [protest | protesting | demanding | demand | across | on | along | in]",
    "@people ...8 {trigger: [chained themselves | formed a human chain]}",
  },
  not_after = { "police", "troops", "soldiers", "snow", "landslides", "floods" },
  examples = {
    match [[Farmers {{trigger|blocked}} the highway to Lima.]],
    match [[Demonstrators {{trigger|blocked}} roads and bridges in Nis.]],
    match [[Hundreds of students {{trigger|occupied}} the main square on Monday.]],
    match [[Truckers {{trigger|blockaded}} three border crossings with Ukraine.]],
    match [[The bridge was {{trigger|blocked}} for hours by angry villagers.]],
    match [[PROTESTERS {{trigger|BLOCK}} ROADS IN CORDOBA]],
    match [[They {{trigger|blocked}} the road to demand water.]],
    match [[Miners set up {{trigger|roadblocks}} across the province.]],
    match [[Activists {{trigger|chained themselves}} to the gates of the mine.]],
    match [[Dockers have been {{trigger|blocking}} the port since Friday.]],
    gives([[Farmers blocked a highway near Toulouse on Monday.]], { type = "PROTEST", mode = "obstruct", place = "Toulouse" }),
    nomatch [[The road was blocked by a landslide.]],
    nomatch [[Judges blocked the plan.]],
    nomatch [[Police blocked the street.]],
    nomatch [[The defender blocked the shot.]],
  },
}
