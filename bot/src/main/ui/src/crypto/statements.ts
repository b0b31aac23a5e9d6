import { ed25519 } from '@noble/curves/ed25519.js';
import { fromBase64Url, sha256Hex, toBase64Url, utf8 } from './bytes';

/** The exact bytes that keys of the line sign: `dodomu/v1/<what>`, then one line a part, each ended by a line feed. */
export function lines(what: string, ...parts: string[]): Uint8Array {
  if (parts.some((part) => part.includes('\n'))) throw new Error('A part of a statement is one line');
  return utf8([`dodomu/v1/${what}`, ...parts].map((line) => `${line}\n`).join(''));
}

export const statements = {
  deposit: (line: string, caseNumber: string, entry: string, sealedSha256: string) =>
    lines('deposit', line, caseNumber, entry, sealedSha256),
  signIn: (line: string, member: string, nonce: string) => lines('sign-in', line, member, nonce),
  roster: (line: string, version: number, publicSha256: string) => lines('roster', line, String(version), publicSha256),
  written: (line: string, caseNumber: string, kind: string, seq: number, text: string) =>
    lines('written', line, caseNumber, kind, String(seq), sha256Hex(utf8(text))),
};

/** An Ed25519 signature as unpadded base64url. */
export const sign = (statement: Uint8Array, seed: Uint8Array): string => toBase64Url(ed25519.sign(statement, seed));

/** True only for a good signature; every malformed input is false. */
export function verifies(statement: Uint8Array, signature: Uint8Array, key: string): boolean {
  try {
    return signature.length === 64 && ed25519.verify(signature, statement, fromBase64Url(key), { zip215: false });
  } catch {
    return false;
  }
}
