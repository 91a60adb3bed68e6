// Mistake: rounds the lowest allowed wait down, which lets waits below the limit pass.
const lines = require("fs").readFileSync(0, "utf8").split("\n");
const [base, factor, cap, jitter, attempts, budget] = lines[0].split(" ").map(Number);

function audit(waits) {
  let delay = Math.min(base, cap);
  let total = 0;
  for (let i = 1; i <= waits.length; i++) {
    const [wait, demand = 0] = waits[i - 1].split(":").map(Number);
    total += wait;
    if (i >= attempts) return `attempts ${i}`;
    if (wait < Math.max(demand, Math.floor((delay * (100 - jitter)) / 100))) return `early ${i}`;
    if (wait > Math.max(demand, Math.floor((delay * (100 + jitter)) / 100))) return `late ${i}`;
    if (total > budget) return `budget ${i}`;
    delay = Math.min(cap, delay * factor);
  }
  return `ok ${total}`;
}

for (let i = 2; i < Number(lines[1]) + 2; i++) {
  console.log(audit(lines[i].split(" ").slice(1)));
}
