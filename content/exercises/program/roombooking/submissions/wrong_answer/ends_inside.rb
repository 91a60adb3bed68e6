# Mistake: tests only whether the start or the end of the new booking lies inside an old one, and
# so misses old bookings that lie completely inside the new one.
def assign_rooms(rooms, requests)
  plans = Array.new(rooms) { [] }
  requests.map do |start, finish|
    room = plans.index do |plan|
      !inside?(plan, start) { |a| a <= start } && !inside?(plan, finish - 1) { |a| a < finish }
    end
    add(plans[room], start, finish) if room
    room ? room + 1 : 0
  end
end

# Whether the moment lies in the last booking whose start the block accepts.
def inside?(plan, moment)
  after = plan.bsearch_index { |a, _| !yield(a) } || plan.size
  after.positive? && plan[after - 1][1] > moment
end

def add(plan, start, finish)
  plan.insert(plan.bsearch_index { |a, _| a > start } || plan.size, [start, finish])
end
