while true do
  print("more and more output")
end
