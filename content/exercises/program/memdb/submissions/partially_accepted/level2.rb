# Levels 1 and 2: `setx` is treated like `set`, `ttl` says that every field lives for ever.
records = Hash.new { |all, name| all[name] = {} }
STDIN.gets
STDIN.each_line(chomp: true) do |line|
  _, name, record, field, value = line.split(" ")
  case name
  when "set", "setx"
    records[record][field] = value
  when "get"
    puts records[record][field] || "nil"
  when "ttl"
    puts records[record].key?(field) ? "forever" : "nil"
  when "del"
    puts records[record].delete(field) ? 1 : 0
  when "scan"
    rows = records[record].select { |own, _| field == "*" || own.start_with?(field) }
    puts rows.empty? ? "nil" : rows.sort.map { |row| row.join("=") }.join(" ")
  when "keys"
    found = records.select { |own, row| !row.empty? && (record == "*" || own.start_with?(record)) }
    puts found.empty? ? "nil" : found.keys.sort.join(" ")
  end
end
