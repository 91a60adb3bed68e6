// Mistake: an ordinary product of two 32-bit numbers exceeds 2^53 and loses its low digits.
function position(text) {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = ((h ^ text.charCodeAt(i)) * 16777619) >>> 0;
  h = ((h ^ (h >>> 16)) * 2246822507) >>> 0;
  h = ((h ^ (h >>> 13)) * 3266489909) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
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
    const at = position(name);
    const first = Math.max(0, points.findIndex((point) => point.at >= at));
    const found = [];
    for (let step = 0; step < points.length && found.length < Number(number); step++) {
      const owner = points[(first + step) % points.length].name;
      if (!found.includes(owner)) found.push(owner);
    }
    out.push(found.join(" ") || "none");
  }
}
console.log(out.join("\n"));
