import { fromBase64, fromBase64Url, toBase64 } from './bytes';
import type { MemberKey } from './keyfile';
import type { Roster } from './roster';
import { open, paddedJson, readJson, seal, SealBroken } from './seal';
import { sign, statements, verifies } from './statements';

const kindOf = (what: string): string => `proposal-${what}`;

/** Seals why something is proposed to every lead of the proven roster and to its author, signed inside. */
export async function sealReason(me: MemberKey, roster: Roster, number: string, what: string, text: string): Promise<string> {
  const leads = roster.members.filter((one) => one.roles.includes('lead')).map((one) => one.recipient);
  const signature = sign(statements.written(me.line, number, kindOf(what), 1, text), me.seed);
  const plain = { v: 1, line: me.line, case: number, what, text, by: me.member, signature };
  return toBase64(await seal([...new Set([...leads, me.recipient])], paddedJson(plain)));
}

/** The reason, when it was written by that member of the roster for this case and this act; anything else throws. */
export async function openReason(me: MemberKey, roster: Roster, number: string, what: string, by: string, sealed: string): Promise<string> {
  const plain = readJson(await open(fromBase64(sealed), me.secret));
  const text = plain['text'];
  const fits = plain['v'] === 1 && plain['line'] === me.line && plain['case'] === number && plain['what'] === what && plain['by'] === by && typeof text === 'string' && typeof plain['signature'] === 'string';
  if (!fits) throw new SealBroken('The reason belongs elsewhere');
  const statement = statements.written(me.line, number, kindOf(what), 1, text as string);
  if (!(roster.signers.get(by) ?? []).some((key) => verifies(statement, fromBase64Url(plain['signature'] as string), key))) throw new SealBroken('Not signed by its author');
  return text as string;
}
