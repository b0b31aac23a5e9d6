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

/** Seals every generation's key afresh to each grantee. Recipients come from the proven roster and from nowhere else. */
export async function grantTo(
  roster: Roster, members: readonly Member[], place: { line: string; number: string }, secrets: ReadonlyMap<number, string>, now: Date,
): Promise<Grant[]> {
  const grants: Grant[] = [];
  for (const member of members) {
    const proven = roster.members.find((one) => one.id === member.id);
    if (proven === undefined) throw new SealBroken('Not in the roster');
    for (const [generation, secret] of secrets) {
      const at = now.toISOString().slice(0, 19) + 'Z';
      const plain = paddedJson({ v: 1, line: place.line, case: place.number, generation, seq: 0, kind: 'key', at, secret });
      grants.push({ member: proven.id, generation, sealed: toBase64(await seal([proven.recipient], plain)) });
    }
  }
  return grants;
}
