import { fromBase64, fromUtf8, sha256Hex } from './bytes';
import type { Json } from './seal';
import { statements, verifies } from './statements';

export interface Lead { readonly id: string; readonly signing: string }
export interface Desk { readonly id: string; readonly languages: readonly string[]; readonly epoch: number; readonly recipient: string }
export interface Member {
  readonly id: string;
  readonly roles: readonly string[];
  readonly desks: readonly string[];
  readonly recipient: string;
  readonly signing: string;
  /** The last day of the vetting, in UTC. */
  readonly until: string;
}
export interface SignedRoster {
  readonly version: number;
  readonly public: string;
  readonly members: string;
  readonly signatures: readonly { readonly by: string; readonly sig: string }[];
}

/** A proven roster. `signers` holds every signing key that a member ever had here, so that old notes can still be proven. */
export interface Roster {
  readonly line: string;
  readonly version: number;
  readonly hash: string;
  readonly k: number;
  readonly leads: readonly Lead[];
  readonly desks: readonly Desk[];
  readonly recovery: readonly string[];
  readonly deposits: readonly string[];
  /** Names of this version's members, sealed to all of them; see `names.ts`. */
  readonly names: string;
  readonly members: readonly Member[];
  readonly signers: ReadonlyMap<string, readonly string[]>;
  readonly epochs: ReadonlyMap<string, string>;
}

/** The roster does not prove itself from the root; nobody in it may be trusted. */
export class RosterUnproven extends Error {}

const PUBLIC = 'v,line,version,previous,k,leads,desks,recovery,deposit,members';
const MEMBERS = 'v,line,version,members,names';
const ROLES = ['operator', 'verifier', 'lead', 'auditor'];
const RECIPIENT = /^age1pq1[02-9ac-hj-np-z]{1952}$/;
const HASH = /^[0-9a-f]{64}$/;

function require(fits: boolean, otherwise: string): asserts fits {
  if (!fits) throw new RosterUnproven(otherwise);
}

function exact(bytes: Uint8Array, keys: string): Json {
  try {
    const text = fromUtf8(bytes);
    const read = JSON.parse(text) as Json;
    if (JSON.stringify(read) === text && Object.keys(read).join() === keys) return read;
  } catch {
    throw new RosterUnproven('A part cannot be read');
  }
  throw new RosterUnproven('A part is not in its exact form');
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 1;
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isDay = (value: unknown): value is string =>
  isText(value) && /^2\d{3}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(Date.parse(value)).toISOString().slice(0, 10) === value;
const distinct = (values: readonly string[]) => new Set(values).size === values.length;

function objects(value: unknown, keys: string, fits: (one: Json) => boolean): Json[] {
  require(Array.isArray(value), 'A list is missing');
  return value.map((one: Json) => {
    require(typeof one === 'object' && one !== null && Object.keys(one).join() === keys && fits(one), 'A member of a list is malformed');
    return one;
  });
}

interface Open {
  version: number;
  hash: string;
  k: number;
  leads: Lead[];
  desks: Desk[];
  recovery: string[];
  deposit: string;
  members: Member[];
  names: string;
}

function read(line: string, signed: SignedRoster): Open & { previous: string } {
  const publicBytes = fromBase64(signed.public);
  const memberBytes = fromBase64(signed.members);
  const open = exact(publicBytes, PUBLIC);
  const part = exact(memberBytes, MEMBERS);
  require(open['v'] === 1 && part['v'] === 1, 'Its form is unknown');
  require(open['line'] === line && part['line'] === line, "It is another line's");
  require(isCount(open['version']) && open['version'] === part['version'] && open['version'] === signed.version, 'A version is out of its place');
  require(open['members'] === sha256Hex(memberBytes), 'Its member part was changed');
  const leads = objects(open['leads'], 'id,signing', (one) => isText(one['id']) && isText(one['signing'])) as unknown as Lead[];
  const desks = objects(open['desks'], 'id,languages,epoch,recipient', (one) =>
    isText(one['id']) && isTexts(one['languages']) && isCount(one['epoch']) && RECIPIENT.test(String(one['recipient']))) as unknown as Desk[];
  const members = objects(part['members'], 'id,roles,desks,recipient,signing,until', (one) =>
    isText(one['id']) && isTexts(one['roles']) && isTexts(one['desks']) && RECIPIENT.test(String(one['recipient'])) &&
    isText(one['signing']) && isDay(one['until'])) as unknown as Member[];
  const recovery = open['recovery'];
  require(isTexts(recovery) && recovery.length > 0 && recovery.every((one) => RECIPIENT.test(one)), 'It has no recovery');
  require(isCount(open['k']) && open['k'] <= leads.length && desks.length > 0, 'It has too few leads or no desk');
  require(isText(open['deposit']) && isText(open['previous']), 'A field is missing');
  require(isText(part['names']), 'A field is missing');
  check(leads, desks, recovery, members);
  return {
    version: open['version'], hash: sha256Hex(publicBytes), k: open['k'], leads, desks, recovery,
    deposit: open['deposit'], members, names: part['names'], previous: open['previous'],
  };
}

/** What a version must be like, whoever signed it; the server's `RosterRules` has the same. */
function check(leads: readonly Lead[], desks: readonly Desk[], recovery: readonly string[], members: readonly Member[]): void {
  require([members.map((m) => m.id), members.map((m) => m.signing), members.map((m) => m.recipient)].every(distinct), 'A member stands twice');
  require(distinct(desks.map((d) => d.id)) && distinct(recovery) && distinct(leads.map((l) => l.id)), 'Something stands twice');
  const key = (one: Lead) => `${one.id} ${one.signing}`;
  const leading = members.filter((m) => m.roles.includes('lead')).map(key).sort();
  require(leads.map(key).sort().join() === leading.join(), 'Its leads are not its members');
  require(members.every((m) => m.roles.length > 0 && distinct(m.roles) && m.roles.every((role) => ROLES.includes(role)) && distinct(m.desks) &&
    m.desks.every((desk) => desks.some((d) => d.id === desk))), 'A member has no role, or a desk that is not there');
}

/** Keys do not change under a name: a member with new keys is a new member, a desk with a new key is at its next epoch. A desk whose key somebody loses, by leaving or by losing the role there, gets a new one. */
function checkChange(before: Open, open: Open): void {
  require(open.members.every((m) => before.members.every((k) => k.id !== m.id || (k.signing === m.signing && k.recipient === m.recipient))), "A member's key was exchanged");
  require(open.desks.every((d) => before.desks.every((k) => k.id !== d.id || d.epoch === k.epoch + (k.recipient === d.recipient ? 0 : 1))), "A desk's key was exchanged");
  const kept = (known: Member, desk: string) => open.members.some((m) => m.id === known.id && holdsEpoch(m, desk));
  require(open.desks.every((d) => before.desks.every((k) => k.id !== d.id || k.epoch !== d.epoch || before.members.every((m) => !holdsEpoch(m, d.id) || kept(m, d.id)))), "A desk's key stayed although somebody who has it left");
}

/** Who may sign what follows: the leads who lead in it too. Removing a lead takes k of the others. */
export const staying = (before: { readonly leads: readonly Lead[] }, next: { readonly leads: readonly Lead[] }): Lead[] =>
  before.leads.filter((lead) => next.leads.some((kept) => kept.id === lead.id));

function signatures(line: string, open: Open, signed: SignedRoster, signers: readonly Lead[]): number {
  const statement = statements.roster(line, open.version, open.hash);
  return signers.filter((lead) => signed.signatures.some((one) => {
    try {
      return one.by === lead.id && verifies(statement, fromBase64(one.sig), lead.signing);
    } catch {
      return false;
    }
  })).length;
}

/** Proves what shall follow a roster, except for its signatures: the same checks as for a version in force. */
export function readNext(now: Roster, publicPart: string, memberPart: string): Roster {
  const open = read(now.line, { version: now.version + 1, public: publicPart, members: memberPart, signatures: [] });
  require(open.previous === now.hash, 'It does not follow the version before');
  checkChange({ ...now, leads: [...now.leads], desks: [...now.desks], recovery: [...now.recovery], members: [...now.members], deposit: '' }, open);
  return { line: now.line, version: open.version, hash: open.hash, k: open.k, leads: open.leads, desks: open.desks, recovery: open.recovery,
    deposits: [...now.deposits, open.deposit], names: open.names, members: open.members, signers: now.signers, epochs: now.epochs };
}

/** Reads a draft of version 1 with every check but the root and the signatures. */
export function readFirst(line: string, publicPart: string, memberPart: string): Roster {
  const open = read(line, { version: 1, public: publicPart, members: memberPart, signatures: [] });
  require(open.previous === '', 'It does not stand first');
  return { line, version: 1, hash: open.hash, k: open.k, leads: open.leads, desks: open.desks, recovery: open.recovery, deposits: [open.deposit], names: open.names,
    members: open.members, signers: new Map(), epochs: new Map() };
}

/** Whether the vetting of a member is over on this day. */
export const ended = (member: Member, today: Date = new Date()): boolean => member.until < today.toISOString().slice(0, 10);

/** Whether the key of this desk's epoch is sealed to them. */
export const holdsEpoch = (member: Member, desk: string): boolean =>
  member.desks.includes(desk) && (member.roles.includes('operator') || member.roles.includes('lead'));

/** Proves the newest version from the root: hashes link the versions, and k leads of each, who lead in the next too, signed it. */
export function verifyRoster(line: string, root: string, versions: readonly SignedRoster[]): Roster {
  require(HASH.test(root) && versions.length > 0, 'The line is not founded');
  const signers = new Map<string, string[]>();
  const epochs = new Map<string, string>();
  const deposits: string[] = [];
  let before: Open | undefined;
  for (const signed of versions) {
    const open = read(line, signed);
    require(open.version === (before ? before.version + 1 : 1), 'A version is missing');
    require(open.previous === (before ? before.hash : ''), 'It does not follow the version before');
    if (before) checkChange(before, open);
    require(before !== undefined || open.hash === root, 'Version 1 is not the pinned root');
    const needed = before ? before.k : open.leads.length;
    require(signatures(line, open, signed, staying(before ?? open, open)) >= needed, 'Signatures are missing');
    open.members.forEach((one) => signers.set(one.id, [...(signers.get(one.id) ?? []), one.signing]));
    open.desks.forEach((desk) => epochs.set(`${desk.id}:${desk.epoch}`, desk.recipient));
    deposits.push(open.deposit);
    before = open;
  }
  require(before !== undefined, 'The line is not founded');
  return { line, version: before.version, hash: before.hash, k: before.k, leads: before.leads, desks: before.desks,
    recovery: before.recovery, deposits, names: before.names, members: before.members, signers, epochs };
}
