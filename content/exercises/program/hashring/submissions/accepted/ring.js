// Math.imul keeps the low 32 bits of a product, >>> 0 makes them unsigned.
function position(text) {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  h = Math.imul(h ^ (h >>> 16), 2246822507);
  h = Math.imul(h ^ (h >>> 13), 3266489909);
  return (h ^ (h >>> 16)) >>> 0;
}

function owners(points, key, wanted) {
  const at = position(key);
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle].at < at) low = middle + 1;
    else high = middle;
  }
  const found = [];
  for (let step = 0; step < points.length && found.length < wanted; step++) {
    const name = points[(low + step) % points.length].name;
    if (!found.includes(name)) found.push(name);
  }
  return found;
}

const lines = require("fs").readFileSync(0, "utf8").split("\n");
let points = [];
const out = [];
for (let i = 1; i <= Number(lines[0]); i++) {
  const [kind, name, number] = lines[i].split(" ");
  if (kind === "add") {
    for (let j = 0; j < Number(number); j++) points.push({ at: position(`${name}#${j}`), name });
    points.sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));
  } else if (kind === "remove") {
    points = points.filter((point) => point.name !== name);
  } else {
    out.push(owners(points, name, Number(number)).join(" ") || "none");
  }
}
console.log(out.join("\n"));
