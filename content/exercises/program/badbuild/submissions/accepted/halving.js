// Reads results as they come; each one leads to the next probe or to the answer.
const lines = require("readline").createInterface({ input: process.stdin });
let builds = 0;
let low = 1;
let high = 0;

function middle() {
  return Math.floor((low + high) / 2);
}

lines.on("line", (line) => {
  if (builds === 0) {
    builds = Number(line.split(" ")[0]);
    high = builds + 1;
  } else if (line === "bad") {
    high = middle();
  } else if (line === "good") {
    low = middle() + 1;
  }
  if (low < high) {
    console.log(`? ${middle()}`);
  } else {
    console.log(`! ${low <= builds ? low : "none"}`);
    lines.close();
  }
});
