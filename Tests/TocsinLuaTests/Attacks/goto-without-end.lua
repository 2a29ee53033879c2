-- trip: steps
::top:: goto top
