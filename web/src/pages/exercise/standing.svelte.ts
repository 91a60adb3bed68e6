//! Where the person stands with an exercise while the page is open: it moves with each attempt that
//! ends.

import type { Attempt, Exercise } from '../../api/types';

export class Standing {
  hintsOpened = $state(0);
  attempts = $state(0);
  solved = $state(false);
  surrendered = $state(false);
  /** Stages passed in a row by the best attempt. */
  reached = $state(0);
  /** Stage that the last attempt stopped at. */
  stopped = $state<number | null>(null);
  /** Attempts of any kind that ended while the page was open. */
  ended = $state(0);

  constructor(own: Exercise['own']) {
    this.hintsOpened = own.hints_opened;
    this.attempts = own.attempts;
    this.solved = own.state === 'solved';
    this.surrendered = own.surrendered;
    this.reached = own.best_level ?? 0;
  }

  /** Takes an ended attempt in; whether it opened a further stage. */
  take(attempt: Attempt): boolean {
    this.ended += 1;
    if (attempt.purpose !== 'submit') return false;
    this.attempts += 1;
    if (attempt.verdict === 'AC') this.solved = true;
    if (!attempt.level) return false;
    const { reached, of } = attempt.level;
    const further = reached > this.reached;
    this.reached = Math.max(this.reached, reached);
    this.stopped = reached < of ? reached + 1 : null;
    return further;
  }
}
