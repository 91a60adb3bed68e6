// Reads arguments and prints results of a function exercise. Logs of the solution go to stderr.
"use strict";

class ListNode {
  constructor(value, next = null) {
    this.value = value;
    this.next = next;
  }
}

class TreeNode {
  constructor(value, left = null, right = null) {
    this.value = value;
    this.left = left;
    this.right = right;
  }
}

console.log = console.info = console.debug = console.error;

const fs = require("fs");
const lines = fs.readFileSync(0, "utf8").split("\n").filter((line) => line.trim() !== "");
let at = 0;
let output = [];

function next() {
  return at < lines.length ? JSON.parse(lines[at++]) : undefined;
}

function print(kind, value) {
  output.push(write(kind, value));
  if (output.length > 10000) {
    flush();
  }
}

function flush() {
  if (output.length > 0) {
    let bytes = Buffer.from(output.join("\n") + "\n");
    output = [];
    while (bytes.length > 0) {
      try {
        bytes = bytes.subarray(fs.writeSync(1, bytes));
      } catch (error) {
        if (error.code !== "EAGAIN") throw error;
      }
    }
  }
}

function read(kind, value) {
  if (kind === "int" && !Number.isSafeInteger(value)) {
    throw new Error("the integer " + value + " of the input is beyond 2^53, too large for a number");
  }
  if (typeof kind === "string") {
    return value;
  }
  const [name, item] = kind;
  switch (name) {
    case "list":
      return value.map((one) => read(item, one));
    case "map_int":
      return new Map(Object.keys(value).map((key) => [Number(key), read(item, value[key])]));
    case "map_string":
      return new Map(Object.keys(value).map((key) => [key, read(item, value[key])]));
    case "optional":
      return value === null ? null : read(item, value);
    case "linked_list":
      return value.reduceRight((rest, one) => new ListNode(read(item, one), rest), null);
    default:
      return readTree(item, value);
  }
}

function readTree(item, values) {
  if (values.length === 0) {
    return null;
  }
  const root = new TreeNode(read(item, values[0]));
  const queue = [root];
  let place = 1;
  for (let i = 0; i < queue.length; i++) {
    for (const side of ["left", "right"]) {
      if (place < values.length) {
        if (values[place] !== null) {
          queue.push((queue[i][side] = new TreeNode(read(item, values[place]))));
        }
        place++;
      }
    }
  }
  return root;
}

function wrong(kind, value) {
  throw new TypeError("the solution returned " + String(value) + " where " + kind + " is declared");
}

function write(kind, value) {
  switch (kind) {
    case "int":
      if (typeof value !== "bigint" && !Number.isInteger(value)) wrong(kind, value);
      return BigInt(value).toString();
    case "float":
      if (typeof value !== "number" || !Number.isFinite(value)) wrong(kind, value);
      return writeFloat(value);
    case "bool":
      if (typeof value !== "boolean") wrong(kind, value);
      return String(value);
    case "string":
      if (typeof value !== "string") wrong(kind, value);
      return writeString(value);
  }
  const [name, item] = kind;
  switch (name) {
    case "optional":
      return value === null || value === undefined ? "null" : write(item, value);
    case "linked_list": {
      const found = [];
      for (let node = value; node; node = node.next) found.push(write(item, node.value));
      return "[" + found.join(",") + "]";
    }
    case "tree":
      return writeTree(item, value);
    case "list":
      if (value === null || value === undefined || typeof value[Symbol.iterator] !== "function") {
        wrong(name, value);
      }
      return "[" + Array.from(value, (one) => write(item, one)).join(",") + "]";
    default:
      return writeMap(name, item, value);
  }
}

function writeTree(item, root) {
  const found = [];
  const queue = [root];
  for (let i = 0; i < queue.length; i++) {
    const node = queue[i];
    if (node) {
      found.push(write(item, node.value));
      queue.push(node.left, node.right);
    } else {
      found.push("null");
    }
  }
  while (found.length > 0 && found[found.length - 1] === "null") found.pop();
  return "[" + found.join(",") + "]";
}

function writeMap(name, item, value) {
  if (value === null || typeof value !== "object") wrong(name, value);
  const entries = value instanceof Map ? Array.from(value.entries()) : Object.entries(value);
  entries.sort((a, b) => (name === "map_int" ? a[0] - b[0] : compareText(a[0], b[0])));
  const pairs = entries.map(([key, one]) => writeString(String(key)) + ":" + write(item, one));
  return "{" + pairs.join(",") + "}";
}

// By code point, as every other language does it.
function compareText(a, b) {
  const x = Array.from(a);
  const y = Array.from(b);
  for (let i = 0; i < x.length && i < y.length; i++) {
    if (x[i] !== y[i]) return x[i].codePointAt(0) - y[i].codePointAt(0);
  }
  return x.length - y.length;
}

function writeString(text) {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"),
  );
}

// The fewest digits that read back as the same number, written as Python writes them.
function writeFloat(value) {
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  let text = "";
  for (let digits = 0; digits <= 16; digits++) {
    text = value.toExponential(digits);
    if (Number(text) === value) break;
  }
  const [mantissa, power] = text.split("e");
  const exponent = Number(power);
  const sign = mantissa[0] === "-" ? "-" : "";
  const digits = mantissa.replace(/[-.]/g, "");
  if (exponent < -4 || exponent >= 16) {
    const fraction = digits.length > 1 ? "." + digits.slice(1) : "";
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return sign + digits[0] + fraction + "e" + (exponent < 0 ? "-" : "+") + size;
  }
  if (exponent < 0) return sign + "0." + "0".repeat(-exponent - 1) + digits;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return sign + whole + "." + (digits.slice(exponent + 1) || "0");
}

module.exports = { ListNode, TreeNode, next, print, flush, read };
