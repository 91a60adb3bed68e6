// Mistake: looks for a three-digit number anywhere in the line, and so counts parts of paths.
const lines = require("fs").readFileSync(0, "utf8").split("\n");
const counts = new Map();
let errors = 0;
for (const line of lines.slice(1)) {
  const found = line.match(/\b[1-5][0-9][0-9]\b/);
  if (!found) continue;
  counts.set(found[0], (counts.get(found[0]) || 0) + 1);
  if (found[0][0] === "5") errors++;
}
for (const status of [...counts.keys()].sort()) {
  console.log(status + " " + counts.get(status));
}
console.log("errors " + errors);
