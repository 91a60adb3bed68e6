declare function require(name: string): any;

const words: string[] = require("fs").readFileSync(0, "utf8").trim().split(/\s+/);
const [a, b]: number[] = words.map(Number);
console.log(a - b);
