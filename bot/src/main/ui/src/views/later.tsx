import { signal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { t } from '../i18n';

type More = typeof import('../more');

const more = signal<More | 'away' | null>(null);

/** Fetches what is not needed at first sight: dialogs, and what leads do now and then. Its checksum is in the page, as for every script. */
export async function fetchMore(): Promise<void> {
  try {
    more.value ??= await import('../more');
  } catch {
    more.value = 'away';
  }
}

/** A part that may still be on its way. */
export function Later({ part }: { part: (more: More) => ComponentChild }) {
  const there = more.value;
  if (there === 'away') return <p class="alarm" role="alert">{t('faultAway')} <button onClick={() => { more.value = null; void fetchMore(); }}>{t('retry')}</button></p>;
  if (there === null) {
    void fetchMore();
    return <p class="quiet" role="status">{t('loading')}</p>;
  }
  return <>{part(there)}</>;
}
