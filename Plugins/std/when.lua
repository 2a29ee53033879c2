--- What a reporter puts between a verb and what it wants: when it was done, and how it was said. "agreed on Tuesday
--- to", "declared late on Monday a", "threatened again to". Rules that want the next word close by name it `@when?`.
local when = {
  "today", "yesterday", "overnight", "tonight", "at night", "in the night", "during the night", "at dawn", "this morning",
  "this afternoon", "this evening", "last night", "this week", "last week", "earlier this week", "late last week", "this month",
  "last month", "earlier this month", "this year", "last year", "earlier this year", "again", "repeatedly", "once again", "also", "formally",
  "officially", "publicly", "jointly", "unanimously", "in principle", "in a statement", "in a joint statement", "in an interview", "for the first time",
  "immediately", "at once",
}
for _, day in ipairs { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" } do
  for _, form in ipairs {
    "%s", "on %s", "late on %s night", "early on %s morning", "late %s", "late on %s", "early %s", "early on %s", "%s night", "on %s night", "%s morning", "on %s morning",
    "%s evening", "on %s evening", "%s afternoon", "on %s afternoon", "last %s", "this %s", "earlier on %s",
  } do
    when[#when + 1] = form:format(day)
  end
end
return when
