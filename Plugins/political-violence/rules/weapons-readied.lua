--- Weapons made ready or shown without being used on anyone: missiles tested, jets sent up.
return tocsin.extract {
  title = "Weapons readied",
  event = { type = "MOBILIZE", mode = "weapons" },
  patterns = {
    "{trigger: [test-fired | test-fires | test fired | test-launched | tested | tests]} ...4 [missile | missiles | ballistic missile~ | nuclear weapon | hypersonic]",
    "[put | sent | scrambled] {trigger: [up]} ...2 [jets | fighters | fighter jets | warplanes | interceptors]",
    "{trigger: [scrambled | scrambles | scrambling]} ...2 [jets | fighters | fighter jets | warplanes | interceptors]",
    "[jets | fighters | fighter jets | warplanes | interceptors] ...3 [was | were | been] {trigger: [scrambled | sent up | put on alert]}",
    "{trigger: [deployed | deploys | deploying | stationed | moved | positioned | installed]} ...3 [missile systems | missiles | missile batteries | air defence systems | air defense systems | nuclear weapons | launchers | interceptors] ...6 [in | to | near | along | on | at]",
  },
  not_after = { "not", "no plans to", "refused to", "without" },
  examples = {
    match [[North Korea {{trigger|test-fired}} two ballistic missiles.]],
    match [[Poland {{trigger|scrambled}} its fighter jets.]],
    match [[Taiwan sent {{trigger|up}} jets in response.]],
    match [[Russia has {{trigger|deployed}} missile systems in Belarus.]],
    match [[Interceptors were {{trigger|scrambled}} from Lask.]],
    match [[India {{trigger|tested}} a ballistic missile on Thursday.]],
    match [[PYONGYANG {{trigger|TESTS}} HYPERSONIC MISSILE]],
    match [[Romania {{trigger|scrambles}} two fighters]],
    match [[Tehran {{trigger|test-launched}} a long-range missile.]],
    match [[The army {{trigger|positioned}} air defence systems near the capital.]],
    gives([[Poland scrambled its jets on Tuesday.]], { type = "MOBILIZE", mode = "weapons", actor = { "Poland" } }),
    nomatch [[Scientists tested a vaccine.]],
    nomatch [[She scrambled two eggs.]],
    nomatch [[The firm tested its new jet engine.]],
  },
}
