--- A disease spreads: an outbreak is declared, cases are counted.
return tocsin.extract {
  title = "Outbreak",
  event = { label = "outbreak" },
  lists = {
    diseases = {
      "cholera", "mpox", "monkeypox", "Ebola", "measles", "dengue", "dengue fever", "malaria", "polio", "yellow fever", "Marburg", "Marburg virus", "Lassa fever", "bird flu", "avian flu", "avian influenza", "H5N1", "swine flu", "Zika", "chikungunya",
      "diphtheria", "meningitis", "typhoid", "plague", "MERS", "SARS", "coronavirus", "Covid-19", "Covid", "Nipah", "Nipah virus", "West Nile virus", "anthrax", "tuberculosis", "hepatitis", "hepatitis E", "whooping cough", "influenza", "foot-and-mouth disease",
      "African swine fever", "legionnaires' disease", "leptospirosis", "rabies", "pneumonic plague", "Rift Valley fever", "hantavirus",
    },
    spread = { "outbreak~", "epidemic~", "outbreaks", "resurgence" },
  },
  patterns = {
    "{trigger: [@diseases @spread]} [...4 [kills | killed | spreads | spread | declared]]?",
    "{trigger: @spread} of ...3 @diseases",
    "[cases | infections | case] of ...2 {trigger: @diseases}",
    "{trigger: [@diseases]} ...1 [cases | infections | deaths | kills | killed | spreads | spread]",
    "{trigger: @spread} ...2 [was | has been] declared",
    "[tested positive for | infected with | died of | killed by | contracted] ...2 {trigger: @diseases}",
    "[suspected | confirmed] {trigger: [cases | infections]}",
  },
  not_after = { "bird" },
  examples = {
    match [[A {{trigger|cholera outbreak}} in Sudan has killed 172 people.]],
    match [[Health authorities have confirmed 170 cases of {{trigger|mpox}}.]],
    match [[An {{trigger|outbreak}} of Marburg virus was declared in Rwanda.]],
    match [[{{trigger|Dengue}} cases doubled in Dhaka.]],
    match [[Two suspected {{trigger|cases}} have been found across the border.]],
    match [[Nine people died of {{trigger|Lassa fever}}.]],
    match [[A farm worker tested positive for {{trigger|H5N1}}.]],
    match [[{{trigger|MEASLES OUTBREAK}} SPREADS IN TEXAS]],
    match [[A {{trigger|polio outbreak}} was found in Gaza.]],
    match [[{{trigger|Ebola}} kills nine in Uganda]],
    nomatch [[An outbreak of laughter stopped the show.]],
    nomatch [[The plague of injuries goes on for the club.]],
    nomatch [[Violence broke out.]],
    nomatch [[In most cases the court agrees.]],
  },
}
