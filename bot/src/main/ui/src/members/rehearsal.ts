import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { fromBase64, sha256Hex, toBase64Url } from '../crypto/bytes';
import type { FoundingApi, FoundingState, Seat } from './api';
import { newKey } from './new-keys';

const LINE = 'rehearsal';

/** A founding that runs in this page against nothing: two sample founders join by themselves and sign after you. Nothing is sent or kept. */
export function rehearsal(name: string): FoundingApi {
  const state: FoundingState = { line: LINE, name, k: 2, deposit: toBase64Url(new Uint8Array(32)), own: 0, recoveryHolders: 2, seats: [null, null, null], draft: null };
  let root = '';
  const sample = async (recovery: boolean): Promise<Seat> => {
    const key = await newKey(LINE);
    return { member: key.member, recipient: key.recipient, signing: key.signing, recovery: recovery ? await identityToRecipient(await generateHybridIdentity()) : null };
  };
  return {
    real: false,
    setup: () => Promise.resolve({ line: LINE, name, founders: 3, recoveryHolders: 2 }),
    begin: () => Promise.resolve(),
    look: () => (root === '' ? Promise.resolve({ ...state, seats: [...state.seats] }) : Promise.reject(new Error('over'))),
    join: async (_, seat) => { state.seats = [seat, await sample(true), await sample(false)]; },
    draft: (_, { publicPart, memberPart, signature }) => {
      const hash = sha256Hex(fromBase64(publicPart));
      state.draft = { hash, publicPart, memberPart, signers: signature === '' ? [] : [state.seats[0]!.member] };
      setTimeout(() => { root = hash; }, 1500);
      return Promise.resolve();
    },
    sign: () => Promise.resolve(),
    root: () => Promise.resolve(root),
  };
}
