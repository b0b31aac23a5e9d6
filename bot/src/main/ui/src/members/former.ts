import { fromBase64, fromUtf8 } from '../crypto/bytes';
import { openNames } from '../crypto/names';
import { type Roster, RosterUnproven, type SignedRoster, verifyRoster } from '../crypto/roster';

/** Who was a member once: their id, the name as their last roster had it, and that roster's number. */
export interface Former { readonly id: string; readonly name: string; readonly last: number }

/** Everybody whom the proven roster's earlier versions name and the present one does not. Whoever joined later than that cannot open the name, and sees the id. */
export async function formerMembers(now: Roster, root: string, secret: string, versions: () => Promise<readonly SignedRoster[]>): Promise<Former[]> {
  const left = new Set([...now.signers.keys()].filter((id) => !now.members.some((one) => one.id === id)));
  const found: Former[] = [];
  if (left.size === 0) return found;
  const all = await versions();
  const upTo = all.findIndex((one) => one.version === now.version);
  const chain = all.slice(0, upTo + 1);
  if (verifyRoster(now.line, root, chain).hash !== now.hash) throw new RosterUnproven('Another roster was served');
  for (const signed of [...chain].reverse()) {
    const part = JSON.parse(fromUtf8(fromBase64(signed.members))) as { names: string; members: { id: string }[] };
    const here = part.members.map((one) => one.id).filter((id) => left.has(id));
    const names = here.length > 0 ? await openNames({ line: now.line, version: signed.version, names: part.names }, secret) : new Map<string, string>();
    for (const id of here) {
      left.delete(id);
      found.push({ id, name: names.get(id) ?? id, last: signed.version });
    }
  }
  return found;
}
