// Waiting payments in a binary heap; a history of balances per name, searched by bisection.
declare function require(id: string): any;

interface Payment {
  due: number;
  number: number;
  owner: string;
  amount: number;
  done: boolean;
}

interface Account {
  balance: number;
  outgoing: number;
}

class Bank {
  private accounts = new Map<string, Account>();
  private payments: Payment[] = [];
  private heap: Payment[] = [];
  private past = new Map<string, { time: number; balance: number | null }[]>();

  run(now: number, name: string, args: string[]): string {
    while (this.heap.length > 0 && this.heap[0].due <= now) {
      const payment = this.pop();
      if (!payment.done) {
        payment.done = true;
        this.take(payment.due, payment.owner, payment.amount);
      }
    }
    const [a, b, c] = args;
    switch (name) {
      case "open":
        if (this.accounts.has(a)) return "0";
        this.accounts.set(a, { balance: 0, outgoing: 0 });
        this.note(now, a);
        return "1";
      case "deposit":
        return this.put(now, a, Number(b));
      case "move":
        if (a === b || !this.accounts.has(b) || !this.take(now, a, Number(c))) return "nil";
        this.put(now, b, Number(c));
        return String((this.accounts.get(a) as Account).balance);
      case "top":
        return this.top(Number(a));
      case "schedule":
        return this.schedule(a, Number(b), now + Number(c));
      case "cancel": {
        const payment = this.payments[Number(b) - 1];
        if (!payment || payment.done || payment.owner !== a) return "0";
        payment.done = true;
        return "1";
      }
      case "merge":
        return this.merge(now, a, b);
      default:
        return this.balance(a, Number(b));
    }
  }

  private note(time: number, name: string): void {
    const account = this.accounts.get(name);
    if (!this.past.has(name)) this.past.set(name, []);
    (this.past.get(name) as any[]).push({ time, balance: account ? account.balance : null });
  }

  private take(now: number, name: string, amount: number): boolean {
    const account = this.accounts.get(name);
    if (!account || account.balance < amount) return false;
    account.balance -= amount;
    account.outgoing += amount;
    this.note(now, name);
    return true;
  }

  private put(now: number, name: string, amount: number): string {
    const account = this.accounts.get(name);
    if (!account) return "nil";
    account.balance += amount;
    this.note(now, name);
    return String(account.balance);
  }

  private top(count: number): string {
    const rows = [...this.accounts].sort(
      ([a, x], [b, y]) => y.outgoing - x.outgoing || (a < b ? -1 : 1)
    );
    const shown = rows.slice(0, count).map(([name, account]) => `${name}=${account.outgoing}`);
    return shown.join(" ") || "nil";
  }

  private schedule(owner: string, amount: number, due: number): string {
    if (!this.accounts.has(owner)) return "nil";
    const payment = { due, number: this.payments.length + 1, owner, amount, done: false };
    this.payments.push(payment);
    let at = this.heap.push(payment) - 1;
    while (at > 0 && before(payment, this.heap[(at - 1) >> 1])) {
      this.heap[at] = this.heap[(at - 1) >> 1];
      at = (at - 1) >> 1;
    }
    this.heap[at] = payment;
    return String(payment.number);
  }

  private pop(): Payment {
    const first = this.heap[0];
    const last = this.heap.pop() as Payment;
    if (this.heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child + 1 < this.heap.length && before(this.heap[child + 1], this.heap[child])) child++;
      if (child >= this.heap.length || !before(this.heap[child], last)) break;
      this.heap[at] = this.heap[child];
      at = child;
    }
    this.heap[at] = last;
    return first;
  }

  private merge(now: number, name: string, other: string): string {
    const gone = this.accounts.get(other);
    const account = this.accounts.get(name);
    if (!gone || !account || name === other) return "nil";
    account.outgoing += gone.outgoing;
    this.accounts.delete(other);
    this.note(now, other);
    for (const payment of this.payments) {
      if (payment.owner === other && !payment.done) payment.owner = name;
    }
    return this.put(now, name, gone.balance);
  }

  private balance(name: string, when: number): string {
    const rows = this.past.get(name) || [];
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle].time <= when) low = middle + 1;
      else high = middle;
    }
    return low === 0 || rows[low - 1].balance === null ? "nil" : String(rows[low - 1].balance);
  }
}

function before(a: Payment, b: Payment): boolean {
  return a.due !== b.due ? a.due < b.due : a.number < b.number;
}

const lines: string[] = require("fs").readFileSync(0, "utf8").split("\n");
const bank = new Bank();
const out: string[] = [];
for (let i = 1; i <= Number(lines[0]); i++) {
  const [time, name, ...args] = lines[i].split(" ");
  out.push(bank.run(Number(time), name, args));
}
console.log(out.join("\n"));
