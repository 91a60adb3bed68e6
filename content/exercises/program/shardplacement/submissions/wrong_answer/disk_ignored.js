// Mistake: balances the load without looking at the disks.
const lines = require("fs").readFileSync(0, "utf8").split("\n");
const [n, m] = lines[0].split(" ").map(Number);
const loads = lines.slice(1, n + 1).map((line) => Number(line.split(" ")[1]));
const nodes = Array.from({ length: m }, (_, i) => ({ name: i + 1, load: 0 }));
const placed = [];
for (const i of loads.map((_, i) => i).sort((a, b) => loads[b] - loads[a])) {
  nodes.sort((a, b) => a.load - b.load);
  placed[i] = [nodes[0].name, nodes[1].name];
  nodes[0].load += loads[i];
  nodes[1].load += loads[i];
}
console.log(placed.map((pair) => pair.join(" ")).join("\n"));
