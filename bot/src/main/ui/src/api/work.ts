import { at, call, get, post, type Row, row, type ServedRow } from './api';

export type What = 'not-credible' | 'export' | 'destruction';
export interface Loads { [member: string]: { held: number; granted: number } }
export interface Lists { proposals: { row: Row; sealedReason: string }[]; withdrawals: Row[]; held: Row[] }
export interface Closed { number: string; fence: number }

export const work = {
  load: () => get<Loads>('load'),
  assign: (number: string, member: string) => post<void>(`${at(number)}/assign`, { member }),
  escalate: (number: string, fence: number) => post<void>(`${at(number)}/escalate`, { fence }),
  reopen: (number: string, fence: number) => post<void>(`${at(number)}/reopen`, { fence }),
  spam: async (numbers: readonly string[]) => (await post<{ closed: Closed[] }>('spam', { numbers })).closed,
  undoSpam: (closed: readonly Closed[]) => post<{ back: number }>('spam/undo', { closed }),
  propose: (number: string, fence: number, what: What, reason: string) => post<void>(`${at(number)}/proposals`, { fence, what, reason }),
  decide: (number: string, id: string, confirm: boolean) => post<void>(`${at(number)}/proposals/${id}/${confirm ? 'confirm' : 'decline'}`),
  packet: async (number: string) => (await call('GET', `${at(number)}/export`)).blob(),
  hold: (number: string, on: boolean) => post<void>(`${at(number)}/${on ? 'hold' : 'lift'}`),
  blocked: async (number: string) => (await get<{ blocked: boolean }>(`${at(number)}/block`)).blocked,
  block: (number: string, fence: number, on: boolean) => post<void>(`${at(number)}/${on ? 'block' : 'unblock'}`, { fence }),
  lists: async (): Promise<Lists> => {
    const served = await get<{ proposals: { row: ServedRow; sealedReason: string }[]; withdrawals: ServedRow[]; held: ServedRow[] }>('lead');
    return { proposals: served.proposals.map((one) => ({ ...one, row: row(one.row) })), withdrawals: served.withdrawals.map(row), held: served.held.map(row) };
  },
};
