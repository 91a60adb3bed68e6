//! Opens a dialog over the page when it is put there; Esc and a press beside it close it.

import type { Attachment } from 'svelte/attachments';

export function modal(onclose: () => void): Attachment<HTMLDialogElement> {
  return (dialog) => {
    const beside = (event: MouseEvent) => {
      if (event.target === dialog) dialog.close();
    };
    dialog.addEventListener('close', onclose);
    dialog.addEventListener('mousedown', beside);
    dialog.showModal();
    return () => {
      dialog.removeEventListener('close', onclose);
      dialog.removeEventListener('mousedown', beside);
      dialog.close();
    };
  };
}
