declare function require(name: string): any;

const fs = require("fs");
const text = "more and more output\n".repeat(1000);
for (;;) fs.writeSync(1, text);
