//! A real `greenroom serve` on a data folder of its own, started and stopped by the tests.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** The longest a start may take, in milliseconds: a debug build on a busy machine. */
const START_MS = 20_000;
/** The longest a stop may take: what is being judged is put back into the queue. */
const STOP_MS = 10_000;
/** Characters of the server's log kept for the message of a failure. */
const LOG_CHARACTERS = 20_000;

function binary(): string {
  const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/greenroom/target');
  const path = process.env.GREENROOM_BIN ?? join(target, 'debug/greenroom');
  if (!existsSync(path)) {
    throw new Error(`${path} does not exist. Build greenroom, or name it in GREENROOM_BIN.`);
  }
  return path;
}

/** A port that nobody has right now: a server for many must know its address before it starts. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** What is printed up to a link of an invitation, or all there is. */
function linkIn(stream: Readable): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const timer = setTimeout(() => resolve(text), START_MS);
    const done = () => {
      clearTimeout(timer);
      resolve(text);
    };
    stream.on('data', (part: Buffer) => {
      text = (text + part.toString()).slice(-LOG_CHARACTERS);
      if (/\/invitations\/\S+\n/.test(text)) done();
    });
    stream.once('end', done);
  });
}

export class Server {
  /** The address people open, without a slash at its end. */
  url = '';
  /** The link that a server for many prints for its first administrator. */
  invitation = '';
  #team = false;
  #folder: string;
  #child: ChildProcess | null = null;
  /** What it said up to a link, or all of it when it ended or was silent. */
  #said = Promise.resolve('');
  #log = '';

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async fresh(): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), 'greenroom-e2e-')));
    try {
      await server.start();
      const page = await fetch(server.url);
      if (!page.ok) {
        throw new Error(`${binary()} answers ${page.status} to /: ${await page.text()}`);
      }
    } catch (error) {
      await server.close();
      throw error;
    }
    return server;
  }

  /** A server for many people, with its link for the first administrator. */
  static async team(): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), 'greenroom-e2e-')));
    server.#team = true;
    server.url = `http://127.0.0.1:${await freePort()}`;
    try {
      await server.start();
      const found = /http\S+\/invitations\/\S+/.exec(await server.#said);
      if (!found) throw new Error(`greenroom serve --team printed no link: ${await server.#said}`);
      server.invitation = found[0];
    } catch (error) {
      await server.close();
      throw error;
    }
    return server;
  }

  /** Starts on the same data, at the same address if there was one before. */
  async start(): Promise<void> {
    const port = this.url === '' ? '0' : new URL(this.url).port;
    const team = this.#team ? ['--team', '--url', this.url] : [];
    const child = spawn(
      binary(),
      ['serve', '--data', this.#folder, '--port', port, '--no-browser', ...team],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#child = child;
    this.#said = linkIn(child.stdout);
    this.#log = '';
    this.url = await new Promise<string>((resolve, reject) => {
      const fail = (what: string) => {
        clearTimeout(timer);
        reject(new Error(`greenroom serve ${what}. It said:\n${this.#log}`));
      };
      const timer = setTimeout(() => fail(`gave no address in ${START_MS} ms`), START_MS);
      child.once('error', (error) => fail(`did not start: ${error.message}`));
      child.once('exit', (code, signal) => fail(`ended at its start (${signal ?? code})`));
      child.stderr?.on('data', (part: Buffer) => {
        this.#log = (this.#log + part.toString()).slice(-LOG_CHARACTERS);
        const found = /Greenroom is at (http:\/\/127\.0\.0\.1:\d+) /.exec(this.#log);
        if (!found?.[1]) return;
        clearTimeout(timer);
        resolve(found[1]);
      });
    });
  }

  /** Ends it as a power cut would. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Ends it as a person does. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async close(): Promise<void> {
    try {
      await this.stop();
    } finally {
      await rm(this.#folder, { recursive: true, force: true });
    }
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        reject(new Error(`greenroom serve did not stop in ${STOP_MS} ms:\n${this.#log}`));
      }, STOP_MS);
      child.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
      child.kill(signal);
    });
  }
}
