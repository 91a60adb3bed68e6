"use strict";

// Mistake: looks at the booking before the new one, but not at the one after it.
function assignRooms(rooms, requests) {
  const plans = Array.from({ length: rooms }, () => []);
  return requests.map(([start, end]) => {
    for (let room = 0; room < rooms; room++) {
      const plan = plans[room];
      let low = 0;
      let high = plan.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (plan[middle][0] <= start) low = middle + 1;
        else high = middle;
      }
      if (low > 0 && plan[low - 1][1] > start) continue;
      plan.splice(low, 0, [start, end]);
      return room + 1;
    }
    return 0;
  });
}

module.exports = { assignRooms };
