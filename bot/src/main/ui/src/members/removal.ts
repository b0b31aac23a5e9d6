import { generateHybridIdentity } from 'age-encryption';
import { type Desk, ended, holdsEpoch, type Member, type Roster } from '../crypto/roster';
import { recipientOf } from '../crypto/seal';
import { type Draft, type EpochSeals, nextRoster, sealEpoch } from './roster-next';

export type Why = 'not-a-member' | 'too-few-leads' | 'nobody-left';

/** Nothing was made: the roster that would follow cannot stand. */
export class RemovalRefused extends Error {
  constructor(readonly why: Why) {
    super(why);
  }
}

/** What a lead proposes to remove somebody: the next roster, and the new key of each desk whose key the removed member has, sealed to those who stay. */
export interface Removal { readonly draft: Draft; readonly epochs: readonly EpochSeals[] }

/** Makes the next roster without this member. Its new desk keys exist in this call only; nothing is sealed to the removed member, nor to one whose vetting is over. */
export async function removal(now: Roster, names: ReadonlyMap<string, string>, id: string, today: Date = new Date()): Promise<Removal> {
  const leaving = now.members.find((one) => one.id === id);
  if (!leaving) throw new RemovalRefused('not-a-member');
  const members = now.members.filter((one) => one.id !== id);
  if (members.filter((one) => one.roles.includes('lead')).length < now.k) throw new RemovalRefused('too-few-leads');
  const desks: Desk[] = [];
  const epochs: EpochSeals[] = [];
  for (const desk of now.desks) {
    if (!holdsEpoch(leaving, desk.id)) {
      desks.push(desk);
      continue;
    }
    const next = await newEpoch(now.line, desk, members, today);
    desks.push(next.desk);
    epochs.push(next.seals);
  }
  return { draft: await nextRoster(now, names, { members, desks }), epochs };
}

/** The desk at its next epoch, with a key made here and sealed to those of these members who work there and whose vetting runs. */
export async function newEpoch(line: string, before: Desk, members: readonly Member[], today: Date): Promise<{ desk: Desk; seals: EpochSeals }> {
  const holders = members.filter((one) => holdsEpoch(one, before.id) && !ended(one, today));
  if (holders.length === 0) throw new RemovalRefused('nobody-left');
  const secret = await generateHybridIdentity();
  const desk = { ...before, epoch: before.epoch + 1, recipient: await recipientOf(secret) };
  return { desk, seals: await sealEpoch(line, desk, secret, holders) };
}
