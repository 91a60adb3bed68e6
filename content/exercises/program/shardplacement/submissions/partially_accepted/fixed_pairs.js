// Valid but incomplete: nodes form fixed pairs, so an odd node stays idle and balance is coarse.
const lines = require("fs").readFileSync(0, "utf8").split("\n");
const [n, m, c] = lines[0].split(" ").map(Number);
const shards = lines.slice(1, n + 1).map((line) => line.split(" ").map(Number));
const order = shards.map((_, i) => i);

function inPairs() {
  const pairs = Array.from({ length: m >> 1 }, () => ({ free: c, load: 0 }));
  const placed = [];
  for (const i of [...order].sort((a, b) => shards[b][1] - shards[a][1])) {
    const room = pairs.filter((pair) => pair.free >= shards[i][0]);
    if (room.length === 0) return null;
    const pair = room.reduce((best, one) => (one.load < best.load ? one : best));
    pair.free -= shards[i][0];
    pair.load += shards[i][1];
    placed[i] = [2 * pairs.indexOf(pair) + 1, 2 * pairs.indexOf(pair) + 2];
  }
  return placed;
}

function bySize() {
  const nodes = Array.from({ length: m }, (_, i) => ({ name: i + 1, free: c }));
  const placed = [];
  for (const i of [...order].sort((a, b) => shards[b][0] - shards[a][0])) {
    nodes.sort((a, b) => b.free - a.free);
    placed[i] = [nodes[0].name, nodes[1].name];
    nodes[0].free -= shards[i][0];
    nodes[1].free -= shards[i][0];
  }
  return placed;
}

console.log((inPairs() || bySize()).map((pair) => pair.join(" ")).join("\n"));
