import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import { fromUtf8, type Bytes, utf8 } from './bytes';

const RECIPIENT = /^age1pq1[02-9ac-hj-np-z]{1952}$/;
const SMALLEST = 2048;

/** Nothing was sealed: a recipient was missing or not post-quantum. */
export class RecipientsRefused extends Error {}

/** The bytes do not open, or are not what they must be. Says nothing of their content. */
export class SealBroken extends Error {}

/** Seals to post-quantum recipients only: age itself would mix them with others that a later computer breaks. */
export async function seal(recipients: readonly string[], plaintext: Uint8Array): Promise<Bytes> {
  if (recipients.length === 0 || !recipients.every((one) => RECIPIENT.test(one))) {
    throw new RecipientsRefused('Only post-quantum recipients');
  }
  const age = new Encrypter();
  recipients.forEach((one) => age.addRecipient(one));
  return (await age.encrypt(plaintext)) as Bytes;
}

export async function open(sealed: Uint8Array, secret: string): Promise<Bytes> {
  try {
    const age = new Decrypter();
    age.addIdentity(secret);
    return (await age.decrypt(sealed)) as Bytes;
  } catch {
    throw new SealBroken('Does not open');
  }
}

export const recipientOf = (secret: string): Promise<string> => identityToRecipient(secret);

export type Json = { [name: string]: unknown };

/** JSON with trailing spaces up to 2, 4, 8 … KiB. */
export function paddedJson(object: Json): Bytes {
  const text = utf8(JSON.stringify(object));
  let size = SMALLEST;
  while (size < text.length) size *= 2;
  const padded = new Uint8Array(size).fill(0x20);
  padded.set(text);
  return padded;
}

export function readJson(bytes: Uint8Array): Json {
  try {
    const read: unknown = JSON.parse(fromUtf8(bytes));
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as Json;
  } catch {
    throw new SealBroken('Not JSON');
  }
  throw new SealBroken('Not an object');
}
