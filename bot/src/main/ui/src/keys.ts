import { signal } from '@preact/signals';
import { signOf } from './layout';

const KEPT = 'dodomu.keys';
export const keysOn = signal(localStorage.getItem(KEPT) !== 'off');
export const helpOpen = signal(false);

export function switchKeys(on: boolean): void {
  keysOn.value = on;
  localStorage.setItem(KEPT, on ? 'on' : 'off');
}

const typing = (target: EventTarget | null) => target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
const press = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`)?.click();

function step(by: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-testid^="row-"]')];
  const focused = rows.indexOf(document.activeElement as HTMLElement);
  const at = focused >= 0 ? focused : rows.findIndex((row) => row.ariaCurrent === 'true');
  rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
}

function write(tab: string, field: string): void {
  press(`tab-${tab}`);
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-testid="${field}"]`)?.focus());
}

const ACTS: Readonly<Record<string, () => void>> = {
  j: () => step(1),
  k: () => step(-1),
  o: () => (document.activeElement as HTMLElement | null)?.matches('[data-testid^="row-"]') && (document.activeElement as HTMLElement).click(),
  r: () => write('thread', 'thread-text'),
  n: () => write('notes', 'note-text'),
  a: () => press('claim'),
  t: () => press('next'),
  1: () => press('urgency-now'),
  2: () => press('urgency-soon'),
  3: () => press('urgency-routine'),
  e: () => press('close-case'),
  '/': () => document.querySelector<HTMLElement>('[data-testid="find"]')?.focus(),
  '?': () => { helpOpen.value = true; },
};

/** One letter, one act, however long it is held down; nothing while somebody types, a dialog is open, or the keys are switched off. */
export function onKey(event: KeyboardEvent): void {
  const sign = signOf(event);
  const act = event.repeat && !'jk'.includes(sign) ? undefined : ACTS[sign];
  const free = keysOn.value && !typing(event.target) && !event.ctrlKey && !event.altKey && !event.metaKey && !document.querySelector('dialog[open]');
  if (act && free) {
    event.preventDefault();
    act();
  }
}
