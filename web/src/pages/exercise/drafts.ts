//! Which text to open an exercise with: the server's draft, the copy kept in this browser, or the
//! starter. Pure; the keeper in `draft-keeper.svelte.ts` does what this decides.
//!
//! Theory of operation. A copy stays in the browser from the first key until the server
//! acknowledges it, with the revision it grew from. When both exist, the copy wins if it grew from
//! the server's revision; if the server has moved on, another tab or device saved since, and the
//! person chooses.

import type { Draft, File } from '../../api/types';
import { sameFiles } from '../../editor/files';

/** What this browser keeps until the server has it. */
export interface LocalCopy {
  files: File[];
  active: string | null;
  /** Revision of the server's draft that this grew from; `null` if there was none. */
  base: number | null;
}

export interface Opening {
  files: File[];
  active: string | null;
  base: number | null;
  /** The text is not at the server yet. */
  unsaved: boolean;
  /** The server's draft, when it and the text are two different continuations. */
  other: Draft | null;
  from: 'draft' | 'copy' | 'starter';
}

export function opening(server: Draft | null, copy: LocalCopy | null, starter: File[]): Opening {
  if (copy === null) {
    if (server === null)
      return {
        files: starter,
        active: null,
        base: null,
        unsaved: false,
        other: null,
        from: 'starter',
      };
    return {
      files: server.files,
      active: server.active,
      base: server.revision,
      unsaved: false,
      other: null,
      from: 'draft',
    };
  }
  if (server !== null && sameFiles(copy.files, server.files)) {
    return {
      files: server.files,
      active: copy.active,
      base: server.revision,
      unsaved: false,
      other: null,
      from: 'draft',
    };
  }
  // A draft deleted elsewhere is no reason to drop what was typed here.
  const other = server !== null && copy.base !== server.revision ? server : null;
  return {
    files: copy.files,
    active: copy.active,
    base: server?.revision ?? null,
    unsaved: true,
    other,
    from: 'copy',
  };
}

/** Reads a copy back; anything that is not one, such as of an older version, counts as none. */
export function parseCopy(text: string | null): LocalCopy | null {
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { files, active, base } = value as Record<string, unknown>;
  if (!Array.isArray(files) || files.length === 0 || !files.every(isFile)) return null;
  return {
    files,
    active: typeof active === 'string' ? active : null,
    base: typeof base === 'number' ? base : null,
  };
}

function isFile(value: unknown): value is File {
  if (typeof value !== 'object' || value === null) return false;
  const { name, text } = value as Record<string, unknown>;
  return typeof name === 'string' && typeof text === 'string';
}
