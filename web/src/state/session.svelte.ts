//! Who is here, what they may do, and whether the server answers.

import { forgetAnswers, get, listen, send, sentenceOf, Unreachable } from '../api/client';
import type { Account, Permissions, Session } from '../api/types';

const NOTHING: Permissions = { accounts: false, packages: false, host: false };
/** The one person of a machine, where the server does not say more. */
const OWN_MACHINE: Permissions = { accounts: false, packages: false, host: true };
/** Between two looks for a server that does not answer. */
const LOOK_AGAIN_MS = 4_000;

let answer = $state.raw<Session | null>(null);
let fault = $state<string | null>(null);
let lost = $state(false);
let timer: ReturnType<typeof setTimeout> | undefined;

export const session = {
  /** The server has said who is here. */
  get known() {
    return answer !== null;
  },
  get fault() {
    return fault;
  },
  get team() {
    return answer?.mode === 'team';
  },
  get account(): Account | null {
    return answer?.account ?? null;
  },
  get oidc() {
    return answer?.oidc ?? null;
  },
  get permissions(): Permissions {
    if (!answer?.account) return NOTHING;
    return answer.permissions ?? (answer.mode === 'local' ? OWN_MACHINE : NOTHING);
  },
  /** There is something for them on the page Host: authors have their packages there. */
  get hosts(): boolean {
    return session.permissions.host || session.permissions.packages;
  },
  /** The server takes and gives archives: one that does says what its people may do. */
  get archives(): boolean {
    return answer?.permissions !== undefined;
  },
  /** The server does not answer. */
  get lost() {
    return lost;
  },
};

/** Another person's answers are not shown to this one. */
function become(next: Session) {
  if (answer?.account?.id !== next.account?.id) forgetAnswers();
  answer = next;
  fault = null;
}

/** Names what this browser keeps, so that two people at one machine do not share it. */
export function accountId(): string {
  return session.account?.id ?? 'local';
}

export async function loadSession() {
  try {
    become(await get<Session>('/session'));
  } catch (error) {
    fault = sentenceOf(error);
  }
}

export async function signIn(email: string, password: string) {
  become(await send<Session>('POST', '/session', { email, password }));
}

export async function signOut() {
  await send('DELETE', '/session');
  forgetAnswers();
  await loadSession();
}

export function signedIn(next: Session) {
  become(next);
}

export function changedAccount(account: Account) {
  if (answer) answer = { ...answer, account };
}

/** Asks whether the server is back. */
export async function lookAgain() {
  clearTimeout(timer);
  try {
    become(await get<Session>('/session'));
  } catch (error) {
    if (!(error instanceof Unreachable)) lost = false;
    else if (lost) timer = setTimeout(() => void lookAgain(), LOOK_AGAIN_MS);
  }
}

window.addEventListener('online', () => void lookAgain());

listen({
  onreach(reached) {
    if (reached === !lost) return;
    lost = !reached;
    clearTimeout(timer);
    if (lost) timer = setTimeout(() => void lookAgain(), LOOK_AGAIN_MS);
  },
  onsignedout() {
    // A wrong password on the sign-in page ends nothing.
    if (answer?.mode === 'team' && answer.account) answer = { ...answer, account: null };
  },
});
