import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../i18n';

/** With `grave` the focus begins on leaving it. */
export function Dialog({ title, close, leave, grave, children }: { title: string; close: () => void; leave?: string; grave?: boolean; children: ComponentChildren }) {
  const frame = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => frame.current?.showModal(), []);
  return (
    <dialog ref={frame} aria-labelledby={id} onClose={close}>
      <h2 id={id}>{title}</h2>
      {children}
      <button class="plain" autofocus={grave} onClick={() => frame.current?.close()}>{leave ?? t('cancel')}</button>
    </dialog>
  );
}
