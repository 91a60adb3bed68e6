//! Why a sign-in elsewhere came to nothing, by the name that the server gives it in the address.

const SENTENCES: Record<string, string> = {
  cancelled: 'You were not signed in there. Try again, or sign in here.',
  journey: 'That took too long, or began in another browser. Begin again from here.',
  provider:
    'The provider does not answer as it should. Try again; if it stays, tell an administrator.',
  rejected:
    'What the provider sent could not be trusted. Begin again; if it stays, tell an administrator.',
  unverified: 'The provider does not vouch for your mail address. Confirm it there first.',
  uninvited: 'Nobody invited your mail address yet. Ask an administrator of this host.',
  taken:
    'Your mail address has an account here. Sign in with its password, then connect it in Settings.',
  connected:
    'Somebody else’s account here is connected with that one already. Ask an administrator.',
  disabled: 'This account is shut out. Ask an administrator of this host.',
  busy: 'Too many people come from where you are. Wait a minute and try again.',
};

/** The sentence; null where nothing went wrong. A name of a newer server is told in general words. */
export function refusal(problem: string | null): string | null {
  if (problem === null || problem === '') return null;
  return SENTENCES[problem] ?? 'Signing in elsewhere did not work. Try again, or sign in here.';
}
