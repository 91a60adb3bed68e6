//! Who is using this page.

import { get } from '../api/client';
import type { Session } from '../api/types';

let session = $state.raw<Session | null>(null);

export async function loadSession() {
  session = await get<Session>('/session');
}

/** Keeps what the browser stores of different people apart. */
export function accountId(): string {
  return session?.account.id ?? '';
}
