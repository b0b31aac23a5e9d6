import { armor, Encrypter, generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256Hex, toBase64Url, utf8 } from '../crypto/bytes';
import type { MemberKey } from '../crypto/keyfile';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const WORK_FACTOR = 17;

export const randomToken = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(32)));

/** Makes a member's keys in this browser. */
export async function newKey(line: string): Promise<MemberKey> {
  const member = 'm-' + Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => ALPHABET[byte & 31]).join('');
  const seed = ed25519.utils.randomSecretKey();
  const secret = await generateHybridIdentity();
  return { line, member, seed, signing: toBase64Url(ed25519.getPublicKey(seed)), secret, recipient: await identityToRecipient(secret) };
}

/** The key file: armored age under a passphrase, which the stock `age -d` opens too. */
export async function sealKeyFile(key: MemberKey, passphrase: string): Promise<string> {
  const age = new Encrypter();
  age.setPassphrase(passphrase);
  age.setScryptWorkFactor(WORK_FACTOR);
  const text = `# dodomu member key\n# line: ${key.line}\n# member: ${key.member}\n# signing: ${toBase64Url(key.seed)}\n${key.secret}\n`;
  return armor.encode(await age.encrypt(utf8(text)));
}

/** What six words stand for: the line, the member's id and both public keys. */
export const keyHash = (line: string, one: { readonly member: string; readonly recipient: string; readonly signing: string }): string =>
  sha256Hex(utf8(`dodomu/v1/member\n${line}\n${one.member}\n${one.recipient}\n${one.signing}\n`));

/** What six words stand for: a founder, with the recovery recipient that is theirs. */
export const seatHash = (line: string, one: { readonly member: string; readonly recipient: string; readonly signing: string; readonly recovery: string | null }): string =>
  one.recovery === null ? keyHash(line, one) : sha256Hex(utf8(`${keyHash(line, one)}\n${one.recovery}\n`));

/** Binds an invitation's link to the leads' keys, so that the server cannot name others. */
export const leadsHash = (recipients: readonly string[]): string => sha256Hex(utf8([...recipients].sort().join('\n'))).slice(0, 32);
