// Kahn's algorithm with a small binary heap of names.
declare function require(id: string): any;

class Heap {
  private items: string[] = [];

  get size(): number {
    return this.items.length;
  }

  push(item: string): void {
    let at = this.items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.items[parent] <= item) break;
      this.items[at] = this.items[parent];
      at = parent;
    }
    this.items[at] = item;
  }

  pop(): string {
    const top = this.items[0];
    const last = this.items.pop() as string;
    if (this.items.length > 0) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= this.items.length) break;
        if (child + 1 < this.items.length && this.items[child + 1] < this.items[child]) child++;
        if (last <= this.items[child]) break;
        this.items[at] = this.items[child];
        at = child;
      }
      this.items[at] = last;
    }
    return top;
  }
}

const lines: string[] = require("fs").readFileSync(0, "utf8").split("\n");
const needs = new Map<string, string[]>();
const waiting = new Map<string, string[]>();
const missing = new Map<string, number>();
const ready = new Heap();
for (let i = 1; i <= Number(lines[0]); i++) {
  const [name, count, ...others] = lines[i].split(" ");
  needs.set(name, others);
  missing.set(name, Number(count));
  if (others.length === 0) ready.push(name);
  for (const other of others) {
    if (!waiting.has(other)) waiting.set(other, []);
    (waiting.get(other) as string[]).push(name);
  }
}
const order: string[] = [];
while (ready.size > 0) {
  const name = ready.pop();
  order.push(name);
  for (const other of waiting.get(name) || []) {
    const left = (missing.get(other) as number) - 1;
    missing.set(other, left);
    if (left === 0) ready.push(other);
  }
}
if (order.length === needs.size) {
  console.log(["ORDER", ...order].join("\n"));
} else {
  const blocked = (name: string) => (missing.get(name) as number) > 0;
  let at = [...needs.keys()].find(blocked) as string;
  const position = new Map<string, number>();
  const path: string[] = [];
  while (!position.has(at)) {
    position.set(at, path.length);
    path.push(at);
    at = (needs.get(at) as string[]).find(blocked) as string;
  }
  const cycle = path.slice(position.get(at));
  console.log([`CYCLE ${cycle.length}`, ...cycle].join("\n"));
}
