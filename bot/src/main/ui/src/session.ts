import { signal } from '@preact/signals';
import { api, type Line, onStepUp, Refusal, speaker } from './api/api';
import { type Half, PasskeyNot } from './api/passkeys';
import { openEpochs } from './crypto/casekeys';
import { KeyFileRefused, type MemberKey, openKeyFile } from './crypto/keyfile';
import { type Roster, RosterUnproven, verifyRoster } from './crypto/roster';
import { openNames } from './crypto/names';
import { SealBroken } from './crypto/seal';
import { sign, statements } from './crypto/statements';
import { recall } from './seen';
import type { Key } from './i18n';

/** What an unlocked console holds; it exists in memory only. */
export interface Session {
  readonly key: MemberKey;
  readonly line: Line;
  readonly roles: readonly string[];
  readonly roster: Roster;
  readonly epochs: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
  /** The key file, still sealed, when it was used to sign in. */
  readonly file: string;
}

export const session = signal<Session | null>(null);
session.subscribe((held) => { speaker.member = held?.key.member ?? ''; });
/** Why the keys are gone, in a sentence: locked here, somebody else signed in, or the server ended the session. */
export const locked = signal<Key | null>(null);
export const idleUntil = signal(0);
export const now = signal(Date.now());

const pinOf = (line: string) => `dodomu.root.${line}`;

/** Whether this browser has seen the line before, and with the same root. */
export function rootSeen(line: Line): 'first' | 'same' | 'changed' {
  const pinned = localStorage.getItem(pinOf(line.line));
  return pinned === null ? 'first' : pinned === line.root ? 'same' : 'changed';
}

/** A sentence for the person when sign-in stops. */
export class SignInRefused extends Error {
  constructor(readonly why: Key) {
    super(why);
  }
}

/** Opens the key file and signs in with it. */
export async function signIn(line: Line, file: string, passphrase: string, half: Half | null = null): Promise<void> {
  try {
    await enter(line, await openKeyFile(file, passphrase), half, file);
  } catch (stopped) {
    throw reason(stopped);
  }
}

/** Signs in with a passkey that unlocks the key; a passkey that cannot is the first half, and the key file must be the other. */
export async function signInByPasskey(line: Line): Promise<Half | null> {
  try {
    const { byPasskey } = await import('./more');
    const { half, key } = await byPasskey(line.line);
    if (key) await enter(line, key, half, '');
    return key ? null : half;
  } catch (stopped) {
    throw reason(stopped);
  }
}

/** Proves the key to the server, and the server's roster from the pinned root. */
async function enter(line: Line, key: MemberKey, half: Half | null, file: string): Promise<void> {
  if (key.line !== line.line) throw new SignInRefused('faultLine');
  if (rootSeen(line) === 'changed') throw new SignInRefused('rootChanged');
  if (half) await prove(line, key, half);
  else await proveKey(line, key);
  const begun = await proven(line, key, file);
  localStorage.setItem(pinOf(line.line), line.root);
  touch(line);
  locked.value = null;
  await recall(key);
  session.value = begun;
  join();
}

async function prove(line: Line, key: MemberKey, { member, nonce }: { member: string; nonce: string }): Promise<void> {
  if (member !== key.member) throw new SignInRefused('faultPasskeyOther');
  if (!/^[0-9a-f]{64}$/.test(nonce)) throw new SignInRefused('faultRefused');
  await api.signIn(key.member, nonce, sign(statements.signIn(line.line, key.member, nonce), key.seed));
}

/** The key alone; when the server wants a passkey too, it is asked for and the key proven after it. */
async function proveKey(line: Line, key: MemberKey): Promise<void> {
  try {
    await prove(line, key, { member: key.member, ...(await api.challenge(key.member)) });
  } catch (refused) {
    if (!(refused instanceof Refusal) || refused.code !== 'passkey') throw refused;
    await prove(line, key, await secondHalf(line));
  }
}

/** The passkey of whoever has opened the key by its file: without it the sentence is another one than for who has not tried the file. */
async function secondHalf(line: Line): Promise<Half> {
  const { byPasskey } = await import('./more');
  try {
    return (await byPasskey(line.line)).half;
  } catch (stopped) {
    throw stopped instanceof PasskeyNot ? new SignInRefused('faultPasskeyAsked') : stopped;
  }
}

export async function proven(line: Line, key: MemberKey, file = ''): Promise<Session> {
  const served = await api.roster();
  const roster = verifyRoster(line.line, line.root, served.versions);
  const [newest, hash] = (localStorage.getItem(`${pinOf(line.line)}.version`) ?? '0').split(' ');
  if (roster.version < Number(newest) || (roster.version === Number(newest) && hash !== undefined && hash !== roster.hash)) throw new RosterUnproven('Another roster was seen here');
  const me = roster.members.find((one) => one.id === key.member);
  if (!me || me.signing !== key.signing || me.recipient !== key.recipient) throw new SignInRefused('faultMember');
  const epochs = await openEpochs(key, roster, served.epochs);
  const names = await openNames(roster, key.secret);
  localStorage.setItem(`${pinOf(line.line)}.version`, `${roster.version} ${roster.hash}`);
  return { key, line, roles: me.roles, roster, epochs, names, file };
}

/** What a session rests on: its roster and the epoch keys, which may come a moment after the roster. */
export const basis = (of: Session): string => [of.roster.hash, ...[...of.epochs.keys()].sort()].join(' ');

/** Takes the newest roster and epoch keys, proven as at sign-in. */
export async function renewRoster(): Promise<void> {
  const held = session.value;
  if (!held) return;
  const renewed = await proven(held.line, held.key, held.file);
  if (session.value === held) session.value = renewed;
}

const FAULTS: Readonly<Record<string, Key>> = { passkey: 'faultPasskeyAsked', 'passkey-missing': 'faultPasskeyMissing', 'too-many': 'faultMany', 'vetting-ended': 'faultEnded', 'roster-unproven': 'rosterUnproven', ended: 'endedText', taken: 'takenText' };
/** Words of a session that the server no longer holds. */
const OVER = ['ended', 'taken'];

function reason(stopped: unknown): SignInRefused {
  if (stopped instanceof SignInRefused) return stopped;
  if (stopped instanceof KeyFileRefused) return new SignInRefused(stopped.fault === 'not-a-key-file' ? 'faultNotKey' : 'faultPassphrase');
  if (stopped instanceof RosterUnproven || stopped instanceof SealBroken) return new SignInRefused('rosterUnproven');
  if (stopped instanceof PasskeyNot) return new SignInRefused('faultPasskey');
  if (stopped instanceof Refusal && stopped.status !== 0) return new SignInRefused(FAULTS[stopped.code] ?? 'faultRefused');
  return new SignInRefused('faultAway');
}

/** Starts the idle time anew. */
export function touch(line: Line | undefined = session.value?.line): void {
  if (line) idleUntil.value = Date.now() + line.idleSeconds * 1000;
}

/** The unlocked tabs of this browser, which share its session with the server: each says when it comes and goes, and for whom; another member's session takes the place of this one's. One that crashed is counted on; its session ends by the server's idle limit. */
let tabs: BroadcastChannel | null = null;
const others = new Set<string>();
const here = crypto.randomUUID();

function join(): void {
  others.clear();
  tabs ??= new BroadcastChannel('dodomu.tabs');
  tabs.onmessage = ({ data: [sign, tab, member] }: MessageEvent<[string, string, string]>) => {
    if (sign === 'lock') return lock();
    if (sign === 'gone') return void others.delete(tab);
    if (member !== speaker.member) return sign === 'here' ? lock('taken') : undefined;
    others.add(tab);
    if (sign === 'here') tabs?.postMessage(['too', here, member]);
  };
  tabs.postMessage(['here', here, speaker.member]);
}

/** Drops every key and everything opened; what follows must sign in again. The last tab ends the session with the server, unless it is told that it ended; before that another one may go on. */
export function lock(word = '', sign = 'gone'): void {
  if (session.value === null) return;
  if (!OVER.includes(word) && (others.size === 0 || sign === 'lock')) void api.signOut().catch(() => undefined);
  session.value.key.seed.fill(0);
  session.value = null;
  locked.value = FAULTS[word] ?? 'lockedText';
  tabs?.postMessage([sign, here]);
  tabs?.close();
  tabs = null;
}

/** Locks every tab, for whoever goes away from the screen. */
export const lockAll = (): void => lock('', 'lock');

export const nameOfMember = (id: string): string => session.value?.names.get(id) ?? id;

onStepUp.act = async () => {
  const held = session.value;
  return held !== null && (await import('./more').then(({ stepUp }) => stepUp(held), () => false));
};
