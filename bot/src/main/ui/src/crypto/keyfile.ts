import { armor, Decrypter } from 'age-encryption';
import { ed25519 } from '@noble/curves/ed25519.js';
import { fromBase64Url, fromUtf8, toBase64Url } from './bytes';
import { recipientOf } from './seal';

/** A member's own keys, in memory only while the console is unlocked. */
export interface MemberKey {
  readonly line: string;
  readonly member: string;
  readonly seed: Uint8Array;
  readonly signing: string;
  readonly secret: string;
  readonly recipient: string;
}

export type KeyFileFault = 'not-a-key-file' | 'wrong-passphrase';

export class KeyFileRefused extends Error {
  constructor(readonly fault: KeyFileFault) {
    super(fault);
  }
}

/** Opens a member's key file: armored age, sealed with a passphrase at scrypt work factor 15 to 18. */
export async function openKeyFile(text: string, passphrase: string): Promise<MemberKey> {
  const sealed = unarmored(text);
  let plain: string;
  try {
    const age = new Decrypter();
    age.addPassphrase(passphrase);
    plain = fromUtf8(await age.decrypt(sealed));
  } catch {
    throw new KeyFileRefused('wrong-passphrase');
  }
  return parseKeyFile(plain);
}

function unarmored(text: string): Uint8Array {
  try {
    const sealed = armor.decode(text.trim() + '\n');
    const header = new TextDecoder('latin1').decode(sealed.subarray(0, 200));
    const factor = Number(/^age-encryption\.org\/v1\n-> scrypt [^ \n]+ (\d{1,2})\n/.exec(header)?.[1]);
    if (factor >= 15 && factor <= 18) return sealed;
  } catch {
    throw new KeyFileRefused('not-a-key-file');
  }
  throw new KeyFileRefused('not-a-key-file');
}

export async function parseKeyFile(plain: string): Promise<MemberKey> {
  try {
    const value = (name: string) => new RegExp(`^# ${name}: (.+)$`, 'm').exec(plain)?.[1]?.trim() ?? '';
    const secret = /^AGE-SECRET-KEY-PQ-1[0-9A-Z]+$/m.exec(plain)?.[0] ?? '';
    const seed = fromBase64Url(value('signing'));
    const known = /^# dodomu member key$/m.test(plain) && /^m-[0-9a-z]{8}$/.test(value('member'));
    if (known && seed.length === 32 && value('line') !== '') {
      const signing = toBase64Url(ed25519.getPublicKey(seed));
      const recipient = await recipientOf(secret);
      return { line: value('line'), member: value('member'), seed, signing, secret, recipient };
    }
  } catch {
    throw new KeyFileRefused('not-a-key-file');
  }
  throw new KeyFileRefused('not-a-key-file');
}
