//! Dates as people read them, and the grid of a year. A day is a plain `2026-11-25`: the server has
//! already put each attempt on the day the person lived it in.

import type { WeekStart } from './api/types';

const DAY_MS = 86_400_000;
/** Weeks in a year of days, the running one included. */
export const YEAR_WEEKS = 53;

const LOCALE = 'en-GB';

/** Midnight in UTC: arithmetic on plain days must not know of summer time. */
function moment(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

export function plusDays(day: string, days: number): string {
  return new Date(moment(day) + days * DAY_MS).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((moment(to) - moment(from)) / DAY_MS);
}

/** 0 is Sunday. */
export function weekday(day: string): number {
  return new Date(moment(day)).getUTCDay();
}

function format(day: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: 'UTC' }).format(moment(day));
}

/** `Wednesday 25 November` */
export function longDay(day: string): string {
  return format(day, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** `25 Nov 2026` */
export function shortDay(day: string): string {
  return format(day, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** `Nov`, with the year in January. */
export function monthName(day: string): string {
  const month = format(day, { month: 'short' });
  return day.slice(5, 7) === '01' ? `${month} ${day.slice(0, 4)}` : month;
}

/** The day it is at that moment where the person is. */
export function dayIn(zone: string, at: Date): string {
  const options = { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-CA', options).format(at);
}

/** `25 Nov 2026, 09:14` where the person is. */
export function fullTime(iso: string, zone: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso));
}

/** `just now`, `5 min ago`, `09:14`, `yesterday`, `25 Nov`, `25 Nov 2025`: as precise as it matters. */
export function when(iso: string, zone: string, now: Date): string {
  const at = new Date(iso);
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const days = daysBetween(dayIn(zone, at), dayIn(zone, now));
  const clock = { timeZone: zone, hour: '2-digit', minute: '2-digit' } as const;
  if (days <= 0) return new Intl.DateTimeFormat(LOCALE, clock).format(at);
  if (days === 1) return 'yesterday';
  const sameYear = dayIn(zone, at).slice(0, 4) === dayIn(zone, now).slice(0, 4);
  const date = { timeZone: zone, day: 'numeric', month: 'short' } as const;
  return new Intl.DateTimeFormat(LOCALE, sameYear ? date : { ...date, year: 'numeric' }).format(at);
}

/** `3 h 12 min`, `2 days 4 h`: how long something has been going on. */
export function span(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return `${Math.floor(seconds)} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return `${days} ${days === 1 ? 'day' : 'days'} ${hours % 24} h`;
}

const FIRST_DAYS: Record<WeekStart, number> = { sunday: 0, monday: 1, saturday: 6 };

interface WeekInfo {
  getWeekInfo?: () => { firstDay: number };
  weekInfo?: { firstDay: number };
}

/** Where the week starts: as chosen, or as the locale has it; Monday where it does not say. */
export function firstWeekday(chosen: WeekStart | null, locale: string): number {
  if (chosen !== null) return FIRST_DAYS[chosen];
  try {
    const info = new Intl.Locale(locale) as Intl.Locale & WeekInfo;
    return (info.getWeekInfo?.() ?? info.weekInfo ?? { firstDay: 1 }).firstDay % 7;
  } catch {
    return 1;
  }
}

export interface Cell {
  day: string;
  week: number;
  /** Row, from the first day of the week. */
  row: number;
}

/** Every day of the year that ends today, by week and weekday. */
export function yearOfDays(today: string, first: number): Cell[] {
  const todayRow = (weekday(today) - first + 7) % 7;
  const start = plusDays(today, -(YEAR_WEEKS - 1) * 7 - todayRow);
  return Array.from({ length: daysBetween(start, today) + 1 }, (_, at) => ({
    day: plusDays(start, at),
    week: Math.floor(at / 7),
    row: at % 7,
  }));
}
