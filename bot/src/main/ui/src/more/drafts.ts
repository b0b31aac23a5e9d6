import { effect } from '@preact/signals';
import { session } from '../session';
import { StoredDrafts } from './stored-drafts';
import { freshKey } from './writes';

const drafts = new StoredDrafts(localStorage);

effect(() => {
  const held = session.value;
  queueMicrotask(() => void (held ? drafts.begin(held.key) : drafts.end()));
});
addEventListener('storage', () => void drafts.read());
addEventListener('visibilitychange', () => void drafts.keep());

/** A field's words, and the name under which they will be stored once. */
export function useDraft(number: string, field: string): { text: string; key: string; write: (text: string) => void; done: () => void } {
  const id = `${number}|${field}`;
  const draft = drafts.all.value.get(id);
  return {
    text: draft?.text ?? '',
    key: draft?.key ?? '',
    write: (text) => drafts.put(id, text === '' ? null : { text, key: drafts.all.peek().get(id)?.key ?? freshKey() }),
    done: () => drafts.put(id, null),
  };
}
