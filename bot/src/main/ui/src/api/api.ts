import type { Grant, MadeGeneration, NextGeneration, StoredEpoch, StoredGeneration } from '../crypto/casekeys';
import type { StoredEntry } from '../crypto/entry';
import type { Question } from '../crypto/report';
import type { SignedRoster } from '../crypto/roster';
import type { Asked, Assertion, Half, Mine, NewPasskey, Passkey, StepUp, Wanted } from './passkeys';

export const VIEWS = ['waiting', 'mine', 'overdue', 'snoozed', 'granted', 'closed'] as const;
export type View = (typeof VIEWS)[number];
export const URGENCIES = ['now', 'soon', 'routine'] as const;
export type Urgency = (typeof URGENCIES)[number];
export const STATES = ['waiting', 'triaged', 'verifying', 'corroborated', 'referred', 'located', 'returned', 'closed', 'duplicate'] as const;

export interface Line { line: string; name: string; languages: string[]; root: string; idleSeconds: number; readSeconds: Readonly<Record<Urgency, number>> }
export interface Me { member: string; roles: string[]; desks: string[] }
export interface Row {
  number: string; urgency: Urgency; state: string; type: string; language: string; desk: string; since: string; due: string;
  lease: { owner: string; until: string } | null; incomplete: boolean; withdrawal: boolean; news: number; snoozed: string; unread: boolean; opened: boolean; gone?: boolean; held?: boolean; leaves?: string | null;
  assigned?: string | null; proposal?: { id: string; what: string; by: string; until: string } | null; export?: { to: string; until: string } | null;
}
/** The decisions of a lead are counted too. */
export interface Page { counts: Record<View, number> & { decisions?: number }; rows: Row[]; more: boolean; present?: Record<string, string[]> }
export interface CaseFile extends Row {
  fence: number; reader: boolean; next: NextGeneration | null; generations: StoredGeneration[]; entries: StoredEntry[];
  thread: { reply: string; state: string; changed: string }[]; custody: { n: number; act: string; by: string; at: string }[];
}
export interface ServedRow extends Omit<Row, 'lease'> { owner: string | null; leaseUntil: string }
interface ServedCase {
  row: ServedRow; fence: number; reader: boolean; next: NextGeneration | null; generations: { number: number; recipient: string; keys: { to: string; sealed: string }[] }[];
  entries: { id: string; generation: number; by: StoredEntry['by']; kind: StoredEntry['kind']; sealed: string | null; fileLength: number; signature: string }[];
  thread: CaseFile['thread']; custody: CaseFile['custody'];
}
export interface Questions { questions: Question[]; sharing: Record<string, string> }
export interface Claim { fence: number; until: string }

/** What to do when the server no longer knows the session. */
export const onSignedOut: { act: (word: string) => void } = { act: () => undefined };
/** Refusals that end the work in this page; `ended` for every other word of a session that is over. */
const UNPROVEN = 'roster-unproven';
const ENDS = ['vetting-ended', UNPROVEN];

/** What to do when the server wants a fresh proof before an act; true when it was given, and the act is asked for once more. */
export const onStepUp: { act: () => Promise<boolean> } = { act: () => Promise.resolve(false) };

/** Who speaks here: another tab may begin another member's session in the cookie that both share, and the server refuses to take the one for the other. */
export const speaker = { member: '' };

/** How long the cookie of a session that another tab has just begun may be on its way. */
const COOKIE_MILLISECONDS = 500;

/** The server refused, with its code; status 0 when it did not answer. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly code: string, readonly by: string) {
    super(code);
  }
}

/** What proves the roster, or the roster itself, is not as it must be. */
export const isUnproven = (refused: unknown): boolean => refused instanceof Refusal && refused.code === UNPROVEN;

function token(): string {
  const found = /(?:^|; )XSRF-TOKEN=([^;]*)/.exec(document.cookie);
  return found ? decodeURIComponent(found[1]!) : '';
}

export async function call(method: 'GET' | 'POST', path: string, body?: object, proven = false, member = speaker.member): Promise<Response> {
  const ask = () => fetch(`/api/${path}`, {
    method,
    headers: { ...(member && { 'X-Member': member }), ...(method === 'POST' && { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token() }) },
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
    keepalive: path === 'sign-out',
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  let answer: Response;
  try {
    answer = await ask();
    if (answer.status === 401 && !path.startsWith('sign-')) {
      await new Promise((arrived) => setTimeout(arrived, COOKIE_MILLISECONDS));
      answer = await ask();
    }
  } catch {
    throw new Refusal(0, 'away', '');
  }
  if (answer.ok) return answer;
  const said = (await answer.json().catch(() => ({}))) as { error?: string; by?: string };
  if (!path.startsWith('sign-') && (answer.status === 401 || ENDS.includes(said.error!))) onSignedOut.act(answer.status === 401 ? 'ended' : said.error!);
  if (said.error === 'step-up' && !proven && !path.startsWith('step-up') && (await onStepUp.act())) return call(method, path, body, true, member);
  throw new Refusal(answer.status, said.error ?? 'refused', said.by ?? '');
}

export const get = async <T>(path: string): Promise<T> => {
  const answer = await call('GET', path);
  return answer.json().catch(() => { throw new Refusal(0, 'away', ''); }) as Promise<T>;
};
export async function post<T>(path: string, body: object = {}): Promise<T> {
  const answer = await call('POST', path, body);
  return (answer.status === 204 ? undefined : await answer.json().catch(() => undefined)) as T;
}
export const at = (number: string) => `cases/${encodeURIComponent(number)}`;

export const row = ({ owner, leaseUntil, ...rest }: ServedRow): Row => ({ ...rest, lease: owner ? { owner, until: leaseUntil } : null });

function caseFile(served: ServedCase): CaseFile {
  const entries = served.entries.map(({ id, generation, by, kind, sealed, fileLength, signature }): StoredEntry =>
    ({ id, gen: generation, by, kind, sig: signature, ...(sealed === null || sealed === undefined ? { file: { length: fileLength } } : { sealed }) }));
  const generations = served.generations.map(({ number, ...rest }) => ({ n: number, ...rest }));
  return { ...row(served.row), fence: served.fence, reader: served.reader, next: served.next, generations, entries, thread: served.thread, custody: served.custody };
}

async function page(view: View): Promise<Page> {
  const served = await get<Omit<Page, 'rows'> & { rows: ServedRow[] }>(`cases?view=${view}&limit=499`);
  return { ...served, rows: served.rows.map(row) };
}

export const api = {
  line: () => get<Line>('line'),
  challenge: (member: string) => post<{ nonce: string }>('sign-in/challenge', { member }),
  signIn: (member: string, nonce: string, signature: string) => post<void>('sign-in', { member, nonce, signature }),
  passkeyAsked: () => post<Asked>('sign-in/passkey/options'),
  passkeyProven: (sent: Assertion) => post<Half>('sign-in/passkey', sent),
  stepUpAsked: () => post<StepUp>('step-up/options'),
  stepUp: (proof: { passkey: Assertion } | { nonce: string; signature: string }) => post<void>('step-up', proof),
  passkeys: () => get<Mine>('passkeys'),
  passkeyWanted: () => post<Wanted>('passkeys/options'),
  passkeyMade: (made: NewPasskey) => post<Passkey>('passkeys', made),
  passkeyRemove: (name: string) => post<void>(`passkeys/${name}/remove`),
  signOut: () => post<void>('sign-out'),
  me: () => get<Me>('me'),
  roster: () => get<{ versions: SignedRoster[]; epochs: StoredEpoch[] }>('roster'),
  questionnaire: (language: string) => get<Questions>(`questionnaire?lang=${language}`),
  cases: page,
  look: (number: string | null) => post<void>('presence', { number }),
  open: async (number: string) => caseFile(await get<ServedCase>(at(number))),
  next: () => post<{ number: string } | undefined>('queue/next'),
  claim: (number: string) => post<Claim>(`${at(number)}/claim`),
  renew: (number: string, fence: number) => post<Claim>(`${at(number)}/renew`, { fence }),
  release: (number: string, fence: number) => post<void>(`${at(number)}/release`, { fence }),
  triage: (number: string, fence: number, change: { urgency?: string; state?: string }) => post<void>(`${at(number)}/triage`, { fence, ...change }),
  snooze: (number: string, fence: number, until: string) => post<void>(`${at(number)}/snooze`, { fence, until }),
  begin: (number: string, made: MadeGeneration) => post<void>(`${at(number)}/generations`, made),
  note: (number: string, key: string, generation: number, sealed: string) => post<{ id: string }>(`${at(number)}/entries`, { key, kind: 'note', generation, sealed }),
  grants: (number: string, fence: number, grants: Grant[]) => post<void>(`${at(number)}/grants`, { fence, grants }),
  reply: (number: string, key: string, generation: number, sealed: string, words: string) => post<{ reply: string; state: string }>(`${at(number)}/thread`, { key, generation, sealed, words }),
  file: async (id: string) => new Uint8Array(await (await call('GET', `entries/${encodeURIComponent(id)}/file`)).arrayBuffer()),
};
