import { signal } from '@preact/signals';
import type { Row } from './api/api';
import { fromBase64, sha256Hex, toBase64, utf8 } from './crypto/bytes';
import type { MemberKey } from './crypto/keyfile';
import { open, paddedJson, readJson, seal } from './crypto/seal';

/**
 * How much of each case this member has seen in this browser. It is kept here only, sealed to the member's own key and padded: the server does not learn it, and the disk holds neither case
 * numbers nor the member's id.
 */
const seen = signal<ReadonlyMap<string, number>>(new Map());
const MOST_CASES = 1000;

const slot = (key: MemberKey): string => `dodomu.seen.${sha256Hex(utf8(`dodomu/v1/seen|${key.secret}`)).slice(0, 16)}`;

/** True when the case holds something that came after its last opening here. */
export const unread = (row: Row): boolean => row.news > (seen.value.get(row.number) ?? -1);

/** Reads what was kept; what cannot be opened counts as nothing seen. */
export async function recall(key: MemberKey): Promise<void> {
  const kept = localStorage.getItem(slot(key));
  try {
    const pairs = kept === null ? [] : (readJson(await open(fromBase64(kept), key.secret))['seen'] as [string, number][]);
    seen.value = new Map(pairs);
  } catch {
    seen.value = new Map();
  }
}

export async function saw(key: MemberKey, row: Row): Promise<void> {
  if (!unread(row)) return;
  const next = new Map(seen.value);
  next.delete(row.number);
  next.set(row.number, row.news);
  seen.value = new Map([...next].slice(-MOST_CASES));
  const name = slot(key);
  const kept = seen.value;
  const sealed = await seal([key.recipient], paddedJson({ seen: [...kept] }));
  if (seen.value === kept) localStorage.setItem(name, toBase64(sealed));
}

export function unlearn(): void {
  seen.value = new Map();
}
