//! Our types of answers against those generated from the API's description: a field that the server
//! stopped sending, or sends as something else, does not compile here.
//!
//! Ours are narrower where the description says `string` and the words are fixed, so what is checked
//! is that ours are a kind of the server's.

import type { components } from './schema';
import type * as our from './types';

type Schemas = components['schemas'];

/** Names under which the two have the same thing. */
interface Pairs {
  Account: [our.Account, Schemas['Account']];
  SignedIn: [our.SignedIn, Schemas['SignedIn']];
  Invitation: [our.Invitation, Schemas['Invitation']];
  Token: [our.Token, Schemas['Token']];
  Session: [our.Session, Schemas['Session']];
  ExerciseSummary: [our.ExerciseSummary, Schemas['ExerciseSummary']];
  Exercise: [our.Exercise, Schemas['Exercise']];
  Hints: [our.Hints, Schemas['Hints']];
  Solution: [our.Solution, Schemas['Solution']];
  Attempt: [our.Attempt, Schemas['Attempt']];
  Draft: [our.Draft, Schemas['Draft']];
  Language: [our.Language, Schemas['Language']];
  Settings: [our.Settings, Schemas['Settings']];
  Today: [our.Today, Schemas['Today']];
  Progress: [our.Progress, Schemas['Progress']];
  Host: [our.Host, Schemas['Host']];
  Package: [our.Package, Schemas['Package']];
}

/** Names of the pairs that do not agree; must be none. */
type Differing = {
  [Name in keyof Pairs]: Pairs[Name][0] extends Pairs[Name][1] ? never : Name;
}[keyof Pairs];

export const differing: Differing[] = [] satisfies never[];

type None<T extends never> = T;
export type EveryPairAgrees = None<Differing>;
