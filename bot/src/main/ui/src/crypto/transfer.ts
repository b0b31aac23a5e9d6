import { toBase64 } from './bytes';
import type { Desk, Roster } from './roster';
import { paddedJson, seal, SealBroken } from './seal';

export interface Copy { readonly generation: number; readonly sealed: string }

/** Each key of the case that I can open, sealed to the key that the proven roster names for that desk today. */
export async function copiesFor(roster: Roster, desk: string, place: { line: string; number: string }, secrets: ReadonlyMap<number, string>, now: Date): Promise<Copy[]> {
  const known = roster.desks.find((one) => one.id === desk);
  if (known === undefined) throw new SealBroken('Not in the roster');
  const copies: Copy[] = [];
  for (const [generation, secret] of [...secrets].sort(([a], [b]) => a - b)) {
    const plain = paddedJson({ v: 1, line: place.line, case: place.number, generation, seq: 0, kind: 'key', at: now.toISOString().slice(0, 19) + 'Z', secret });
    copies.push({ generation, sealed: toBase64(await seal([known.recipient], plain)) });
  }
  return copies;
}

/** The desks that this case could go to: none once it was granted to somebody. */
export function otherDesks(roster: Roster, generations: readonly { readonly keys: readonly { readonly to: string }[] }[]): readonly Desk[] {
  const keys = generations.at(-1)?.keys ?? [];
  const own = keys.find((one) => one.to.startsWith('epoch:'))?.to.split(':')[1];
  return own === undefined ? [] : roster.desks.filter((one) => one.id !== own);
}

/** Who reads what is a desk's: its operators and leads. */
export const readersOf = (roster: Roster, desk: string): string[] =>
  roster.members.filter((one) => one.desks.includes(desk) && one.roles.some((role) => role === 'operator' || role === 'lead')).map((one) => one.id);
