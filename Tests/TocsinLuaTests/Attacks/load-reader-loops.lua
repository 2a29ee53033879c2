-- trip: steps
return load(function() while true do end end)
