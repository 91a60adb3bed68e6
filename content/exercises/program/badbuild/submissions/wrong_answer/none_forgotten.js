// Mistake: searches among the builds only, and reports the last one although it is good.
const lines = require("readline").createInterface({ input: process.stdin });
let builds = 0;
let low = 1;
let high = 0;
const middle = () => Math.floor((low + high) / 2);

lines.on("line", (line) => {
  if (builds === 0) {
    builds = Number(line.split(" ")[0]);
    high = builds;
  } else if (line === "bad") {
    high = middle();
  } else if (line === "good") {
    low = middle() + 1;
  }
  console.log(low < high ? `? ${middle()}` : `! ${low}`);
  if (low >= high) lines.close();
});
