import { effect, signal } from '@preact/signals';
import { freshKey } from '../acts';
import { sha256Hex, utf8 } from '../crypto/bytes';
import { type Draft, openDrafts, sealDrafts } from '../crypto/drafts';
import type { MemberKey } from '../crypto/keyfile';
import { session } from '../session';

/**
 * What a member began to write, case by case. It outlives the lock in this browser's storage, sealed to the member's own key: the lock drops that key, so only signing in again brings it back.
 * Sealing needs no secret, so what was typed last is kept by the lock too.
 */
const WAIT_MILLISECONDS = 500;
const drafts = signal<ReadonlyMap<string, Draft>>(new Map());
let place: { slot: string; recipient: string } | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let turn = 0;

const slotOf = (key: MemberKey): string => `dodomu.drafts.${sha256Hex(utf8(`dodomu/v1/drafts|${key.secret}`)).slice(0, 16)}`;

async function keep(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  if (!place) return;
  const mine = ++turn;
  const { slot, recipient } = place;
  const kept = drafts.peek();
  const sealed = kept.size > 0 ? await sealDrafts(recipient, kept) : '';
  if (mine !== turn) return;
  if (sealed) localStorage.setItem(slot, sealed);
  else localStorage.removeItem(slot);
}

async function recall(key: MemberKey): Promise<void> {
  const here = { slot: slotOf(key), recipient: key.recipient };
  place = here;
  const stored = localStorage.getItem(here.slot);
  const found = stored ? await openDrafts(key.secret, stored) : new Map<string, Draft>();
  if (place === here) drafts.value = new Map([...found, ...drafts.peek()]);
}

effect(() => {
  const held = session.value;
  queueMicrotask(() => {
    if (held) {
      void recall(held.key);
    } else {
      if (timer !== undefined) void keep();
      place = null;
      drafts.value = new Map();
    }
  });
});

function put(id: string, draft: Draft | null): void {
  const next = new Map(drafts.peek());
  next.delete(id);
  if (draft) next.set(id, draft);
  drafts.value = next;
  clearTimeout(timer);
  timer = setTimeout(() => void keep(), WAIT_MILLISECONDS);
}

/** A field's words, and the name under which they will be stored once. */
export function useDraft(number: string, kind: 'note' | 'reply'): { text: string; key: string; write: (text: string) => void; done: () => void } {
  const id = `${number}|${kind}`;
  const draft = drafts.value.get(id);
  return {
    text: draft?.text ?? '',
    key: draft?.key ?? '',
    write: (text) => put(id, text === '' ? null : { text, key: drafts.peek().get(id)?.key ?? freshKey() }),
    done: () => put(id, null),
  };
}
