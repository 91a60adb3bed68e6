"use strict";

// A Map keeps the order of insertion: deleting and setting a key moves it to the end.
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
    return this.entries.has(key) ? this.entries.get(key) : null;
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
