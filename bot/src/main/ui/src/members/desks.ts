import { type Desk, holdsEpoch, type Member, type Roster } from '../crypto/roster';
import { newEpoch } from './removal';
import { type Draft, type EpochSeals, nextRoster } from './roster-next';

/** How a desk shall be: whose languages it takes and who works there. One that is not in the roster is opened. */
export interface WantedDesk { readonly id: string; readonly languages: readonly string[]; readonly members: readonly string[] }

/** Every language that a conversation can be in. */
export const LANGUAGES = ['uk', 'ru', 'en', 'crh'];

export const DESK_NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** Whoever may work at a desk: the others have no use for its key. */
export const worksAtDesks = (one: Member): boolean => one.roles.includes('operator') || one.roles.includes('lead');

/** Whether somebody who has the desk's key would lose it, so that the desk needs a new one. */
export const losesSomebody = (now: Roster, wanted: WantedDesk): boolean =>
  now.members.some((one) => holdsEpoch(one, wanted.id) && !wanted.members.includes(one.id));

/**
 * Makes the next roster with this desk. A language goes from the desk that had it. A new desk, and one that somebody leaves, gets a new key that exists in this call only, sealed to those who
 * work there; whoever joins a desk that keeps its key gets it with the last signature.
 *
 * @throws RemovalRefused when nobody would be left to read
 */
export async function withDesk(now: Roster, names: ReadonlyMap<string, string>, wanted: WantedDesk, today: Date = new Date()): Promise<{ draft: Draft; epochs: readonly EpochSeals[] }> {
  const members = now.members.map((one) => (worksAtDesks(one) ? { ...one, desks: placed(one.desks, wanted, one.id) } : one));
  const known = now.desks.find((one) => one.id === wanted.id);
  const epochs: EpochSeals[] = [];
  let desk: Desk = { ...(known ?? { id: wanted.id, epoch: 0, recipient: '' }), languages: wanted.languages };
  if (!known || losesSomebody(now, wanted)) {
    const next = await newEpoch(now.line, desk, members, today);
    desk = next.desk;
    epochs.push(next.seals);
  }
  const others = now.desks.map((one) => (one.id === wanted.id ? desk : { ...one, languages: one.languages.filter((language) => !wanted.languages.includes(language)) }));
  return { draft: await nextRoster(now, names, { members, desks: known ? others : [...others, desk] }), epochs };
}

const placed = (desks: readonly string[], wanted: WantedDesk, id: string): readonly string[] => {
  if (!wanted.members.includes(id)) return desks.filter((one) => one !== wanted.id);
  return desks.includes(wanted.id) ? desks : [...desks, wanted.id];
};
