import { generateHybridIdentity } from 'age-encryption';
import { fromBase64, toBase64 } from './bytes';
import { checkHeader } from './entry';
import type { MemberKey } from './keyfile';
import type { Member, Roster } from './roster';
import { open, paddedJson, readJson, recipientOf, seal, SealBroken } from './seal';

export interface StoredGeneration {
  readonly n: number;
  readonly recipient: string;
  readonly keys: readonly { readonly to: string; readonly sealed: string }[];
}
export interface StoredEpoch { readonly desk: string; readonly epoch: number; readonly sealed: string }
/** What the server asks for before the next entry: the number, and the names of the readers' copies. */
export interface NextGeneration { readonly number: number; readonly to: readonly string[] }
export interface MadeGeneration { readonly number: number; readonly recipient: string; readonly keys: StoredGeneration['keys'] }
export interface Grant { readonly member: string; readonly generation: number; readonly sealed: string }

/** Opens my copies of the desks' keys; each must be the one that the roster names. */
export async function openEpochs(key: MemberKey, roster: Roster, epochs: readonly StoredEpoch[]): Promise<Map<string, string>> {
  const opened = new Map<string, string>();
  for (const one of epochs) {
    const plain = readJson(await open(fromBase64(one.sealed), key.secret));
    const id = `${one.desk}:${one.epoch}`;
    const fits = plain['v'] === 1 && plain['kind'] === 'epoch-key' && plain['line'] === roster.line && plain['desk'] === one.desk && plain['epoch'] === one.epoch;
    if (!fits || (await recipientOf(String(plain['secret']))) !== roster.epochs.get(id)) throw new SealBroken('Not the desk key of the roster');
    opened.set(id, String(plain['secret']));
  }
  return opened;
}

/** Opens the key of each generation that I may open; a key that belongs elsewhere throws. */
export async function openGenerations(
  place: { line: string; number: string }, me: MemberKey, epochs: ReadonlyMap<string, string>, generations: readonly StoredGeneration[],
): Promise<Map<number, string>> {
  const secrets = new Map<number, string>();
  for (const generation of generations) {
    const secret = await usable(place, me, epochs, generation);
    if (secret !== undefined) secrets.set(generation.n, secret);
  }
  return secrets;
}

async function usable(
  place: { line: string; number: string }, me: MemberKey, epochs: ReadonlyMap<string, string>, generation: StoredGeneration,
): Promise<string | undefined> {
  for (const key of generation.keys) {
    const identity = key.to === `member:${me.member}` ? me.secret : key.to.startsWith('epoch:') ? epochs.get(key.to.slice(6)) : undefined;
    if (identity === undefined) continue;
    const plain = readJson(await open(fromBase64(key.sealed), identity));
    checkHeader({ ...place, generation: generation.n, kinds: ['key'] }, plain);
    const secret = String(plain['secret']);
    if (plain['seq'] !== 0 || (await recipientOf(secret)) !== generation.recipient) throw new SealBroken('Another key than the case names');
    return secret;
  }
  return undefined;
}

const keyPlain = (place: { line: string; number: string }, generation: number, secret: string, now: Date) =>
  paddedJson({ v: 1, line: place.line, case: place.number, generation, seq: 0, kind: 'key', at: now.toISOString().slice(0, 19) + 'Z', secret });

/** Makes a case's next generation: a fresh secret for each reader, whose key comes from the proven roster and from nowhere else, and for all recovery holders together. */
export async function makeGeneration(roster: Roster, place: { line: string; number: string }, next: NextGeneration, now: Date): Promise<MadeGeneration> {
  const secret = await generateHybridIdentity();
  const plain = keyPlain(place, next.number, secret, now);
  const keys: { to: string; sealed: string }[] = [];
  for (const to of next.to) {
    const recipient = to.startsWith('member:') ? roster.members.find((one) => to === `member:${one.id}`)?.recipient : roster.desks.find((one) => to === `epoch:${one.id}:${one.epoch}`)?.recipient;
    if (recipient === undefined) throw new SealBroken('Not in the roster');
    keys.push({ to, sealed: toBase64(await seal([recipient], plain)) });
  }
  let nested = plain;
  for (const holder of roster.recovery) nested = await seal([holder], nested);
  return { number: next.number, recipient: await recipientOf(secret), keys: [...keys, { to: 'recovery', sealed: toBase64(nested) }] };
}

/** Seals every generation's key afresh to each grantee. Recipients come from the proven roster and from nowhere else. */
export async function grantTo(
  roster: Roster, members: readonly Member[], place: { line: string; number: string }, secrets: ReadonlyMap<number, string>, now: Date,
): Promise<Grant[]> {
  const grants: Grant[] = [];
  for (const member of members) {
    const proven = roster.members.find((one) => one.id === member.id);
    if (proven === undefined) throw new SealBroken('Not in the roster');
    for (const [generation, secret] of secrets) {
      grants.push({ member: proven.id, generation, sealed: toBase64(await seal([proven.recipient], keyPlain(place, generation, secret, now))) });
    }
  }
  return grants;
}
