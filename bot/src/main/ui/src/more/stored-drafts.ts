import { signal } from '@preact/signals';
import { sha256Hex, utf8 } from '../crypto/bytes';
import { type Draft, openDrafts, sealDrafts } from '../crypto/drafts';
import type { MemberKey } from '../crypto/keyfile';

const WAIT_MILLISECONDS = 500;

const slotOf = (key: MemberKey): string => `dodomu.drafts.${sha256Hex(utf8(`dodomu/v1/drafts|${key.secret}`)).slice(0, 16)}`;

/**
 * What a member began to write, case by case. It outlives the lock in this browser's storage, sealed to the member's own key: the lock drops that key, so only signing in again brings it back.
 * Sealing needs no secret, so what was typed last is kept by the lock too. Every tab writes only what was changed in it, into what the others have stored.
 */
export class StoredDrafts {
  readonly all = signal<ReadonlyMap<string, Draft>>(new Map());
  private key: MemberKey | null = null;
  private slot = '';
  /** The stored text that `all` was read from, or that was written last. */
  private known: string | null = null;
  private changed = new Map<string, Draft | null>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {}

  async begin(key: MemberKey): Promise<void> {
    if (this.key?.secret === key.secret) return;
    this.key = key;
    this.slot = slotOf(key);
    await this.read();
  }

  /** Takes what another tab stored; what was changed here since stays. */
  async read(): Promise<void> {
    const { key, slot } = this;
    const stored = key && this.storage.getItem(slot);
    if (!key || stored === this.known) return;
    const found = stored ? await openDrafts(key.secret, stored) : new Map<string, Draft>();
    if (this.key !== key) return;
    this.known = stored;
    this.all.value = merged(found, this.changed);
  }

  put(id: string, draft: Draft | null): void {
    if (!this.key) return;
    const one = new Map([[id, draft]]);
    this.all.value = merged(this.all.peek(), one);
    this.changed = new Map([...this.changed, ...one]);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.keep(), WAIT_MILLISECONDS);
  }

  /** Stores what was changed here, one time after the other. */
  keep(): Promise<void> {
    clearTimeout(this.timer);
    const { key, slot } = this;
    if (!key || this.changed.size === 0) return this.last;
    const seen = this.all.peek();
    this.last = this.last.then(() => this.store(slot, key.recipient, seen));
    return this.last;
  }

  private async store(slot: string, recipient: string, seen: ReadonlyMap<string, Draft>): Promise<void> {
    await this.read();
    const kept = this.key ? this.all.peek() : seen;
    const { known, changed } = this;
    const sealed = kept.size > 0 ? await sealDrafts(recipient, kept) : null;
    if (this.key && this.storage.getItem(slot) !== known) return this.store(slot, recipient, seen);
    if (sealed) this.storage.setItem(slot, sealed);
    else this.storage.removeItem(slot);
    if (!this.key) return;
    this.known = sealed;
    this.changed = new Map([...this.changed].filter(([id, draft]) => changed.get(id) !== draft));
  }

  /** Keeps what is not stored yet and forgets everything. */
  end(): Promise<void> {
    const kept = this.keep();
    this.key = null;
    this.known = null;
    this.changed = new Map();
    this.all.value = new Map();
    return kept;
  }
}

function merged(drafts: ReadonlyMap<string, Draft>, changed: ReadonlyMap<string, Draft | null>): ReadonlyMap<string, Draft> {
  const next = new Map(drafts);
  for (const [id, draft] of changed) {
    next.delete(id);
    if (draft) next.set(id, draft);
  }
  return next;
}
