import { sha256Hex, utf8, type Bytes, toBase64 } from '../crypto/bytes';
import { sealNames } from '../crypto/names';
import { ended, holdsEpoch, type Desk, type Lead, type Member, readNext, type Roster } from '../crypto/roster';
import { paddedJson, seal } from '../crypto/seal';
import { statements } from '../crypto/statements';
import { ed25519 } from '@noble/curves/ed25519.js';

/** All that a roster version says, before it has its exact bytes. */
export interface Plan {
  readonly line: string;
  readonly version: number;
  readonly previous: string;
  readonly k: number;
  readonly desks: readonly Desk[];
  readonly recovery: readonly string[];
  readonly deposit: string;
  readonly members: readonly Member[];
  readonly names: string;
}

/** A version in its exact bytes; the hash names it and is what leads sign. */
export interface Draft { readonly publicPart: Bytes; readonly memberPart: Bytes; readonly hash: string; readonly version: number }

const member = ({ id, roles, desks, recipient, signing, until }: Member): Member => ({ id, roles, desks, recipient, signing, until });
const desk = ({ id, languages, epoch, recipient }: Desk): Desk => ({ id, languages, epoch, recipient });

/** The exact bytes of both parts. The server's `RosterPublic` and `RosterMembers` write the same; frozen in `roster-next.json`. */
export function exactBytes(plan: Plan): Draft {
  const members = plan.members.map(member);
  const memberPart = utf8(JSON.stringify({ v: 1, line: plan.line, version: plan.version, members, names: plan.names }));
  const leads: Lead[] = members.filter((one) => one.roles.includes('lead')).map(({ id, signing }) => ({ id, signing }));
  const publicPart = utf8(JSON.stringify({
    v: 1, line: plan.line, version: plan.version, previous: plan.previous, k: plan.k, leads, desks: plan.desks.map(desk),
    recovery: plan.recovery, deposit: plan.deposit, members: sha256Hex(memberPart),
  }));
  return { publicPart, memberPart, hash: sha256Hex(publicPart), version: plan.version };
}

/** What shall be different; what is not named stays as it is. */
export interface Change {
  readonly members?: readonly Member[];
  readonly desks?: readonly Desk[];
  readonly k?: number;
  readonly recovery?: readonly string[];
}

/** Builds what follows the proven roster. `names` must have the name of every member, old and new: they are sealed anew to all. */
export async function nextRoster(now: Roster, names: ReadonlyMap<string, string>, change: Change): Promise<Draft> {
  const members = change.members ?? now.members;
  const version = now.version + 1;
  const draft = exactBytes({
    line: now.line, version, previous: now.hash, k: change.k ?? now.k, desks: change.desks ?? now.desks, recovery: change.recovery ?? now.recovery,
    deposit: now.deposits[now.deposits.length - 1]!, members, names: await sealNames(now.line, version, members, names),
  });
  readNext(now, toBase64(draft.publicPart), toBase64(draft.memberPart));
  return draft;
}

/** A lead's signature over a draft, in base64. */
export const signDraft = (line: string, draft: { version: number; hash: string }, seed: Uint8Array): string =>
  toBase64(ed25519.sign(statements.roster(line, draft.version, draft.hash), seed));

export interface EpochSeals { readonly desk: string; readonly number: number; readonly seals: readonly { readonly member: string; readonly sealed: string }[] }

/** A desk's key as each member of the epoch gets it. */
export const epochKey = (line: string, desk: string, epoch: number, secret: string): Bytes =>
  paddedJson({ v: 1, line, desk, epoch, kind: 'epoch-key', secret });

/** Seals one epoch's key to members, one file each. */
export async function sealEpoch(line: string, to: Desk, secret: string, members: readonly Member[]): Promise<EpochSeals> {
  const plain = epochKey(line, to.id, to.epoch, secret);
  const seals: { member: string; sealed: string }[] = [];
  for (const one of members) seals.push({ member: one.id, sealed: toBase64(await seal([one.recipient], plain)) });
  return { desk: to.id, number: to.epoch, seals };
}

/** Whoever the next roster gives a desk's key to and who has none in the present one: a new member, or one with a new desk or role. */
export function newHolders(now: Roster, next: Roster, desk: Desk): Member[] {
  return next.members.filter((one) => holdsEpoch(one, desk.id) && !ended(one) &&
    !now.members.some((old) => old.id === one.id && holdsEpoch(old, desk.id) && !ended(old)));
}

/** Seals the keys of running epochs to whom the next roster adds. Desks at a new epoch bring their own seals. */
export async function sealToNew(now: Roster, next: Roster, epochs: ReadonlyMap<string, string>): Promise<EpochSeals[]> {
  const sealed: EpochSeals[] = [];
  for (const one of next.desks) {
    const secret = epochs.get(`${one.id}:${one.epoch}`);
    const holders = newHolders(now, next, one);
    if (secret !== undefined && holders.length > 0) sealed.push(await sealEpoch(now.line, one, secret, holders));
  }
  return sealed;
}

