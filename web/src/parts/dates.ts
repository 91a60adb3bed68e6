//! Dates as people read them, in their own time zone.

export function day(iso: string, zone: string): string {
  const options = { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' } as const;
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(iso));
}

export function moment(iso: string, zone: string): string {
  const options = {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(iso));
}

/** Today where the person is, in full: `Tuesday 24 November`. */
export function longToday(zone: string): string {
  const options = { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' } as const;
  return new Intl.DateTimeFormat('en-GB', options).format(new Date()).replace(',', '');
}

/** A civil date such as `2026-11-24`, far from any zone. */
export function civil(date: string): string {
  return day(`${date}T12:00:00Z`, 'UTC');
}

/** Whole days since 1970 of a civil date. */
export function dayNumber(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
}

export function dateOf(number: number): string {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}
