// Mistake: breaks ties by name and forgets that the higher p95 comes first.
const lines = require("fs").readFileSync(0, "utf8").split("\n");
const [n, k] = lines[0].split(" ").map(Number);
const groups = new Map();
for (let i = 1; i <= n; i++) {
  const [path, millis] = lines[i].split(" ");
  if (!groups.has(path)) groups.set(path, []);
  groups.get(path).push(Number(millis));
}
const report = [...groups].sort(
  (a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1)
);
const out = [];
for (const [path, values] of report.slice(0, k)) {
  values.sort((a, b) => a - b);
  out.push(`${path} ${values.length} ${values[Math.floor((95 * values.length + 99) / 100) - 1]}`);
}
console.log(out.join("\n"));
