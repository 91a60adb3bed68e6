//! Requests to the API: problem documents become errors, reads are revalidated by their tag, and a
//! server that does not answer is told from one that refuses.

const PREFIX = '/api/v1';
/** Answers that are kept for their tag; the oldest goes first. */
const KEPT = 60;

/** The server's own word on what went wrong. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    detail: string,
    readonly field: string | null,
  ) {
    super(detail);
    this.name = 'ApiProblem';
  }
}

const kept = new Map<string, { tag: string; body: unknown }>();

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const known = kept.get(path);
  const headers: Record<string, string> = known ? { 'If-None-Match': known.tag } : {};
  const response = await fetch(PREFIX + path, signal ? { headers, signal } : { headers });
  if (response.status === 304 && known) return known.body as T;
  const body = await answer<T>(response);
  const tag = response.headers.get('ETag');
  if (tag) keep(path, tag, body);
  return body;
}

/** Sends JSON. A POST carries a key, so that a repeated one is not done twice. */
export async function send<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  const all: Record<string, string> = { 'Content-Type': 'application/json', ...headers };
  if (method === 'POST') all['Idempotency-Key'] ??= crypto.randomUUID();
  const init: RequestInit = { method, headers: all };
  if (body !== undefined) init.body = JSON.stringify(body);
  return answer<T>(await fetch(PREFIX + path, init));
}

/** What a person is told of an error. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiProblem) return error.message;
  return 'The server does not answer. Check that it runs; it is tried again when you ask.';
}

async function answer<T>(response: Response): Promise<T> {
  if (response.status === 204) return null as T;
  const type = response.headers.get('Content-Type') ?? '';
  if (!type.includes('json')) {
    throw new ApiProblem(
      response.status,
      `The server answered ${response.status} without a word.`,
      null,
    );
  }
  const body: unknown = await response.json();
  if (response.ok) return body as T;
  const problem = body as { detail?: string; field?: string | null };
  throw new ApiProblem(
    response.status,
    problem.detail ?? response.statusText,
    problem.field ?? null,
  );
}

function keep(path: string, tag: string, body: unknown) {
  kept.delete(path);
  kept.set(path, { tag, body });
  const oldest = kept.keys().next().value;
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
}
