-- trip: stack
tostring(setmetatable({}, { __tostring = tostring }))
