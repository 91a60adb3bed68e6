// Counts in a Map and sorts its keys at the end.
const lines = require("fs").readFileSync(0, "utf8").split("\n");
const requests = Number(lines[0]);
const counts = new Map();
let errors = 0;
for (let i = 1; i <= requests; i++) {
  const status = lines[i].split(" ")[2];
  if (status === "-") continue;
  counts.set(status, (counts.get(status) || 0) + 1);
  if (status[0] === "5") errors++;
}
for (const status of [...counts.keys()].sort()) {
  console.log(status + " " + counts.get(status));
}
console.log("errors " + errors);
