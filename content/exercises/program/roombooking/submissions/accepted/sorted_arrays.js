"use strict";

// Bookings of a room never overlap, so the sorted starts and ends belong together by index.
function assignRooms(rooms, requests) {
  const plans = Array.from({ length: rooms }, () => ({ starts: [], ends: [] }));
  return requests.map(([start, end]) => {
    for (let room = 0; room < rooms; room++) {
      const { starts, ends } = plans[room];
      const at = lowerBound(starts, start);
      if (at > 0 && ends[at - 1] > start) continue;
      if (at < starts.length && starts[at] < end) continue;
      starts.splice(at, 0, start);
      ends.splice(at, 0, end);
      return room + 1;
    }
    return 0;
  });
}

function lowerBound(values, wanted) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

module.exports = { assignRooms };
