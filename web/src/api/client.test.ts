import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  all,
  ApiProblem,
  forgetAnswers,
  get,
  listen,
  query,
  send,
  sentenceOf,
  Unreachable,
} from './client';

const asked: { path: string; init: RequestInit }[] = [];
let answers: (Response | Error)[] = [];
const heard: string[] = [];

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
const header = (at: number, name: string) =>
  (asked[at]?.init.headers as Record<string, string> | undefined)?.[name];

beforeEach(() => {
  asked.length = 0;
  heard.length = 0;
  answers = [];
  forgetAnswers();
  listen({
    onreach: (reached) => heard.push(reached ? 'reached' : 'lost'),
    onsignedout: () => heard.push('signed out'),
  });
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    asked.push({ path, init });
    const answer = answers.shift() ?? new TypeError('network');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('get', () => {
  it('answers an unchanged thing from memory', async () => {
    answers = [json({ a: 1 }, 200, { ETag: '"1"' }), new Response(null, { status: 304 })];
    expect(await get('/x')).toEqual({ a: 1 });
    expect(await get('/x')).toEqual({ a: 1 });
    expect(header(1, 'If-None-Match')).toBe('"1"');
  });
  it('forgets when another person comes', async () => {
    answers = [json({ a: 1 }, 200, { ETag: '"1"' }), json({ a: 2 })];
    await get('/x');
    forgetAnswers();
    expect(await get('/x')).toEqual({ a: 2 });
    expect(header(1, 'If-None-Match')).toBeUndefined();
  });
  it('turns a problem into its sentence', async () => {
    const problem = { detail: 'Write a whole number.', field: 'limit', request_id: 'r1' };
    answers = [json(problem, 422, { 'Content-Type': 'application/problem+json' })];
    const error = await get('/x').catch((fault: unknown) => fault);
    expect(error).toMatchObject({ status: 422, field: 'limit', requestId: 'r1' });
    expect(sentenceOf(error)).toBe('Write a whole number.');
  });
  it('has a sentence where something else answered', async () => {
    answers = [new Response('<h1>Bad gateway</h1>', { status: 502 })];
    const error = await get('/x').catch((fault: unknown) => fault);
    expect(sentenceOf(error)).toContain('status 502');
  });
  it('says when the server does not answer, and when it does again', async () => {
    answers = [new TypeError('network'), json({})];
    const error = await get('/x').catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(Unreachable);
    expect(error).not.toBeInstanceOf(ApiProblem);
    await get('/x');
    expect(heard).toEqual(['lost', 'reached']);
  });
  it('lets a request that was given up go without a word', async () => {
    answers = [new DOMException('gone', 'AbortError')];
    await expect(get('/x')).rejects.toMatchObject({ name: 'AbortError' });
    expect(heard).toEqual([]);
  });
  it('hears of an ended session', async () => {
    answers = [json({ detail: 'Sign in.' }, 401)];
    await get('/x').catch(() => null);
    expect(heard).toContain('signed out');
  });
});

describe('send', () => {
  it('gives each POST a key of its own, and keeps the one it is given', async () => {
    answers = [json({}), json({}), json({})];
    await send('POST', '/x', {});
    await send('POST', '/x', {});
    await send('POST', '/x', {}, { 'Idempotency-Key': 'mine' });
    expect(header(0, 'Idempotency-Key')).toMatch(/^[0-9a-f]{32}$/);
    expect(header(1, 'Idempotency-Key')).not.toBe(header(0, 'Idempotency-Key'));
    expect(header(2, 'Idempotency-Key')).toBe('mine');
  });
  it('takes an answer without a body', async () => {
    answers = [new Response(null, { status: 204 })];
    expect(await send('DELETE', '/x')).toBeNull();
    expect(header(0, 'Idempotency-Key')).toBeUndefined();
  });
});

describe('all', () => {
  it('goes on until the last page and shows what is there so far', async () => {
    answers = [json({ items: [1, 2], next: 'a b' }), json({ items: [3], next: null })];
    const seen: number[] = [];
    expect(await all('/list?kind=x', undefined, (items) => seen.push(items.length))).toEqual([
      1, 2, 3,
    ]);
    expect(seen).toEqual([2, 3]);
    expect(asked[1]?.path).toBe('/api/v1/list?kind=x&limit=200&after=a%20b');
  });
  it('does not follow a list without an end for ever', async () => {
    answers = Array.from({ length: 500 }, () => json({ items: [1], next: 'again' }));
    expect((await all('/list')).length).toBe(200);
  });
});

describe('query', () => {
  it('leaves out what has no value', () => {
    expect(query({ a: 1, b: '', c: null, d: undefined, e: 'x y' })).toBe('?a=1&e=x+y');
    expect(query({})).toBe('');
  });
});
