import { claim, fenceOf, sayRefused } from '../acts';
import { api, Refusal } from '../api/api';
import { grantTo, makeGeneration } from '../crypto/casekeys';
import { toHex } from '../crypto/bytes';
import type { Member } from '../crypto/roster';
import { type Json, SealBroken } from '../crypto/seal';
import { write } from '../crypto/write';
import { current, forgetUndo, load, openCase, type OpenCase, tell, view } from '../desk';
import { dateTime, t } from '../i18n';
import { renewRoster, session } from '../session';

const PAUSES_SECONDS = [1, 3, 10, 30];
/** Acts after which the case is no longer with whoever did them. */
const LEAVING = ['released', 'snoozed', 'granted', 'escalated'];

/** The answer was lost: whether the case's own record tells of the act; null when the server does not say. */
async function became(of: OpenCase, act: string): Promise<boolean | null> {
  const { number, custody, lease } = of.file;
  const last = Math.max(0, ...custody.map((one) => one.n));
  for (const seconds of PAUSES_SECONDS) {
    await new Promise((later) => setTimeout(later, seconds * 1000));
    if (!session.value) return null;
    const me = session.value.key.member;
    try {
      return (await api.open(number)).custody.some((one) => one.n > last && one.by === me && one.act === act);
    } catch (refused) {
      const status = refused instanceof Refusal ? refused.status : -1;
      if (status === 403 && LEAVING.includes(act)) return !lease || Date.parse(lease.until) > Date.now() ? true : null;
      if (status !== 0) return null;
    }
  }
  return null;
}

/** Does it, then what follows from it. Says nothing of an act whose answer was lost before the case was looked at. */
export async function surely(of: OpenCase, act: string, send: () => Promise<unknown>, then: () => unknown, refusedAs: (refused: unknown) => void = sayRefused): Promise<boolean> {
  try {
    tell('');
    await send();
  } catch (refused) {
    if (!(refused instanceof Refusal) || refused.status !== 0) {
      refusedAs(refused);
      return false;
    }
    tell(t('looking'));
    const done = await became(of, act);
    if (done) tell('');
    else if (done === null) sayRefused(refused);
    else refusedAs(new Refusal(-1, 'undone', ''));
    if (!done) return false;
  }
  await then();
  return true;
}

/** The case is no longer with this member; another one may be open by now. */
export function left({ file: { number } }: OpenCase, text = '', undo?: () => void): void {
  if (current.value.at === 'open' && current.value.case.file.number === number) current.value = { at: 'none' };
  forgetUndo(number);
  if (text) tell(text, undo);
  void load(view.value, true);
}

export const release = (of: OpenCase): Promise<boolean> => surely(of, 'released', () => api.release(of.file.number, of.file.fence), () => left(of));

/** Puts the case aside until then; the undo takes it back, which wakes it. */
export const snooze = (of: OpenCase, until: Date): Promise<boolean> =>
  surely(of, 'snoozed', () => api.snooze(of.file.number, of.file.fence, until.toISOString()), () => left(of, t('snoozedUntil', { number: of.file.number, at: dateTime(until.toISOString()) }), () => void claim(of.file)));

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

const written = (of: OpenCase, act: string, kind: 'note' | 'outcome' | 'labels' | 'reply', body: Json, send: (generation: number, sealed: string) => Promise<unknown>): Promise<boolean> => surely(of, act, () =>
  afresh(of, async (now) => {
    const me = session.value!.key;
    const to = await generation(now);
    const own = now.entries.filter((one) => one.ok && one.author === me.member).map((one) => (one.ok ? one.seq : 0));
    await send(to.n, await write(me, now.file.number, to, Math.max(0, ...own) + 1, kind, body, new Date()));
  }), () => openCase(of.file.number));

export const saveNote = (of: OpenCase, key: string, text: string): Promise<boolean> =>
  written(of, 'noted', 'note', { text }, (generation, sealed) => api.note(of.file.number, key, generation, sealed));

export const saveOutcome = (of: OpenCase, key: string, text: string): Promise<boolean> =>
  written(of, 'noted', 'outcome', { text }, (generation, sealed) => api.note(of.file.number, key, generation, sealed));

export const saveLabels = (of: OpenCase, labels: readonly string[]): Promise<boolean> =>
  written(of, 'noted', 'labels', { labels: [...labels] }, (generation, sealed) => api.note(of.file.number, freshKey(), generation, sealed));

export const sendReply = (of: OpenCase, key: string, words: string): Promise<boolean> =>
  written(of, 'replied', 'reply', { text: words, reply: key }, (generation, sealed) => api.reply(of.file.number, key, generation, sealed, words));

/** Seals every key of the case to these members of the proven roster and to nobody else; a claim ends. */
export const grantAll = (of: OpenCase, members: readonly Member[]): Promise<void> => afresh(of, async (now) => {
  const { context, file } = now;
  const grants = await grantTo(session.value!.roster, members, { line: context.line, number: file.number }, context.secrets, new Date());
  await api.grants(file.number, fenceOf(now), grants);
});

export const handOver = (of: OpenCase, members: readonly Member[]): Promise<boolean> =>
  surely(of, 'granted', () => grantAll(of, members), () => left(of, t('handedOver', { number: of.file.number })), () => tell(t('handOverNot')));
