//! The attempt that the page shows: created, followed through its events, found again after a
//! reload.
//!
//! Theory of operation. One attempt at a time. `open` reads its state; an unfinished one is
//! followed by server-sent events, folded by `running.ts`. The stream may break and resume; when it
//! ends, or cannot be had, or says nothing for long, the attempt itself is asked again, because the
//! store and not the stream is the truth: a connection that died with the network says nothing at
//! all.

import { ApiProblem } from '../../api/client';
import { followEvents } from '../../api/events';
import type { Attempt, File, Report } from '../../api/types';
import { AT_START, follow, RUN_EVENTS, type RunEvent, type Running } from '../../report/running';
import { verdictName } from '../../report/verdicts';
import * as requests from './requests';

/** Silence after which the attempt is asked itself, and a stream that is behind is opened anew. */
const SILENCE_MS = 8_000;
const WATCH_MS = 2_000;

export class Judging {
  attempt = $state.raw<Attempt | null>(null);
  run = $state.raw<Running>(AT_START);
  report = $state.raw<Report | null>(null);
  /** Source of the attempt, as far as it is known here. */
  source = $state.raw<File[]>([]);
  /** Created by this page, so that the text in the editor is its source or grew from it. */
  startedHere = $state(false);
  /** The attempt is loaded or created. */
  busy = $state(false);
  cancelling = $state(false);
  /** Since when the stream is lost. */
  lost = $state<number | null>(null);
  fault = $state<string | null>(null);
  /** When it was created, by this machine's clock. */
  since = $state(0);
  /** For the live region. */
  said = $state('');

  #stream: { close(): void; retry(): void } | null = null;
  #watch: ReturnType<typeof setInterval> | undefined;
  #heardAt = 0;
  #ticket = 0;
  /** Whose report is being fetched: the event and the look after a lost stream may both ask. */
  #finishing: string | null = null;
  #exercise: string;
  #onfinished: (attempt: Attempt) => void;

  constructor(exercise: string, onfinished: (attempt: Attempt) => void) {
    this.#exercise = exercise;
    this.#onfinished = onfinished;
  }

  get unfinished(): boolean {
    return (
      this.attempt !== null && (this.attempt.state === 'queued' || this.attempt.state === 'judging')
    );
  }

  /** Creates an attempt and follows it; its id, or `null` when the server refused it. */
  async start(wanted: requests.NewAttempt): Promise<string | null> {
    if (this.busy) return null;
    this.busy = true;
    this.fault = null;
    try {
      const attempt = await requests.createAttempt(wanted);
      this.#show(attempt, Date.now());
      this.source = wanted.files;
      this.startedHere = true;
      this.said = wanted.purpose === 'run' ? 'Running' : 'Judging';
      this.#follow(attempt.id);
      return attempt.id;
    } catch (error) {
      this.fault = requests.sentenceOf(error);
      return null;
    } finally {
      this.busy = false;
    }
  }

  /** Shows an attempt by id, as after a reload. */
  async open(id: string) {
    if (this.attempt?.id === id) return;
    const ticket = this.#begin();
    this.busy = true;
    this.fault = null;
    try {
      const attempt = await requests.attempt(id);
      if (ticket !== this.#ticket) return;
      if (attempt.exercise !== this.#exercise) {
        this.fault = `That attempt belongs to ${attempt.title}. Open it from there.`;
        return;
      }
      this.#show(attempt, Date.parse(attempt.created_at));
      void this.#readSource(id, this.#ticket);
      if (attempt.state === 'finished') await this.#readReport(id, this.#ticket);
      else if (attempt.state !== 'cancelled') this.#follow(id);
    } catch (error) {
      if (ticket === this.#ticket) this.fault = requests.sentenceOf(error);
    } finally {
      this.busy = false;
    }
  }

  async cancel() {
    const id = this.attempt?.id;
    if (!id || this.cancelling) return;
    this.cancelling = true;
    try {
      const attempt = await requests.cancel(id);
      if (this.attempt?.id === id) this.attempt = attempt;
      if (attempt.state === 'cancelled') this.#ended('Cancelled');
    } catch (error) {
      this.fault = requests.sentenceOf(error);
    } finally {
      this.cancelling = false;
    }
  }

  async rejudge(): Promise<string | null> {
    if (!this.attempt) return null;
    try {
      const source = this.source;
      const attempt = await requests.rejudge(this.attempt.id);
      this.#show(attempt, Date.now());
      this.source = source;
      this.said = 'Judging again';
      this.#follow(attempt.id);
      return attempt.id;
    } catch (error) {
      this.fault = requests.sentenceOf(error);
      return null;
    }
  }

  retry() {
    this.#stream?.retry();
  }

  close() {
    this.#begin();
    this.attempt = null;
    this.report = null;
    this.fault = null;
    this.said = '';
  }

  #begin(): number {
    this.#stream?.close();
    this.#stream = null;
    clearInterval(this.#watch);
    this.lost = null;
    this.#finishing = null;
    return ++this.#ticket;
  }

  #show(attempt: Attempt, since: number) {
    this.#begin();
    this.attempt = attempt;
    this.report = null;
    this.run = { ...AT_START, ahead: attempt.ahead };
    this.source = [];
    this.startedHere = false;
    this.since = since;
  }

  #follow(id: string) {
    const ticket = this.#ticket;
    this.#heardAt = Date.now();
    this.#watch = setInterval(() => this.#mind(id, ticket), WATCH_MS);
    this.#stream = followEvents(requests.eventsPath(id), RUN_EVENTS, {
      onevent: (name, data) => {
        if (ticket !== this.#ticket) return;
        this.#heardAt = Date.now();
        this.lost = null;
        this.#heard({ name, data } as RunEvent, id, ticket);
      },
      onopen: () => (this.lost = null),
      onlost: () => {
        this.lost ??= Date.now();
        void this.#lookAgain(id, ticket);
      },
    });
  }

  #heard(event: RunEvent, id: string, ticket: number) {
    this.run = follow(this.run, event);
    if (event.name === 'started' && this.attempt)
      this.attempt = { ...this.attempt, state: 'judging' };
    if (event.name === 'finished') void this.#finished(id, ticket);
    if (event.name === 'cancelled') {
      if (this.attempt) this.attempt = { ...this.attempt, state: 'cancelled' };
      this.#ended('Cancelled');
    }
  }

  /** A long check is silent, and so is a dead connection: the attempt tells which it is. */
  #mind(id: string, ticket: number) {
    if (ticket !== this.#ticket || Date.now() - this.#heardAt < SILENCE_MS) return;
    this.#heardAt = Date.now();
    void this.#lookAgain(id, ticket);
  }

  /** The stream is gone or silent: perhaps because the attempt ended while nobody listened. */
  async #lookAgain(id: string, ticket: number) {
    try {
      const attempt = await requests.attempt(id);
      if (ticket !== this.#ticket) return;
      if (attempt.state === 'finished') await this.#finished(id, ticket);
      else if (attempt.state === 'cancelled') {
        this.attempt = attempt;
        this.#ended('Cancelled');
      } else if (this.lost !== null) {
        this.lost = null;
        this.#stream?.retry();
      }
    } catch (error) {
      if (ticket !== this.#ticket) return;
      if (isGone(error)) {
        this.fault = requests.sentenceOf(error);
        this.#ended('');
        this.attempt = null;
        return;
      }
      // Still out of reach: the stream goes on trying, and each failure looks again.
      this.lost ??= Date.now();
    }
  }

  async #finished(id: string, ticket: number) {
    if (this.#finishing === id) return;
    this.#finishing = id;
    try {
      const attempt = await requests.attempt(id);
      if (ticket !== this.#ticket) return;
      const report = await requests.report(id);
      if (ticket !== this.#ticket) return;
      this.attempt = attempt;
      this.report = report;
      this.#ended(this.#summary(report, attempt));
      this.#onfinished(attempt);
    } catch (error) {
      this.#finishing = null;
      if (ticket === this.#ticket) this.fault = requests.sentenceOf(error);
    }
  }

  #ended(said: string) {
    this.#stream?.close();
    this.#stream = null;
    clearInterval(this.#watch);
    this.lost = null;
    this.said = said;
  }

  #summary(report: Report, attempt: Attempt): string {
    if (attempt.custom_input)
      return report.verdict === 'AC' ? 'Ran to its end' : verdictName(report.verdict);
    const name = verdictName(report.verdict);
    if (attempt.checks_total === null || attempt.checks_passed === null)
      return `${name}. ${report.explanation}`;
    const sum = `${attempt.checks_passed} of ${attempt.checks_total} checks passed`;
    return `${name}. ${sum}. ${report.explanation}`;
  }

  async #readReport(id: string, ticket: number) {
    const report = await requests.report(id);
    if (ticket === this.#ticket) this.report = report;
  }

  async #readSource(id: string, ticket: number) {
    try {
      const source = await requests.source(id);
      if (ticket === this.#ticket) this.source = source.files;
    } catch {
      // Only the links and marks in the editor need it.
      if (ticket === this.#ticket) this.source = [];
    }
  }
}

/** The attempt exists no more, such as after a backup was restored. */
function isGone(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 404;
}
