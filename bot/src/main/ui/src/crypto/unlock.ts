import { type Bytes, fromBase64Url, fromUtf8, toBase64Url, utf8 } from './bytes';
import type { MemberKey } from './keyfile';

/** Where a wrapped key file belongs: nowhere else does it open. The credential id in base64url. */
export interface Place { readonly line: string; readonly member: string; readonly credential: string }

const LABEL = 'dodomu/v1/passkey-unlock';
const VERSION = 1;
const NONCE_BYTES = 12;

/** What every passkey of the line is asked to compute its secret from. Public. */
export const prfInput = async (line: string): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(`dodomu/v1/passkey-prf\n${line}\n`)));

async function keyOf(prf: Bytes): Promise<CryptoKey> {
  if (prf.length !== 32) throw new Error('A PRF yields 32 bytes');
  const base = await crypto.subtle.importKey('raw', prf, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8(LABEL) }, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

const bound = (place: Place): Bytes => utf8([LABEL, place.line, place.member, place.credential].map((one) => `${one}\n`).join(''));

/** AES-256-GCM under HKDF-SHA-256 of the PRF's output. Layout, in base64url: version 1 (1 byte), nonce (12), ciphertext and tag. */
export async function wrap(prf: Bytes, place: Place, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bound(place) }, await keyOf(prf), utf8(text)));
  return toBase64Url(Uint8Array.of(VERSION, ...iv, ...sealed));
}

/** Throws when it was changed, belongs elsewhere, or the PRF is another one. */
export async function unwrap(prf: Bytes, place: Place, wrapped: string): Promise<string> {
  const bytes = fromBase64Url(wrapped);
  if (bytes[0] !== VERSION) throw new Error('An unknown form');
  const iv = bytes.slice(1, 1 + NONCE_BYTES);
  const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: bound(place) }, await keyOf(prf), bytes.slice(1 + NONCE_BYTES));
  return fromUtf8(new Uint8Array(opened));
}

/** What a member's key file says, as it is before a passphrase seals it. Secret. */
export const keyFileText = (key: MemberKey): string =>
  `# dodomu member key\n# line: ${key.line}\n# member: ${key.member}\n# signing: ${toBase64Url(key.seed)}\n${key.secret}\n`;
