-- trip: steps
local p = ''
for i = 1, 20 do p = p .. '[%w_' .. ('z'):rep(i) .. ']?' end
return ('a'):rep(2000):find(p .. p .. '!')
