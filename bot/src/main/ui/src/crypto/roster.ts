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
  readonly name: string;
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
  readonly members: readonly Member[];
  readonly signers: ReadonlyMap<string, readonly string[]>;
  readonly epochs: ReadonlyMap<string, string>;
}

/** The roster does not prove itself from the root; nobody in it may be trusted. */
export class RosterUnproven extends Error {}

const PUBLIC = 'v,line,version,previous,k,leads,desks,recovery,deposit,members';
const MEMBERS = 'v,line,version,members';
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
  const members = objects(part['members'], 'id,roles,desks,recipient,signing,name', (one) =>
    isText(one['id']) && isTexts(one['roles']) && isTexts(one['desks']) && RECIPIENT.test(String(one['recipient'])) &&
    isText(one['signing']) && isText(one['name'])) as unknown as Member[];
  const recovery = open['recovery'];
  require(isTexts(recovery) && recovery.length > 0 && recovery.every((one) => RECIPIENT.test(one)), 'It has no recovery');
  require(isCount(open['k']) && open['k'] <= leads.length && desks.length > 0, 'It has too few leads or no desk');
  require(isText(open['deposit']) && isText(open['previous']), 'A field is missing');
  require(distinct(members.map((m) => m.id)) && distinct(leads.map((l) => l.id)) && distinct(leads.map((l) => l.signing)), 'Somebody stands twice');
  require(leads.every((lead) => members.some((m) => m.id === lead.id && m.signing === lead.signing && m.roles.includes('lead'))), 'Its leads are not its members');
  return {
    version: open['version'], hash: sha256Hex(publicBytes), k: open['k'], leads, desks, recovery,
    deposit: open['deposit'], members, previous: open['previous'],
  };
}

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

/** Proves the newest version from the root: hashes link the versions, and k leads of each signed the next. */
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
    require(before !== undefined || open.hash === root, 'Version 1 is not the pinned root');
    const needed = before ? before.k : open.leads.length;
    require(signatures(line, open, signed, (before ?? open).leads) >= needed, 'Signatures are missing');
    open.members.forEach((one) => signers.set(one.id, [...(signers.get(one.id) ?? []), one.signing]));
    open.desks.forEach((desk) => epochs.set(`${desk.id}:${desk.epoch}`, desk.recipient));
    deposits.push(open.deposit);
    before = open;
  }
  require(before !== undefined, 'The line is not founded');
  return { line, version: before.version, hash: before.hash, k: before.k, leads: before.leads, desks: before.desks,
    recovery: before.recovery, deposits, members: before.members, signers, epochs };
}
