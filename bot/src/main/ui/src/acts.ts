import { api, Refusal, type Row } from './api/api';
import { grantTo } from './crypto/casekeys';
import { toHex } from './crypto/bytes';
import type { Member } from './crypto/roster';
import type { Json } from './crypto/seal';
import { write } from './crypto/write';
import { current, load, openCase, type OpenCase, tell, view } from './desk';
import { dateTime, t } from './i18n';
import { nameOfMember, session } from './session';

/** The member's own number for each claim, so that a write after another claim is refused. Zero for a granted case. */
export const fenceOf = (of: OpenCase): number => (holds(of) ? of.file.fence : 0);

export const holds = (of: OpenCase): boolean => of.file.lease?.owner === session.value?.key.member;

async function attempt(act: () => Promise<void>): Promise<boolean> {
  try {
    tell('');
    await act();
    return true;
  } catch (refused) {
    const lost = refused instanceof Refusal && (refused.status === 409 || refused.status === 410);
    tell(t(lost ? 'leaseLost' : 'notSaved'));
    return false;
  }
}

export async function claim(row: Row): Promise<void> {
  try {
    tell('');
    await api.claim(row.number);
    await openCase(row.number);
  } catch (refused) {
    const by = refused instanceof Refusal && refused.by;
    tell(by ? t('claimedBy', { name: nameOfMember(by) }) : t('caseGone'));
  }
  void load(view.value, true);
}

export const release = (of: OpenCase): Promise<boolean> => attempt(async () => {
  await api.release(of.file.number, of.file.fence);
  current.value = { at: 'none' };
  await load(view.value, true);
});

export const renew = (of: OpenCase): Promise<boolean> => attempt(async () => {
  await api.renew(of.file.number, of.file.fence);
  await openCase(of.file.number);
});

/** Puts the case aside until then; the undo takes it back, which wakes it. */
export const snooze = (of: OpenCase, until: Date): Promise<boolean> => attempt(async () => {
  await api.snooze(of.file.number, of.file.fence, until.toISOString());
  current.value = { at: 'none' };
  tell(t('snoozedUntil', { number: of.file.number, at: dateTime(until.toISOString()) }), () => void claim(of.file));
  await load(view.value, true);
});

export const triage = (of: OpenCase, change: { urgency?: string; state?: string }): Promise<boolean> => attempt(async () => {
  await api.triage(of.file.number, fenceOf(of), change);
  await openCase(of.file.number);
  void load(view.value, true);
});

/** A name for one thing to be written: kept until it is stored, so that a repeat is the same entry. */
export const freshKey = (): string => toHex(crypto.getRandomValues(new Uint8Array(16)));

async function sealed(of: OpenCase, kind: 'note' | 'labels' | 'reply', body: Json): Promise<{ generation: number; sealed: string }> {
  const me = session.value!.key;
  const n = Math.max(...of.context.secrets.keys());
  const generation = of.file.generations.find((one) => one.n === n)!;
  const own = of.entries.filter((one) => one.ok && one.author === me.member).map((one) => (one.ok ? one.seq : 0));
  const seq = Math.max(0, ...own) + 1;
  return { generation: n, sealed: await write(me, of.file.number, generation, seq, kind, body, new Date()) };
}

export const saveNote = (of: OpenCase, key: string, text: string): Promise<boolean> => attempt(async () => {
  const entry = await sealed(of, 'note', { text });
  await api.note(of.file.number, key, entry.generation, entry.sealed);
  await openCase(of.file.number);
});

export const saveLabels = (of: OpenCase, labels: readonly string[]): Promise<boolean> => attempt(async () => {
  const entry = await sealed(of, 'labels', { labels: [...labels] });
  await api.note(of.file.number, freshKey(), entry.generation, entry.sealed);
  await openCase(of.file.number);
});

export const sendReply = (of: OpenCase, key: string, words: string): Promise<boolean> => attempt(async () => {
  const entry = await sealed(of, 'reply', { text: words, reply: key });
  await api.reply(of.file.number, key, entry.generation, entry.sealed, words);
  await openCase(of.file.number);
});

/** Seals every key of the case to these members of the proven roster and gives the claim away. */
export async function handOver(of: OpenCase, members: readonly Member[]): Promise<boolean> {
  const held = session.value!;
  try {
    const grants = await grantTo(held.roster, members, { line: of.context.line, number: of.file.number }, of.context.secrets, new Date());
    await api.grants(of.file.number, of.file.fence, grants);
  } catch {
    tell(t('handOverNot'));
    return false;
  }
  tell(t('handedOver', { number: of.file.number }));
  current.value = { at: 'none' };
  void load(view.value, true);
  return true;
}
