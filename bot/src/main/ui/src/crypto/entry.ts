import { fromBase64, fromBase64Url, sha256Hex, utf8 } from './bytes';
import type { Roster } from './roster';
import { open, type Json, readJson, SealBroken } from './seal';
import { statements, verifies } from './statements';

/** An entry as the server hands it out. */
export interface StoredEntry {
  readonly id: string;
  readonly gen: number;
  readonly by: 'reporter' | 'member';
  readonly kind: 'text' | 'file' | 'note' | 'thread';
  readonly sealed?: string;
  readonly file?: { readonly length: number };
  readonly sig: string;
}

export type Fault = 'deposit' | 'key' | 'seal' | 'place' | 'author' | 'repeat';

/** An entry whose every check passed. */
export interface Opened {
  readonly ok: true;
  readonly id: string;
  readonly by: 'reporter' | 'member';
  readonly kind: string;
  readonly seq: number;
  readonly at: string;
  readonly author: string;
  readonly body: Json;
}

/** An entry that failed a check: shown as such, never its words. */
export interface Broken {
  readonly ok: false;
  readonly id: string;
  readonly by: 'reporter' | 'member';
  readonly clearKind: StoredEntry['kind'];
  readonly fault: Fault;
}

export interface CaseContext {
  readonly line: string;
  readonly number: string;
  readonly roster: Roster;
  readonly secrets: ReadonlyMap<number, string>;
}

const KINDS: Readonly<Record<StoredEntry['kind'], readonly string[]>> = {
  text: ['answer', 'message', 'consent', 'waiting', 'event'],
  file: ['file'],
  note: ['note', 'outcome', 'labels'],
  thread: ['reply'],
};

class Refused extends Error {
  constructor(readonly fault: Fault) {
    super(fault);
  }
}

/** What a member signs of their entry: its words, or its labels, each as its length in UTF-8 bytes, a colon, the label and a line feed. Two lists never give the same text. */
export const signedText = (kind: string, body: Json): string =>
  kind === 'labels' ? (body['labels'] as string[]).map((label) => `${utf8(label).length}:${label}\n`).join('') : String(body['text']);

const isLabels = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string' && !/\p{Surrogate}/u.test(one));

/** Compares the header inside with the place where the entry was found. */
export function checkHeader(at: { line: string; number: string; generation: number; kinds: readonly string[] }, plain: Json): void {
  const seq = plain['seq'];
  const fits = plain['v'] === 1 && plain['line'] === at.line && plain['case'] === at.number && plain['generation'] === at.generation &&
    Number.isInteger(seq) && (seq as number) >= (at.kinds[0] === 'key' ? 0 : 1) && at.kinds.includes(String(plain['kind'])) &&
    typeof plain['at'] === 'string' && !Number.isNaN(Date.parse(plain['at']));
  if (!fits) throw new SealBroken('The header belongs elsewhere');
}

/** True when the server's deposit key signed these sealed bytes for this case and entry. */
export function deposited(context: CaseContext, entry: StoredEntry, sealed: Uint8Array): boolean {
  const statement = statements.deposit(context.line, context.number, entry.id, sha256Hex(sealed));
  try {
    const signature = fromBase64(entry.sig);
    return context.roster.deposits.some((key) => verifies(statement, signature, key));
  } catch {
    return false;
  }
}

function author(context: CaseContext, plain: Json): string {
  const { by, kind, seq, signature } = plain as { by: unknown; kind: string; seq: number; signature: unknown };
  if (typeof by !== 'string' || typeof signature !== 'string') throw new Refused('author');
  if (kind === 'labels' ? !isLabels(plain['labels']) : typeof plain['text'] !== 'string') throw new Refused('author');
  const statement = statements.written(context.line, context.number, kind, seq, signedText(kind, plain));
  try {
    const bytes = fromBase64Url(signature);
    if ((context.roster.signers.get(by) ?? []).some((key) => verifies(statement, bytes, key))) return by;
  } catch {
    throw new Refused('author');
  }
  throw new Refused('author');
}

/** Opens one text entry after checking deposit, seal, header and author. */
export async function openEntry(context: CaseContext, entry: StoredEntry): Promise<Opened | Broken> {
  try {
    const sealed = fromBase64(entry.sealed ?? '');
    if (!deposited(context, entry, sealed)) throw new Refused('deposit');
    const plain = readJson(await unsealed(context, entry, sealed));
    return accepted(context, entry, plain);
  } catch (refused) {
    return broken(entry, refused instanceof Refused ? refused.fault : 'seal');
  }
}

/** Opens a sealed file's bytes to its tar, after checking its deposit. */
export async function openFileBytes(context: CaseContext, entry: StoredEntry, sealed: Uint8Array): Promise<Uint8Array> {
  if (!deposited(context, entry, sealed)) throw new SealBroken('The deposit was not signed');
  return unsealed(context, entry, sealed);
}

async function unsealed(context: CaseContext, entry: StoredEntry, sealed: Uint8Array): Promise<Uint8Array> {
  const secret = context.secrets.get(entry.gen);
  if (secret === undefined) throw new Refused('key');
  return open(sealed, secret);
}

function accepted(context: CaseContext, entry: StoredEntry, plain: Json): Opened {
  const kindsOf = KINDS[entry.kind];
  const reporters = entry.kind === 'text' || entry.kind === 'file';
  try {
    checkHeader({ line: context.line, number: context.number, generation: entry.gen, kinds: kindsOf ?? [] }, plain);
  } catch {
    throw new Refused('place');
  }
  if (reporters !== (entry.by === 'reporter')) throw new Refused('place');
  return {
    ok: true, id: entry.id, by: entry.by, kind: String(plain['kind']), seq: plain['seq'] as number, at: String(plain['at']),
    author: entry.by === 'member' ? author(context, plain) : 'reporter', body: plain,
  };
}

export const broken = (entry: StoredEntry, fault: Fault): Broken =>
  ({ ok: false, id: entry.id, by: entry.by, clearKind: entry.kind, fault });

/** Of entries with one author and one number only the first counts; the others are broken. */
export function withoutRepeats(entries: readonly (Opened | Broken)[], stored: readonly StoredEntry[]): (Opened | Broken)[] {
  const seen = new Set<string>();
  return entries.map((one) => {
    if (!one.ok) return one;
    const place = `${one.author}|${one.seq}`;
    const from = stored.find((entry) => entry.id === one.id);
    if (seen.has(place) && from) return broken(from, 'repeat');
    seen.add(place);
    return one;
  });
}

/** By time, which is kept to the minute or so, and within it as they were said. */
export const inTime = (a: { readonly at: string; readonly seq: number }, b: { readonly at: string; readonly seq: number }): number => a.at.localeCompare(b.at) || a.seq - b.seq;

/** Numbers that the reporter's entries skip, from 1 to the highest seen. */
export function gaps(entries: readonly { readonly seq: number }[]): number[] {
  const seen = new Set(entries.map((one) => one.seq));
  const highest = Math.max(0, ...seen);
  return Array.from({ length: highest }, (_, i) => i + 1).filter((seq) => !seen.has(seq));
}
