-- trip: steps
return ('a'):rep(400):find(('(a-)'):rep(30) .. 'b')
