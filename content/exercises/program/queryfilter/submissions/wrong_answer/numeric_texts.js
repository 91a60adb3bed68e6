// Mistake: compares loosely, so the text '10' equals the integer 10.
const lines = require("fs").readFileSync(0, "utf8").split("\n");
const [n, q] = lines[0].split(" ").map(Number);
const TOKEN = /[a-z][a-z0-9_]*|-?[0-9]+|'[^']*'|<=|>=|!=|[=<>(),]/g;

const value = (token) => (token[0] === "'" ? token.slice(1, -1) : Number(token));

function compare(own, sign, want) {
  if (own === undefined) return false;
  if (sign === "=") return own == want;
  if (sign === "!=") return own != want;
  if (sign === "<") return own < want;
  if (sign === "<=") return own <= want;
  return sign === ">" ? own > want : own >= want;
}

function comparison(name, take) {
  if (name === "has") {
    const field = take();
    return (row) => row.has(field);
  }
  const sign = take();
  if (sign === "in") {
    const values = [];
    while (take() !== ")") values.push(value(take()));
    return (row) => values.some((one) => compare(row.get(name), "=", one));
  }
  const want = value(take());
  return (row) => compare(row.get(name), sign, want);
}

// Postfix code with two stacks: functions, and the words "not", "and", "or".
function compile(text) {
  const tokens = text.match(TOKEN);
  let at = 0;
  const take = () => tokens[at++];
  const power = { "(": 0, or: 1, and: 2, not: 3 };
  const code = [];
  const waiting = [];
  while (at < tokens.length) {
    const token = take();
    if (token === "not" || token === "(") {
      waiting.push(token);
    } else if (token === "and" || token === "or") {
      while (waiting.length && power[waiting[waiting.length - 1]] >= power[token]) {
        code.push(waiting.pop());
      }
      waiting.push(token);
    } else if (token === ")") {
      while (waiting[waiting.length - 1] !== "(") code.push(waiting.pop());
      waiting.pop();
    } else {
      code.push(comparison(token, take));
    }
  }
  return code.concat(waiting.reverse());
}

function matches(code, row) {
  const stack = [];
  for (const step of code) {
    if (step === "not") {
      stack.push(!stack.pop());
    } else if (step === "and" || step === "or") {
      const right = stack.pop();
      const left = stack.pop();
      stack.push(step === "and" ? left && right : left || right);
    } else {
      stack.push(step(row));
    }
  }
  return stack[0];
}

function readRow(line) {
  const row = new Map();
  for (const part of line === "-" ? [] : line.split(";")) {
    const at = part.indexOf("=");
    row.set(part.slice(0, at), value(part.slice(at + 1)));
  }
  return row;
}

const rows = lines.slice(1, n + 1).map(readRow);
for (const line of lines.slice(n + 1, n + q + 1)) {
  const code = compile(line);
  const hits = [];
  rows.forEach((row, i) => matches(code, row) && hits.push(i + 1));
  console.log([hits.length, ...hits.slice(0, 3)].join(" "));
}
