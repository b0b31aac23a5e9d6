import { get, post } from '../api/api';
import { fromBase64, toBase64 } from '../crypto/bytes';
import { openGenerations } from '../crypto/casekeys';
import type { MemberKey } from '../crypto/keyfile';
import type { Desk, Roster } from '../crypto/roster';
import { open, seal } from '../crypto/seal';

const AT_ONCE = 20;

export interface PendingCase {
  readonly number: string;
  readonly rev: number;
  readonly keys: readonly { readonly generation: number; readonly recipient: string; readonly to: string; readonly sealed: string }[];
}
export interface Work { readonly left: number; readonly cases: readonly PendingCase[] }
export interface ResealedCase { readonly number: string; readonly rev: number; readonly keys: readonly { readonly generation: number; readonly sealed: string }[] }

/** What resealing asks of the server. */
export interface EpochApi {
  pending(desk: string, after: string): Promise<Work>;
  resealed(desk: string, cases: readonly ResealedCase[]): Promise<{ resealed: number }>;
}

export const epochApi: EpochApi = {
  pending: (desk, after) => get(`epochs/${encodeURIComponent(desk)}/pending?after=${encodeURIComponent(after)}`),
  resealed: (desk, cases) => post(`epochs/${encodeURIComponent(desk)}/resealed`, { cases }),
};

export interface Holder { readonly key: MemberKey; readonly roster: Roster; readonly epochs: ReadonlyMap<string, string> }

/** Opens each key with the epoch that ended, proves that it is this case's, and seals the same bytes to the present one; undefined when this browser cannot open all of it. */
export async function reseal(held: Holder, desk: Desk, pending: PendingCase): Promise<ResealedCase | undefined> {
  const keys: { generation: number; sealed: string }[] = [];
  try {
    const place = { line: held.roster.line, number: pending.number };
    const generations = pending.keys.map((one) => ({ n: one.generation, recipient: one.recipient, keys: [one] }));
    const proven = await openGenerations(place, held.key, held.epochs, generations);
    for (const one of pending.keys) {
      const epoch = held.epochs.get(one.to.replace(/^epoch:/, ''));
      if (epoch === undefined || !proven.has(one.generation)) return undefined;
      keys.push({ generation: one.generation, sealed: toBase64(await seal([desk.recipient], await open(fromBase64(one.sealed), epoch))) });
    }
  } catch {
    return undefined;
  }
  return { number: pending.number, rev: pending.rev, keys };
}

/** How it stands: cases left, and those of them that this browser cannot open. */
export interface Progress { readonly left: number; readonly unopened: number }

/** Reseals all that waits for this desk's present epoch, page by page. May be stopped and begun anew anywhere; several browsers at once do no harm. */
export async function resealDesk(held: Holder, desk: Desk, server: EpochApi, tell: (at: Progress) => void, on: () => boolean): Promise<Progress> {
  let after = '';
  let unopened = 0;
  let work = await server.pending(desk.id, after);
  while (work.cases.length > 0 && on()) {
    const made: ResealedCase[] = [];
    for (const one of work.cases) {
      const done = await reseal(held, desk, one);
      if (done) made.push(done);
      else unopened++;
    }
    for (let i = 0; i < made.length && on(); i += AT_ONCE) await server.resealed(desk.id, made.slice(i, i + AT_ONCE));
    after = work.cases[work.cases.length - 1]!.number;
    work = await server.pending(desk.id, after);
    tell({ left: work.left, unopened });
  }
  return { left: work.left, unopened };
}

/** Reseals for every desk whose key this member has now and had before. Desks of which there is nothing to do cost one question. */
export async function resealAll(held: Holder, on: () => boolean, server: EpochApi = epochApi, tell: (at: Progress) => void = () => undefined): Promise<void> {
  for (const desk of held.roster.desks) {
    if (desk.epoch > 1 && held.epochs.has(`${desk.id}:${desk.epoch}`)) await resealDesk(held, desk, server, tell, on);
  }
}
