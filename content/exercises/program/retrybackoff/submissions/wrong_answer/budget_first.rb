# Mistake: checks the budget of the whole request before looking at single waits.
lines = STDIN.read.split("\n")
base, factor, cap, jitter, attempts, budget = lines[0].split.map(&:to_i)
lines[2, lines[1].to_i].each do |line|
  waits = line.split.drop(1).map { |item| item.split(":").map(&:to_i) }
  delay = [base, cap].min
  total = 0
  verdict = nil
  waits.each_with_index do |(wait, demand), index|
    total += wait
    verdict = "budget #{index + 1}" if verdict.nil? && total > budget
  end
  waits.each_with_index do |(wait, demand), index|
    break if verdict
    i = index + 1
    low = [demand || 0, (delay * (100 - jitter) + 99) / 100].max
    high = [demand || 0, delay * (100 + jitter) / 100].max
    if i >= attempts then verdict = "attempts #{i}"
    elsif wait < low then verdict = "early #{i}"
    elsif wait > high then verdict = "late #{i}"
    end
    delay = [cap, delay * factor].min
  end
  puts verdict || "ok #{total}"
end
