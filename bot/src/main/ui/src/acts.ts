import { api, Refusal, type Row } from './api/api';
import type { Member } from './crypto/roster';
import { current, forgetUndo, load, openCase, type OpenCase, tell, view } from './desk';
import { named, t } from './i18n';
import { idleUntil, nameOfMember, now, session } from './session';

/** The member's own number for each claim, so that a write after another claim is refused. Zero for a granted case. */
export const fenceOf = (of: OpenCase): number => (holds(of) ? of.file.fence : 0);

/** A claim whose time is over writes no more. */
export const over = (of: OpenCase): boolean => holds(of) && Date.parse(of.file.lease!.until) <= now.value;

/** Whether it is with this member, by a claim or a grant; who only reads it to decide does nothing to it. */
export const worksOn = (of: OpenCase): boolean => holds(of) || of.file.reader;

export const canWrite = (of: OpenCase): boolean => (holds(of) && !over(of)) || of.file.reader;

export const holds = (of: OpenCase): boolean => of.file.lease?.owner === session.value?.key.member;

async function attempt(act: () => Promise<void>): Promise<boolean> {
  try {
    tell('');
    await act();
    return true;
  } catch (refused) {
    sayRefused(refused);
    return false;
  }
}

/** Says what became of an act that was refused, or whose answer was lost; then nobody knows, and the case is looked at anew. */
export function sayRefused(refused: unknown): void {
  const status = refused instanceof Refusal ? refused.status : -1;
  tell(t(status === 0 ? 'unsure' : status === 409 || status === 410 ? 'leaseLost' : 'notSaved'));
  if (status === 0 && current.value.at === 'open') void openCase(current.value.case.file.number);
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

let taking = false;

/** Takes the most urgent, and of these the oldest free case; one, however often it is asked for meanwhile. */
export async function takeNext(): Promise<void> {
  if (taking) return;
  taking = true;
  await attempt(async () => {
    const taken = await api.next();
    if (taken) await openCase(taken.number); else tell(t('nextNone'));
  });
  taking = false;
  void load(view.value, true);
}

/** Gives back a case that was taken and does not open here. */
export const giveBack = (number: string): Promise<boolean> => attempt(async () => {
  const { fence } = await api.claim(number);
  await api.release(number, fence);
  current.value = { at: 'none' };
  void load(view.value, true);
});

const RENEW_MILLISECONDS = 300_000;
let renewed = 0;

/** Prolongs the claim on the open case while somebody works: touched the page within two minutes. Who went away loses it in time. */
export async function renewWhileWorking(): Promise<void> {
  const shown = current.value;
  const held = session.value;
  if (shown.at !== 'open' || !held || !holds(shown.case)) return;
  const at = Date.now();
  const left = Date.parse(shown.case.file.lease!.until) - at;
  const idle = at - (idleUntil.value - held.line.idleSeconds * 1000);
  if (left <= 0 || left > RENEW_MILLISECONDS || idle > 120_000 || at - renewed < 30_000) return;
  renewed = at;
  const { number, fence } = shown.case.file;
  try {
    const { until } = await api.renew(number, fence);
    const open = current.value;
    if (open.at === 'open' && open.case.file.number === number && open.case.file.fence === fence) {
      current.value = { ...open, case: { ...open.case, file: { ...open.case.file, lease: { owner: held.key.member, until } } } };
    }
  } catch (refused) {
    if (refused instanceof Refusal && refused.status === 409) tell(t('leaseLost'));
  }
}

export const renew = (of: OpenCase): Promise<boolean> => attempt(async () => {
  await api.renew(of.file.number, of.file.fence);
  await openCase(of.file.number);
});

export const triage = (of: OpenCase, change: { urgency?: string; state?: string }): Promise<boolean> => attempt(async () => {
  const { number, urgency, state } = of.file;
  await api.triage(number, fenceOf(of), change);
  const what = change.urgency ? `${t('urgency')}: ${named('urgency_', change.urgency)}` : `${t('state')}: ${named('state_', change.state!)}`;
  tell(`${number} · ${what}`, () => void triage(of, change.urgency ? { urgency } : { state }).then(() => forgetUndo(number)), number);
  await openCase(number);
  void load(view.value, true);
});

export const handOver = async (of: OpenCase, members: readonly Member[]): Promise<boolean> => (await import('./more')).handOver(of, members);
