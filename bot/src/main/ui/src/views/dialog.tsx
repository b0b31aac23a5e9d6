import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../i18n';

export function Dialog({ title, close, children }: { title: string; close: () => void; children: ComponentChildren }) {
  const frame = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => frame.current?.showModal(), []);
  return (
    <dialog ref={frame} aria-labelledby={id} onClose={close}>
      <h2 id={id}>{title}</h2>
      {children}
      <button class="plain" onClick={() => frame.current?.close()}>{t('close')}</button>
    </dialog>
  );
}
