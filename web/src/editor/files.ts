//! The files of a submission: names checked as the judge checks them, changes as values that can be
//! undone.

import type { File } from '../api/types';

/** Files and bytes of a submission that the editor takes; the judge's own limits may be lower. */
export const MAX_FILES = 32;
export const MAX_FILE_BYTES = 256 * 1024;
export const MAX_NAME = 100;

/** One part of a name; parts are folders, but for the last. */
const PART = /^[A-Za-z0-9_][A-Za-z0-9_.+-]*$/;

/** What is wrong with a name, in one sentence; `null` if nothing is. */
export function nameFault(name: string, others: string[]): string | null {
  if (name === '') return 'Give the file a name.';
  if (name.length > MAX_NAME) return `Use at most ${MAX_NAME} characters.`;
  if (!name.split('/').every((part) => PART.test(part))) {
    return 'Use letters, digits, underscore, point and hyphen; the last two not at the beginning.';
  }
  if (name.endsWith('.')) return 'A name cannot end with a point.';
  if (others.some((other) => other.toLowerCase() === name.toLowerCase())) {
    return `There is a file called ${name} already.`;
  }
  return null;
}

/** A name for a new file that is still free: `part2.py`, `part3.py`, … */
export function freshName(files: File[], extension: string): string {
  const names = new Set(files.map((file) => file.name.toLowerCase()));
  for (let number = 2; ; number += 1) {
    const name = `part${number}.${extension}`;
    if (!names.has(name)) return name;
  }
}

export function addFile(files: File[], file: File): File[] {
  const at = files.findIndex((one) => one.name === file.name);
  return at === -1 ? [...files, file] : files.map((one, index) => (index === at ? file : one));
}

export function renameFile(files: File[], from: string, to: string): File[] {
  return files.map((file) => (file.name === from ? { ...file, name: to } : file));
}

export function removeFile(files: File[], name: string): File[] {
  return files.filter((file) => file.name !== name);
}

export function changeText(files: File[], name: string, text: string): File[] {
  return files.map((file) => (file.name === name ? { ...file, text } : file));
}

export function sameFiles(a: File[], b: File[]): boolean {
  return (
    a.length === b.length &&
    a.every((file, index) => file.name === b[index]?.name && file.text === b[index].text)
  );
}

/** The text of a dropped file, or why it cannot be taken. */
export function readText(name: string, bytes: Uint8Array): { text: string } | { fault: string } {
  if (bytes.length > MAX_FILE_BYTES)
    return {
      fault: `${name} is larger than ${MAX_FILE_BYTES / 1024} KiB. Drop source files only.`,
    };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.includes('\u0000'))
      return { fault: `${name} is not a text file. Drop source files only.` };
    return { text: text.replace(/\r\n?/g, '\n') };
  } catch {
    return { fault: `${name} is not UTF-8 text. Save it as UTF-8 and drop it again.` };
  }
}
