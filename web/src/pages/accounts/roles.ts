//! The roles of a team, from the least to the most.

export const ROLES = [
  { value: 'member', name: 'member' },
  { value: 'coach', name: 'coach' },
  { value: 'author', name: 'author' },
  { value: 'admin', name: 'admin' },
] as const;

export const MAY: Record<string, string> = {
  member: 'practises',
  coach: 'sees everyone’s attempts and progress',
  author: 'adds packages of exercises',
  admin: 'everything, accounts and the host included',
};
