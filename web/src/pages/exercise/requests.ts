//! What the exercise page asks of the server, one function per request.

import { ApiProblem, get, send } from '../../api/client';
import type {
  Attempt,
  Draft,
  Exercise,
  File,
  Hints,
  Language,
  Report,
  Solution,
} from '../../api/types';
import type { DraftServer, Saved } from './draft-keeper.svelte';

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface References {
  state: 'none' | 'measuring' | 'ready';
  items: {
    name: string;
    language: string;
    verdict: string;
    cpu_us: number;
    memory_bytes: number;
  }[];
}

export interface Source {
  language: string;
  files: File[];
  entry_point: string | null;
  input: string | null;
}

export interface Notes {
  text: string;
  html: string;
  revision: number;
  updated_at: string | null;
}

export interface NewAttempt {
  exercise: string;
  purpose: 'run' | 'submit';
  language: string;
  files: File[];
  input?: string;
  only?: string;
}

const at = encodeURIComponent;

export const exercise = (slug: string, signal?: AbortSignal) =>
  get<Exercise>(`/exercises/${at(slug)}`, signal);
export const languages = (signal?: AbortSignal) => get<{ items: Language[] }>('/languages', signal);
export const starter = (slug: string, language: string) =>
  get<{ files: File[] }>(`/exercises/${at(slug)}/starters/${at(language)}`);
export const hints = (slug: string) => get<Hints>(`/exercises/${at(slug)}/hints`);
export const openHint = (slug: string, number: number) =>
  send<Hints>('POST', `/exercises/${at(slug)}/hints`, { number });
export const solution = (slug: string) => get<Solution>(`/exercises/${at(slug)}/solution`);
export const surrender = (slug: string) =>
  send<null>('POST', `/exercises/${at(slug)}/surrender`, {});
export const references = (slug: string) => get<References>(`/exercises/${at(slug)}/references`);

export const createAttempt = (attempt: NewAttempt) => send<Attempt>('POST', '/attempts', attempt);
export const attempt = (id: string, signal?: AbortSignal) =>
  get<Attempt>(`/attempts/${at(id)}`, signal);
export const report = (id: string, signal?: AbortSignal) =>
  get<Report>(`/attempts/${at(id)}/report`, signal);
export const source = (id: string) => get<Source>(`/attempts/${at(id)}/source`);
export const cancel = (id: string) => send<Attempt>('POST', `/attempts/${at(id)}/cancellation`, {});
export const rejudge = (id: string) =>
  send<Attempt>('POST', `/attempts/${at(id)}/rejudgements`, {});
export const eventsPath = (id: string) => `/attempts/${at(id)}/events`;
export function attempts(slug: string, after: string | null) {
  const query = new URLSearchParams({ exercise: slug, limit: '50' });
  if (after !== null) query.set('after', after);
  return get<Page<Attempt>>(`/attempts?${query}`);
}
export const accepted = (slug: string) =>
  get<Page<Attempt>>(
    `/attempts?${new URLSearchParams({ exercise: slug, purpose: 'submit', verdict: 'AC', limit: '30' })}`,
  );

export const notes = (slug: string) => get<Notes>(`/notes/${at(slug)}`);
export const format = (language: string, text: string) =>
  send<{ text: string }>('POST', '/formattings', { language, text });

/**
 * `null` where nothing is stored. The list is asked first: most exercises are opened without a
 * draft, and a refusal stands in the browser's console as an error that it is not.
 */
export async function draft(slug: string, language: string): Promise<Draft | null> {
  const { items } = await get<Page<{ exercise: string; language: string }>>('/drafts');
  if (!items.some((one) => one.exercise === slug && one.language === language)) return null;
  try {
    return await get<Draft>(draftPath(slug, language));
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null;
    throw error;
  }
}

function draftPath(slug: string, language: string): string {
  return `/drafts/${at(slug)}/${at(language)}`;
}

/** Revision 0 says that nothing is stored yet, so that of two new tabs neither overwrites the other. */
function ifMatch(base: number | null): Record<string, string> {
  return { 'If-Match': `"${base ?? 0}"` };
}

export function draftServer(slug: string, language: string): DraftServer {
  const path = draftPath(slug, language);
  return {
    save: (files, active, base) =>
      saved(
        () => send<Draft>('PUT', path, { files, active }, ifMatch(base)),
        () => draft(slug, language),
      ),
    saveOnLeave: (files, active, base) => putOnLeave(path, { files, active }, base),
  };
}

/** Notes are kept as drafts are: as the one file of a draft. */
export function noteServer(slug: string): DraftServer {
  const path = `/notes/${at(slug)}`;
  const textOf = (files: File[]) => files[0]?.text ?? '';
  return {
    save: (files, _active, base) =>
      saved(
        async () =>
          noteDraft(slug, await send<Notes>('PUT', path, { text: textOf(files) }, ifMatch(base))),
        async () => noteDraft(slug, await notes(slug)),
      ),
    saveOnLeave: (files, _active, base) => putOnLeave(path, { text: textOf(files) }, base),
  };
}

export function noteDraft(slug: string, stored: Notes): Draft | null {
  if (stored.updated_at === null) return null;
  const files = [{ name: 'notes', text: stored.text }];
  return {
    exercise: slug,
    language: '',
    files,
    active: null,
    revision: stored.revision,
    updated_at: stored.updated_at,
  };
}

async function saved(
  put: () => Promise<Draft | null>,
  stored: () => Promise<Draft | null>,
): Promise<Saved> {
  try {
    const draft = await put();
    if (draft === null)
      return { kind: 'refused', sentence: 'The server stored nothing. Load the page again.' };
    return { kind: 'saved', draft };
  } catch (error) {
    if (!(error instanceof ApiProblem)) return { kind: 'unreachable' };
    if (error.status === 412) return conflict(stored);
    if (error.status >= 500 || error.status === 429) return { kind: 'unreachable' };
    return { kind: 'refused', sentence: error.message };
  }
}

async function conflict(stored: () => Promise<Draft | null>): Promise<Saved> {
  try {
    return { kind: 'conflict', theirs: await stored() };
  } catch {
    return { kind: 'unreachable' };
  }
}

/** The page is gone before an answer comes; the copy in the browser covers a failure. */
function putOnLeave(path: string, body: object, base: number | null) {
  void fetch(`/api/v1${path}`, {
    method: 'PUT',
    keepalive: true,
    headers: { 'Content-Type': 'application/json', ...ifMatch(base) },
    body: JSON.stringify(body),
  }).catch(() => undefined);
}

/** What went wrong, as a sentence for the person. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiProblem) return error.message;
  return 'The server does not answer. Check that Greenroom runs, then try again.';
}
