import type { Member, Roster } from '../crypto/roster';

export interface Coming { readonly what: 'joins' | 'leaves'; readonly member: Member; readonly name: string }
export type Difference =
  | Coming
  | { readonly what: 'roles' | 'desks' | 'until' | 'name'; readonly member: Member; readonly name: string; readonly from: string; readonly to: string }
  | { readonly what: 'k' | 'recovery' | 'epoch' | 'desk' | 'deposit'; readonly from: string; readonly to: string };

/** Everything in which the next roster differs, so that a lead sees all of what they sign. */
export function differences(now: Roster, names: ReadonlyMap<string, string>, next: Roster, nextNames: ReadonlyMap<string, string>): Difference[] {
  const found: Difference[] = [];
  const nameOf = (id: string) => nextNames.get(id) ?? names.get(id) ?? id;
  for (const one of next.members) {
    const old = now.members.find((known) => known.id === one.id);
    if (!old) {
      found.push({ what: 'joins', member: one, name: nameOf(one.id) });
      continue;
    }
    const changed = (what: 'roles' | 'desks' | 'until' | 'name', from: string, to: string) => {
      if (from !== to) found.push({ what, member: one, name: nameOf(one.id), from, to });
    };
    changed('roles', old.roles.join(', '), one.roles.join(', '));
    changed('desks', old.desks.join(', '), one.desks.join(', '));
    changed('until', old.until, one.until);
    changed('name', names.get(one.id) ?? one.id, nextNames.get(one.id) ?? one.id);
  }
  now.members.filter((one) => !next.members.some((kept) => kept.id === one.id)).forEach((member) => found.push({ what: 'leaves', member, name: nameOf(member.id) }));
  const plain = (what: 'k' | 'recovery' | 'epoch' | 'desk' | 'deposit', from: string, to: string) => { if (from !== to) found.push({ what, from, to }); };
  plain('k', String(now.k), String(next.k));
  plain('recovery', now.recovery.map(short).join(' '), next.recovery.map(short).join(' '));
  plain('desk', now.desks.map(desk).join('; '), next.desks.map(desk).join('; '));
  plain('epoch', now.desks.map(epoch).join('; '), next.desks.map(epoch).join('; '));
  plain('deposit', now.deposits[now.deposits.length - 1] ?? '', next.deposits[next.deposits.length - 1] ?? '');
  return found;
}

const short = (recipient: string) => `…${recipient.slice(-8)}`;
const desk = ({ id, languages }: { id: string; languages: readonly string[] }) => `${id} (${languages.join(', ')})`;
const epoch = ({ id, epoch: number, recipient }: { id: string; epoch: number; recipient: string }) => `${id}:${number} ${short(recipient)}`;
