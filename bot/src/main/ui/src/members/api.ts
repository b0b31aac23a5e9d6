import { get, post } from '../api/api';
import type { EpochSeals } from './roster-next';

export interface Setup { line: string; name: string; founders: number; recoveryHolders: number }
export interface Seat { member: string; recipient: string; signing: string; recovery: string | null }
export interface FoundingState {
  line: string; name: string; k: number; deposit: string; own: number; recoveryHolders: number; seats: (Seat | null)[];
  draft: { hash: string; publicPart: string; memberPart: string; signers: string[] } | null;
}
export interface Parts { publicPart: string; memberPart: string; epochs: EpochSeals[]; signature: string }

/** What the founding asks of the server; the rehearsal plays it in the page. */
export interface FoundingApi {
  /** Whether a server is behind it, which keeps passkeys. */
  readonly real: boolean;
  setup(token: string): Promise<Setup>;
  begin(token: string, seats: string[]): Promise<void>;
  look(token: string): Promise<FoundingState>;
  join(token: string, seat: Seat): Promise<void>;
  draft(token: string, parts: Parts): Promise<void>;
  sign(token: string, hash: string, signature: string): Promise<void>;
  root(): Promise<string>;
}

export const founding: FoundingApi = {
  real: true,
  setup: (token) => post('founding/setup', { token }),
  begin: (token, seats) => post('founding/begin', { token, seats }),
  look: (token) => post('founding/look', { token }),
  join: (token, seat) => post('founding/join', { token, ...seat }),
  draft: (token, parts) => post('founding/draft', { token, ...parts }),
  sign: (token, hash, signature) => post('founding/sign', { token, hash, signature }),
  root: async () => (await get<{ root: string }>('line')).root,
};

export interface Invited { line: string; name: string; root: string; roles: string[]; desks: string[]; leads: string[]; answered: boolean }
export interface Answer { member: string; recipient: string; signing: string; sealed: string }
export interface Invitation { hash: string; by: string; roles: string[]; desks: string[]; until: string; candidate: Answer | null }
export interface Proposal {
  hash: string; version: number; by: string; publicPart: string; memberPart: string; signatures: { by: string; sig: string }[];
  epochs: { desk: string; number: number; members: string[] }[];
}

export interface Readable { number: string; granted: boolean; only: boolean; from: string; changed: string }

export const vetting = {
  readable: (member: string, after: string) => get<Readable[]>(`members/${member}/readable?after=${after}`),
  look: (token: string) => post<Invited>('invitations/look', { token }),
  answer: (token: string, answer: Answer) => post<void>('invitations/answer', { token, ...answer }),
  invite: (hash: string, roles: string[], desks: string[]) => post<void>('invitations', { hash, roles, desks }),
  invitations: () => get<Invitation[]>('invitations'),
  uninvite: (hash: string) => post<void>(`invitations/${hash}/withdraw`),
  proposals: () => get<Proposal[]>('roster/proposals'),
  propose: (parts: Parts) => post<{ hash: string }>('roster/proposals', parts),
  sign: (hash: string, signature: string, epochs: EpochSeals[]) => post<void>(`roster/proposals/${hash}/signatures`, { signature, epochs }),
  withdraw: (hash: string) => post<void>(`roster/proposals/${hash}/withdraw`),
};
