import { armor, Encrypter, generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256Hex, toBase64, toBase64Url, utf8 } from '../src/crypto/bytes';
import type { MemberKey } from '../src/crypto/keyfile';
import { sealNames } from '../src/crypto/names';
import type { SignedRoster } from '../src/crypto/roster';
import { paddedJson, seal, type Json } from '../src/crypto/seal';
import { statements } from '../src/crypto/statements';
import type { StoredEntry } from '../src/crypto/entry';

export interface Person { id: string; roles: string[]; name: string; secret: string; recipient: string; seed: Uint8Array; signing: string }

export async function person(id: string, roles: string[], name: string): Promise<Person> {
  const secret = await generateHybridIdentity();
  const seed = ed25519.utils.randomSecretKey();
  return { id, roles, name, secret, recipient: await identityToRecipient(secret), seed, signing: toBase64Url(ed25519.getPublicKey(seed)) };
}

export const keyOf = (one: Person, line: string): MemberKey =>
  ({ line, member: one.id, seed: one.seed, signing: one.signing, secret: one.secret, recipient: one.recipient });

export const keyFileText = (one: Person, line: string): string =>
  `# dodomu member key\n# line: ${line}\n# member: ${one.id}\n# signing: ${toBase64Url(one.seed)}\n${one.secret}\n`;

export async function keyFile(one: Person, line: string, passphrase: string): Promise<string> {
  const age = new Encrypter();
  age.setPassphrase(passphrase);
  age.setScryptWorkFactor(15);
  return armor.encode(await age.encrypt(keyFileText(one, line)));
}

export interface Sample {
  line: string;
  people: Person[];
  epochSecret: string;
  epochRecipient: string;
  depositSeed: Uint8Array;
  publicPart: Json;
  memberPart: Json;
}

export async function found(line: string): Promise<Sample> {
  const people = [
    await person('m-aaaa1111', ['lead', 'operator'], 'Зразок: керівниця'),
    await person('m-bbbb2222', ['operator'], 'Зразок: операторка'),
    await person('m-cccc3333', ['verifier'], 'Зразок: перевіряльниця'),
  ];
  const epochSecret = await generateHybridIdentity();
  const epochRecipient = await identityToRecipient(epochSecret);
  const recovery = [await identityToRecipient(await generateHybridIdentity()), await identityToRecipient(await generateHybridIdentity())];
  const depositSeed = ed25519.utils.randomSecretKey();
  const members = people.map((one) => ({ id: one.id, roles: one.roles, desks: ['main'], recipient: one.recipient, signing: one.signing, until: '2099-12-31' }));
  const names = await sealNames(line, 1, members, new Map(people.map((one) => [one.id, one.name])));
  const memberPart = { v: 1, line, version: 1, members, names };
  const publicPart = {
    v: 1, line, version: 1, previous: '', k: 1, leads: [{ id: people[0]!.id, signing: people[0]!.signing }],
    desks: [{ id: 'main', languages: ['uk', 'ru', 'en', 'crh'], epoch: 1, recipient: epochRecipient }],
    recovery, deposit: toBase64Url(ed25519.getPublicKey(depositSeed)), members: sha256Hex(utf8(JSON.stringify(memberPart))),
  };
  return { line, people, epochSecret, epochRecipient, depositSeed, publicPart, memberPart };
}

export function signed(sample: Sample, publicPart: Json = sample.publicPart, memberPart: Json = sample.memberPart, by: Person[] = [sample.people[0]!]): SignedRoster {
  const bytes = utf8(JSON.stringify(publicPart));
  const version = publicPart['version'] as number;
  const statement = statements.roster(sample.line, version, sha256Hex(bytes));
  return {
    version, public: toBase64(bytes), members: toBase64(utf8(JSON.stringify(memberPart))),
    signatures: by.map((one) => ({ by: one.id, sig: toBase64(ed25519.sign(statement, one.seed)) })),
  };
}

export const rootOf = (sample: Sample): string => sha256Hex(utf8(JSON.stringify(sample.publicPart)));

export function deposit(sample: Sample, number: string, id: string, sealed: Uint8Array): string {
  return toBase64(ed25519.sign(statements.deposit(sample.line, number, id, sha256Hex(sealed)), sample.depositSeed));
}

export async function entry(
  sample: Sample, number: string, recipient: string, id: string, by: 'reporter' | 'member', kind: StoredEntry['kind'], plain: Json,
): Promise<StoredEntry> {
  const sealed = await seal([recipient], paddedJson(plain));
  return { id, gen: 1, by, kind, sealed: toBase64(sealed), sig: deposit(sample, number, id, sealed) };
}

/** The tar that the line writes: three plain entries, each padded to 512 bytes, then zero blocks. */
export function tar(parts: [string, Uint8Array][]): Uint8Array<ArrayBuffer> {
  const blocks: Uint8Array[] = [];
  for (const [name, bytes] of parts) {
    const header = new Uint8Array(512);
    header.set(utf8(name), 0);
    header.set(utf8('0000600\0'), 100);
    header.set(utf8(bytes.length.toString(8).padStart(11, '0') + '\0'), 124);
    header.set(utf8('00000000000\0'), 136);
    header.fill(0x20, 148, 156);
    header[156] = 0x30;
    header.set(utf8('ustar\x0000'), 257);
    const sum = header.reduce((a, b) => a + b, 0);
    header.set(utf8(sum.toString(8).padStart(6, '0') + '\0 '), 148);
    blocks.push(header, bytes, new Uint8Array((512 - (bytes.length % 512)) % 512));
  }
  blocks.push(new Uint8Array(1024));
  const all = new Uint8Array(blocks.reduce((n, b) => n + b.length, 0));
  let at = 0;
  for (const block of blocks) { all.set(block, at); at += block.length; }
  return all;
}

export const fileTar = (meta: Json, original: Uint8Array): Uint8Array<ArrayBuffer> =>
  tar([['meta.json', utf8(JSON.stringify(meta))], ['original', original], ['sum.json', utf8(JSON.stringify({ length: original.length, sha256: sha256Hex(original) }))]]);
