// Mistake: a term is not offered to the node at its own end, so it never completes itself.
const lines = require("fs").readFileSync(0, "utf8").split("\n");
const weights = new Map();
const best = new Map();
const out = [];
for (let i = 1; i <= Number(lines[0]); i++) {
  const [kind, text, number] = lines[i].split(" ");
  if (kind === "hit") {
    weights.set(text, (weights.get(text) || 0) + Number(number));
    for (let end = 0; end < text.length; end++) {
      const prefix = text.slice(0, end);
      const row = best.get(prefix) || [];
      if (!row.includes(text)) row.push(text);
      row.sort((a, b) => weights.get(b) - weights.get(a) || (a < b ? -1 : 1));
      best.set(prefix, row.slice(0, 5));
    }
  } else {
    const row = best.get(text === "*" ? "" : text) || [];
    out.push(row.slice(0, Number(number)).join(" ") || "-");
  }
}
console.log(out.join("\n"));
