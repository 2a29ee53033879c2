-- refused: runtime
for name, value in pairs(_G) do
  if type(value) == "table" and name ~= "_G" then
    for inner in pairs(value) do pcall(rawset, value, inner, nil) end
  end
end
error(string.rep("still here ", 2) .. tostring(math.max(1, 2)))
