import { attempt, claim, fenceOf } from '../acts';
import { api, Refusal } from '../api/api';
import { grantTo, makeGeneration } from '../crypto/casekeys';
import { toHex } from '../crypto/bytes';
import type { Member } from '../crypto/roster';
import { type Json, SealBroken } from '../crypto/seal';
import { write } from '../crypto/write';
import { current, load, openCase, type OpenCase, tell, view } from '../desk';
import { dateTime, t } from '../i18n';
import { renewRoster, session } from '../session';

export const release = (of: OpenCase): Promise<boolean> => attempt(async () => {
  await api.release(of.file.number, of.file.fence);
  current.value = { at: 'none' };
  await load(view.value, true);
});

/** Puts the case aside until then; the undo takes it back, which wakes it. */
export const snooze = (of: OpenCase, until: Date): Promise<boolean> => attempt(async () => {
  await api.snooze(of.file.number, of.file.fence, until.toISOString());
  current.value = { at: 'none' };
  tell(t('snoozedUntil', { number: of.file.number, at: dateTime(until.toISOString()) }), () => void claim(of.file));
  await load(view.value, true);
});

/** A name for one thing to be written: kept until it is stored, so that a repeat is the same entry. */
export const freshKey = (): string => toHex(crypto.getRandomValues(new Uint8Array(16)));

/** The generation to write to; made here when the readers changed since the newest one. */
async function generation(of: OpenCase): Promise<{ n: number; recipient: string }> {
  const { next, number, generations } = of.file;
  if (!next) return generations.reduce((newest, one) => (one.n > newest.n ? one : newest));
  const made = await makeGeneration(session.value!.roster, { line: of.context.line, number }, next, new Date());
  await api.begin(number, made);
  return { n: made.number, recipient: made.recipient };
}

/** Does it once more, on the case and the roster of now, when the case's readers or keys changed under it. */
async function afresh<T>(of: OpenCase, act: (of: OpenCase) => Promise<T>): Promise<T> {
  try {
    return await act(of);
  } catch (refused) {
    if (!(refused instanceof SealBroken) && !(refused instanceof Refusal && refused.code === 'generation-spent')) throw refused;
    await renewRoster();
    await openCase(of.file.number);
    if (current.value.at !== 'open' || current.value.case.file.number !== of.file.number) throw refused;
    return act(current.value.case);
  }
}

const written = (of: OpenCase, kind: 'note' | 'outcome' | 'labels' | 'reply', body: Json, send: (generation: number, sealed: string) => Promise<unknown>): Promise<boolean> => attempt(async () => {
  await afresh(of, async (now) => {
    const me = session.value!.key;
    const to = await generation(now);
    const own = now.entries.filter((one) => one.ok && one.author === me.member).map((one) => (one.ok ? one.seq : 0));
    await send(to.n, await write(me, now.file.number, to, Math.max(0, ...own) + 1, kind, body, new Date()));
  });
  await openCase(of.file.number);
});

export const saveNote = (of: OpenCase, key: string, text: string): Promise<boolean> =>
  written(of, 'note', { text }, (generation, sealed) => api.note(of.file.number, key, generation, sealed));

export const saveOutcome = (of: OpenCase, text: string): Promise<boolean> =>
  written(of, 'outcome', { text }, (generation, sealed) => api.note(of.file.number, freshKey(), generation, sealed));

export const saveLabels = (of: OpenCase, labels: readonly string[]): Promise<boolean> =>
  written(of, 'labels', { labels: [...labels] }, (generation, sealed) => api.note(of.file.number, freshKey(), generation, sealed));

export const sendReply = (of: OpenCase, key: string, words: string): Promise<boolean> =>
  written(of, 'reply', { text: words, reply: key }, (generation, sealed) => api.reply(of.file.number, key, generation, sealed, words));

/** Seals every key of the case to these members of the proven roster and to nobody else; a claim ends. */
export const grantAll = (of: OpenCase, members: readonly Member[]): Promise<void> => afresh(of, async (now) => {
  const { context, file } = now;
  const grants = await grantTo(session.value!.roster, members, { line: context.line, number: file.number }, context.secrets, new Date());
  await api.grants(file.number, fenceOf(now), grants);
});

export async function handOver(of: OpenCase, members: readonly Member[]): Promise<boolean> {
  try {
    await grantAll(of, members);
  } catch {
    tell(t('handOverNot'));
    return false;
  }
  tell(t('handedOver', { number: of.file.number }));
  current.value = { at: 'none' };
  void load(view.value, true);
  return true;
}
