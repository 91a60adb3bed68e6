// Mistake: one mark for "seen", so two services with a common dependency look like a cycle.
const lines = require("fs").readFileSync(0, "utf8").split("\n");
const needs = new Map();
for (let i = 1; i <= Number(lines[0]); i++) {
  const [name, , ...others] = lines[i].split(" ");
  needs.set(name, others.sort());
}

const seen = new Set();
const order = [];

function walk(start) {
  const stack = [{ name: start, next: 0 }];
  seen.add(start);
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    if (top.next === needs.get(top.name).length) {
      order.push(top.name);
      stack.pop();
      continue;
    }
    const other = needs.get(top.name)[top.next++];
    if (seen.has(other)) return stack.map((entry) => entry.name);
    seen.add(other);
    stack.push({ name: other, next: 0 });
  }
  return null;
}

let cycle = null;
for (const name of [...needs.keys()].sort()) {
  if (!cycle && !seen.has(name)) cycle = walk(name);
}
const answer = cycle ? [`CYCLE ${cycle.length}`, ...cycle] : ["ORDER", ...order];
console.log(answer.join("\n"));
