//! Figures as people read them: a number and its unit, kept apart so that the unit can be set
//! smaller.

export interface Figure {
  number: string;
  unit: string;
}

/** Three significant digits, without an exponent and without zeros that say nothing. */
function short(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-GB');
  if (value >= 10) return value.toFixed(1).replace(/\.0$/, '');
  return value.toFixed(2).replace(/0$/, '').replace(/\.0$/, '');
}

export function duration(microseconds: number): Figure {
  if (microseconds < 1000) return { number: short(microseconds), unit: 'µs' };
  if (microseconds < 1_000_000) return { number: short(microseconds / 1000), unit: 'ms' };
  const seconds = microseconds / 1_000_000;
  if (seconds < 120) return { number: short(seconds), unit: 's' };
  return { number: short(seconds / 60), unit: 'min' };
}

export function size(bytes: number): Figure {
  if (bytes < 1024) return { number: short(bytes), unit: bytes === 1 ? 'byte' : 'bytes' };
  const kibibytes = bytes / 1024;
  if (kibibytes < 1024) return { number: short(kibibytes), unit: 'KiB' };
  const mebibytes = kibibytes / 1024;
  if (mebibytes < 1024) return { number: short(mebibytes), unit: 'MiB' };
  return { number: short(mebibytes / 1024), unit: 'GiB' };
}

export function text(figure: Figure): string {
  return `${figure.number} ${figure.unit}`;
}

/** A count and its noun: `1 check`, `26 checks`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-GB')} ${noun}${number === 1 ? '' : 's'}`;
}

/** Points without a useless fraction: `12`, `12.5`. */
export function points(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2).replace(/0$/, '');
}
