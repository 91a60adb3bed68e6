import { describe, expect, it } from 'vitest';
import {
  dayIn,
  daysBetween,
  firstWeekday,
  longDay,
  monthName,
  plusDays,
  span,
  when,
  yearOfDays,
} from './dates';

describe('plain days', () => {
  it('steps over summer time and leap days', () => {
    expect(plusDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(plusDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(plusDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  });
  it('names them', () => {
    expect(longDay('2026-11-25')).toBe('Wednesday 25 November');
    expect(monthName('2026-11-01')).toBe('Nov');
    expect(monthName('2026-01-01')).toBe('Jan 2026');
  });
  it('knows on which day a moment falls', () => {
    const moment = new Date('2026-11-25T23:30:00Z');
    expect(dayIn('Europe/Paris', moment)).toBe('2026-11-26');
    expect(dayIn('America/New_York', moment)).toBe('2026-11-25');
  });
});

describe('when', () => {
  const now = new Date('2026-11-25T12:00:00Z');
  const cases: [string, string][] = [
    ['2026-11-25T11:59:40Z', 'just now'],
    ['2026-11-25T11:35:00Z', '25 min ago'],
    ['2026-11-25T08:05:00Z', '08:05'],
    ['2026-11-24T23:05:00Z', 'yesterday'],
    ['2026-11-03T23:05:00Z', '3 Nov'],
    ['2025-11-03T23:05:00Z', '3 Nov 2025'],
    // A clock that runs ahead is no reason for a negative time.
    ['2026-11-25T12:00:30Z', 'just now'],
  ];
  it.each(cases)('%s', (iso, expected) => {
    expect(when(iso, 'UTC', now)).toBe(expected);
  });
});

describe('span', () => {
  it.each([
    [12.4, '12 s'],
    [185, '3 min'],
    [3600 * 3 + 60 * 12, '3 h 12 min'],
    [86_400 + 7200, '1 day 2 h'],
  ])('%d', (seconds, expected) => {
    expect(span(seconds)).toBe(expected);
  });
});

describe('firstWeekday', () => {
  it('takes what was chosen before what the locale has', () => {
    expect(firstWeekday('sunday', 'de-DE')).toBe(0);
    expect(firstWeekday('saturday', 'de-DE')).toBe(6);
    expect(firstWeekday(null, 'de-DE')).toBe(1);
    expect(firstWeekday(null, 'en-US')).toBe(0);
    expect(firstWeekday(null, 'not a locale')).toBe(1);
  });
});

describe('yearOfDays', () => {
  it.each([0, 1, 6])('ends today and begins with a whole week, from weekday %d', (first) => {
    const cells = yearOfDays('2026-11-25', first);
    expect(cells.at(-1)).toMatchObject({ day: '2026-11-25', week: 52 });
    expect(cells[0]).toMatchObject({ week: 0, row: 0 });
    expect(new Date(`${cells[0]?.day}T00:00:00Z`).getUTCDay()).toBe(first);
    expect(new Set(cells.map((cell) => cell.day)).size).toBe(cells.length);
    expect(cells.length).toBeGreaterThan(52 * 7);
    expect(cells.length).toBeLessThanOrEqual(53 * 7);
  });
});
