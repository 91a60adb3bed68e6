// The last `limit` allowed times decide; the oldest of them sits at a moving start index.
interface History {
  times: number[];
  start: number;
}

export class RateLimiter {
  private histories = new Map<string, History>();

  constructor(private limit: number, private window: number) {
  }

  allow(client: string, time: number): boolean {
    const history = this.current(client, time);
    if (history.times.length - history.start >= this.limit) return false;
    history.times.push(time);
    return true;
  }

  retryAfter(client: string, time: number): number {
    const { times, start } = this.current(client, time);
    return times.length - start >= this.limit ? times[start] + this.window - time : 0;
  }

  forget(client: string): void {
    this.histories.delete(client);
  }

  private current(client: string, time: number): History {
    let history = this.histories.get(client);
    if (!history) {
      history = { times: [], start: 0 };
      this.histories.set(client, history);
    }
    while (history.start < history.times.length
        && history.times[history.start] <= time - this.window) {
      history.start++;
    }
    // Dropping the dead half now and then keeps memory bounded and costs constant time on average.
    if (history.start > 64 && history.start * 2 > history.times.length) {
      history.times.splice(0, history.start);
      history.start = 0;
    }
    return history;
  }
}
