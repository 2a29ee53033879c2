-- trip: steps
while true do local s = string.format('%99.99f%99.99f%99.99f%99.99f', 1e300, -1e300, 1e300, 1e300) end
