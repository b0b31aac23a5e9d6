import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';

/** It begins at its first field, or at its title when there are only buttons: a second Enter does nothing. */
export function Dialog({ title, close, leave, children }: { title: string; close: () => void; leave?: string; children: ComponentChildren }) {
  const frame = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    frame.current?.showModal();
    frame.current?.querySelector<HTMLElement>('input, textarea, select')?.focus();
  }, []);
  return (
    <dialog ref={frame} aria-labelledby={id} onClose={close}>
      <h2 id={id} tabIndex={-1}>{title}</h2>
      {children}
      <button class="plain" onClick={() => frame.current?.close()}>{leave ?? t('cancel')}</button>
    </dialog>
  );
}
