"use strict";

// Mistake: `peek` calls `get`, and so counts as a use.
class LruCache {
  constructor(capacity) {
    this.capacity = capacity;
    this.entries = new Map();
  }

  get(key) {
    if (!this.entries.has(key)) return null;
    const value = this.entries.get(key);
    this.entries.delete(key);
    this.entries.set(key, value);
    return value;
  }

  peek(key) {
    return this.get(key);
  }

  put(key, value) {
    if (!this.entries.delete(key) && this.entries.size === this.capacity) {
      this.entries.delete(this.entries.keys().next().value);
    }
    this.entries.set(key, value);
  }

  keys() {
    return [...this.entries.keys()].reverse();
  }
}

module.exports = { LruCache };
