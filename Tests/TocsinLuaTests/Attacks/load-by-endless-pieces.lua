-- trip: source
return load(function() return 'local a = 1 ' end)
