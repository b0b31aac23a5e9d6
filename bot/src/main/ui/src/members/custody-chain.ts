import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from '../crypto/bytes';

export interface ChainRecord { n: number; act: string; by: string; at: string; hash: string; sig: string }
/** The log of one case, or of a member's or an epoch's own chain: what `dodomu.jar verify` reads as custody.json. */
export interface ChainLog { line: string; case: string; records: readonly ChainRecord[] }

/** The first place at which the log is not the whole chain of this case; 0 when every record holds the hash of the one before. */
export function brokenAt(log: ChainLog, line: string, chain: string): number {
  if (log.line !== line || log.case !== chain || log.records.length === 0) return 1;
  let before: Uint8Array = new Uint8Array(32);
  for (const [i, { n, act, by, at, hash }] of log.records.entries()) {
    const record = utf8(JSON.stringify({ line, case: chain, n, act, by, at }));
    const chained = new Uint8Array(before.length + record.length);
    chained.set(before);
    chained.set(record, before.length);
    before = sha256(chained);
    if (n !== i + 1 || hash !== toHex(before)) return i + 1;
  }
  return 0;
}
