//! Where a package stands, as mark and word.

import type { Package } from '../../api/types';
import type { IconName } from '../../icons/names';

interface Standing {
  icon: IconName;
  tone: string;
  word: string;
}

export function stateOf(one: Package): Standing {
  switch (one.state) {
    case 'refused':
      return { icon: 'fail', tone: 'fail', word: 'refused' };
    case 'linted':
      return { icon: 'todo', tone: 'faint', word: 'not verified' };
    case 'verifying':
      return { icon: 'run', tone: 'dim', word: 'verifying' };
    case 'sound':
      return { icon: 'pass', tone: 'pass', word: 'sound' };
    case 'unsound':
      return { icon: 'fail', tone: 'fail', word: 'unsound' };
    case 'published':
      return { icon: 'pass', tone: 'pass', word: 'published' };
  }
}

/** One sentence: what was found, and what that means. */
export function summaryOf(one: Package): string {
  const errors = one.findings.filter((finding) => finding.severity === 'error').length;
  const warnings = one.findings.length - errors;
  const found = [
    errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : '',
    warnings > 0 ? `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}` : '',
  ]
    .filter(Boolean)
    .join(' and ');
  switch (one.state) {
    case 'refused':
      return `${found || 'It could not be read'}. Mend what is marked as an error and upload it again.`;
    case 'linted':
      return `${found ? `Readable, with ${found}` : 'Nothing to mend in its files'}. Verify it next: its own submissions must get the verdicts they claim.`;
    case 'verifying':
      return 'Its own submissions are being judged.';
    case 'sound':
      return 'Every submission got the verdict it claims. It can be published.';
    case 'unsound':
      return 'Some submissions did not get the verdict they claim. Mend the package and upload it again.';
    case 'published':
      return 'It is in Practice for everyone here.';
  }
}
