// Levels 1 to 3: neither `backup` nor `restore` does anything.
const lines = require("fs").readFileSync(0, "utf8").split("\n");
const records = new Map();
const out = [];

function find(now, record, field) {
  const entry = records.has(record) ? records.get(record).get(field) : undefined;
  return entry && entry.end > now ? entry : undefined;
}

function put(record, field, entry) {
  if (!records.has(record)) records.set(record, new Map());
  records.get(record).set(field, entry);
}

const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const begins = (name, prefix) => prefix === "*" || name.startsWith(prefix);

for (let i = 1; i <= Number(lines[0]); i++) {
  const [time, name, record, field, value, duration] = lines[i].split(" ");
  const now = Number(time);
  if (name === "set") {
    put(record, field, { value, end: Infinity });
  } else if (name === "setx") {
    put(record, field, { value, end: now + Number(duration) });
  } else if (name === "get") {
    const entry = find(now, record, field);
    out.push(entry ? entry.value : "nil");
  } else if (name === "ttl") {
    const entry = find(now, record, field);
    out.push(!entry ? "nil" : entry.end === Infinity ? "forever" : entry.end - now);
  } else if (name === "del") {
    out.push(find(now, record, field) ? 1 : 0);
    if (records.has(record)) records.get(record).delete(field);
  } else if (name === "scan") {
    const names = [...(records.get(record) || new Map()).keys()].sort(byName);
    const rows = names.filter((own) => begins(own, field) && find(now, record, own));
    out.push(rows.map((own) => `${own}=${find(now, record, own).value}`).join(" ") || "nil");
  } else if (name === "keys") {
    const names = [...records.keys()].sort(byName).filter((own) => begins(own, record));
    const living = (own) => [...records.get(own).keys()].some((f) => find(now, own, f));
    out.push(names.filter(living).join(" ") || "nil");
  }
}
console.log(out.join("\n"));
