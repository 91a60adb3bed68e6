# Mistake: tests only whether a start or an end of the new booking lies inside an old one, and so
# misses old bookings that lie completely inside the new one.
def assign_rooms(rooms, requests)
  plans = Array.new(rooms) { [] }
  requests.map do |start, finish|
    room = plans.index do |plan|
      plan.last(300).none? { |a, b| (a <= start && start < b) || (a < finish && finish <= b) }
    end
    plans[room] << [start, finish] if room
    room ? room + 1 : 0
  end
end
