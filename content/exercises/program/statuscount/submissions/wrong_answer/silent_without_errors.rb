# Mistake: leaves out the last line when the server made no error.
lines = STDIN.read.split("\n").drop(1)
counts = lines.map { |line| line.split(" ")[2] }.reject { |status| status == "-" }.tally
counts.sort.each { |status, count| puts "#{status} #{count}" }
errors = counts.sum { |status, count| status.start_with?("5") ? count : 0 }
puts "errors #{errors}" if errors > 0
