//! Requests to `/api/v1`: JSON both ways, faults as [ApiProblem], unchanged answers from memory by
//! their tag, a key on every POST so that a repetition does nothing twice.
//!
//! Not here: event streams (events.ts), what is asked for (the pages).

import type { Page, Problem } from './types';

export const API = '/api/v1';

/** Answers that are kept with their tag; the oldest goes first. */
const CACHED_ANSWERS = 64;

/** The server refused, with one sentence that says what to do. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(
    readonly status: number,
    detail: string,
    readonly field: string | null = null,
    readonly requestId: string | null = null,
  ) {
    super(detail);
  }
}

/** The server did not answer at all: nothing was refused, and trying again may help. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  constructor() {
    super('The server does not answer. Check that Greenroom is running, then try again.');
  }
}

interface Listener {
  /** The server answered, or did not. */
  onreach(reached: boolean): void;
  /** The session is over. */
  onsignedout(): void;
}

let listener: Listener | null = null;

/** The shell hears of lost connections and ended sessions here. */
export function listen(to: Listener) {
  listener = to;
}

const answers = new Map<string, { tag: string; body: unknown }>();

/** Everything remembered belongs to one person. */
export function forgetAnswers() {
  answers.clear();
}

function remember(path: string, tag: string, body: unknown) {
  answers.delete(path);
  answers.set(path, { tag, body });
  const oldest = answers.keys().next();
  if (answers.size > CACHED_ANSWERS && !oldest.done) answers.delete(oldest.value);
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(API + path, { credentials: 'same-origin', ...init });
    listener?.onreach(true);
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    listener?.onreach(false);
    throw new Unreachable();
  }
}

/** The sentence of a fault; one of our own where something before the server answered. */
async function problemOf(response: Response): Promise<ApiProblem> {
  let problem: Partial<Problem> = {};
  if (response.headers.get('content-type')?.includes('json')) {
    problem = await response.json().then(
      (body: Partial<Problem>) => body,
      () => ({}),
    );
  }
  const id = problem.request_id ?? response.headers.get('x-request-id');
  const detail =
    problem.detail ??
    `The server answered with status ${response.status}. Try again; if it stays, look at its log.`;
  return new ApiProblem(response.status, detail, problem.field ?? null, id);
}

async function bodyOf<T>(response: Response): Promise<T> {
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.status === 401) listener?.onsignedout();
    throw problem;
  }
  if (response.status === 204 || response.headers.get('content-length') === '0') return null as T;
  return (await response.json()) as T;
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const known = answers.get(path);
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (known) headers['If-None-Match'] = known.tag;
  const response = await reach(path, { headers, signal: signal ?? null, cache: 'no-store' });
  if (response.status === 304 && known) return known.body as T;
  const body = await bodyOf<T>(response);
  const tag = response.headers.get('etag');
  if (tag) remember(path, tag, body);
  return body;
}

/** A key of its own for each thing that is done; `randomUUID` is missing outside of HTTPS. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function send<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  const all: Record<string, string> = {
    Accept: 'application/json',
    'Content-Type': 'application/json',
    ...headers,
  };
  if (method === 'POST') all['Idempotency-Key'] ??= newKey();
  const init: RequestInit = { method, headers: all };
  if (body !== undefined) init.body = JSON.stringify(body);
  return bodyOf<T>(await reach(path, init));
}

/** Sends an archive as it is. */
export async function upload<T>(path: string, archive: Blob): Promise<T> {
  const headers = {
    Accept: 'application/json',
    'Content-Type': 'application/zip',
    'Idempotency-Key': newKey(),
  };
  return bodyOf<T>(await reach(path, { method: 'POST', headers, body: archive }));
}

/** Fetches a file and hands it to the browser to be saved; a fault stays a sentence on the page. */
export async function download(path: string, name: string): Promise<void> {
  const response = await reach(path, {});
  if (!response.ok) throw await problemOf(response);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** What to tell the person about a fault. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiProblem || error instanceof Unreachable) return error.message;
  return 'Something went wrong in this page. Load it again; what you typed is kept.';
}

/** Parameters as a query; those without a value are left out. */
export function query(parameters: Record<string, string | number | null | undefined>): string {
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') out.set(name, String(value));
  }
  return out.size > 0 ? `?${out}` : '';
}

/** Bounds the pages of one list, so that a wrong server cannot hold us. */
const MOST_PAGES = 200;

/** Every item of a list, page after page; `onpage` sees what is there so far. */
export async function all<T>(
  path: string,
  signal?: AbortSignal,
  onpage?: (items: T[]) => void,
): Promise<T[]> {
  let items: T[] = [];
  const joint = path.includes('?') ? '&' : '?';
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const at: string = after === null ? '' : `&after=${encodeURIComponent(after)}`;
    const got: Page<T> = await get(`${path}${joint}limit=200${at}`, signal);
    items = [...items, ...got.items];
    onpage?.(items);
    after = got.next;
    if (after === null) break;
  }
  return items;
}
