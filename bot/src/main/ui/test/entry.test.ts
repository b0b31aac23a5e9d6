import { test } from 'node:test';
import assert from 'node:assert/strict';
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { deposit, entry, found, keyFile, keyFileText, keyOf, rootOf, signed } from '../dev/founding';
import { fromBase64, toBase64, toBase64Url, utf8 } from '../src/crypto/bytes';
import { grantTo, openEpochs, openGenerations } from '../src/crypto/casekeys';
import { enrolling } from '../src/crypto/enrolling';
import { type CaseContext, gaps, inTime, openEntry, signedText, type StoredEntry, withoutRepeats } from '../src/crypto/entry';
import { KeyFileRefused, openKeyFile, parseKeyFile } from '../src/crypto/keyfile';
import { verifyRoster } from '../src/crypto/roster';
import { open, paddedJson, readJson, RecipientsRefused, seal, SealBroken, type Json } from '../src/crypto/seal';
import { sign, statements, verifies } from '../src/crypto/statements';
import { write } from '../src/crypto/write';

const sample = await found('sample');
const roster = verifyRoster('sample', rootOf(sample), [signed(sample)]);
const number = 'K7Q4-MX2P';
const secret = await generateHybridIdentity();
const recipient = await identityToRecipient(secret);
const context: CaseContext = { line: 'sample', number, roster, secrets: new Map([[1, secret]]) };
const header = (change: Json = {}): Json => ({ v: 1, line: 'sample', case: number, generation: 1, seq: 1, kind: 'answer', at: '2026-11-24T04:00:00Z', question: 'name', text: 'слова', ...change });
const of = (plain: Json, by: 'reporter' | 'member' = 'reporter', kind: StoredEntry['kind'] = 'text') => entry(sample, number, recipient, 'e1', by, kind, plain);
const fault = async (stored: StoredEntry, where: CaseContext = context) => {
  const opened = await openEntry(where, stored);
  assert.equal(opened.ok, false);
  assert.ok(!JSON.stringify(opened).includes('слова'), 'a broken entry keeps its words');
  return opened.ok ? '' : opened.fault;
};

test('opensAnEntryWhoseChecksAllPass', async () => {
  const opened = await openEntry(context, await of(header()));
  assert.ok(opened.ok && opened.body['text'] === 'слова');
});

test('refusesEveryHeaderThatBelongsElsewhere', async () => {
  const wrong: Json[] = [{ v: 2 }, { line: 'other' }, { case: 'AAAA-AAAA' }, { generation: 2 }, { seq: 0 }, { seq: 1.5 }, { seq: '1' }, { kind: 'note' }, { kind: 'key' }, { at: 'soon' }];
  for (const change of wrong) assert.equal(await fault(await of(header(change))), 'place', JSON.stringify(change));
});

test('refusesAnotherDepositSignatureEntryOrCase', async () => {
  const stored = await of(header());
  assert.equal(await fault({ ...stored, id: 'e2' }), 'deposit');
  assert.equal(await fault({ ...stored, sig: toBase64(new Uint8Array(64)) }), 'deposit');
  assert.equal(await fault({ ...stored, sig: '!' }), 'deposit');
  assert.equal(await fault(stored, { ...context, number: 'AAAA-AAAA' }), 'deposit');
  const bytes = fromBase64(stored.sealed!);
  bytes[bytes.length - 1]! ^= 1;
  assert.equal(await fault({ ...stored, sealed: toBase64(bytes) }), 'deposit');
  assert.equal(await fault({ ...stored, sealed: toBase64(bytes), sig: deposit(sample, number, 'e1', bytes) }), 'seal');
});

test('refusesAReporterEntryOfferedAsAMembersAndTheReverse', async () => {
  assert.equal(await fault(await of(header(), 'member', 'text')), 'place');
  assert.equal(await fault(await of(header({ kind: 'note' }), 'reporter', 'note')), 'place');
});

test('refusesAGenerationWithoutAKey', async () => {
  assert.equal(await fault(await of(header()), { ...context, secrets: new Map() }), 'key');
});

const writer = keyOf(sample.people[1]!, 'sample');
async function noteEntry(change: (plain: Json) => Json): Promise<StoredEntry> {
  const sealed = fromBase64(await write(writer, number, { n: 1, recipient }, 1, 'note', { text: 'слова' }, new Date(0)));
  return of(change(readJson(await open(sealed, secret))), 'member', 'note');
}

test('acceptsANoteOnlyFromTheMemberWhoSignedIt', async () => {
  const good = await openEntry(context, await noteEntry((plain) => plain));
  assert.ok(good.ok && good.author === writer.member);
  assert.equal(await fault(await noteEntry((plain) => ({ ...plain, by: sample.people[0]!.id }))), 'author');
  assert.equal(await fault(await noteEntry((plain) => ({ ...plain, by: 'm-unknown1' }))), 'author');
  assert.equal(await fault(await noteEntry((plain) => ({ ...plain, text: 'слова!' }))), 'author');
  assert.equal(await fault(await noteEntry((plain) => ({ ...plain, seq: 2 }))), 'author');
  assert.equal(await fault(await noteEntry(({ signature: _, ...plain }) => plain)), 'author');
});

test('signsLabels', async () => {
  const sealed = fromBase64(await write(writer, number, { n: 1, recipient }, 2, 'labels', { labels: ['camp', 'school'] }, new Date(0)));
  const opened = await openEntry(context, await of(readJson(await open(sealed, secret)), 'member', 'note'));
  assert.ok(opened.ok && opened.kind === 'labels');
});

test('refusesLabelsThatWereCutOrJoinedOtherwise', async () => {
  const labels = async (change: Json) => {
    const sealed = fromBase64(await write(writer, number, { n: 1, recipient }, 2, 'labels', { labels: ['camp,school', 'слова'] }, new Date(0)));
    return fault(await of({ ...readJson(await open(sealed, secret)), ...change }, 'member', 'note'));
  };
  const others: unknown[] = [['camp', 'school', 'слова'], ['camp,school,слова'], ['camp,school\nслова'], ['camp,school\n10:слова'], ['слова', 'camp,school'], ['camp,school'], [], 'camp,school,слова', [['camp,school'], 'слова']];
  for (const other of others) assert.equal(await labels({ labels: other }), 'author', JSON.stringify(other));
});

test('signsDifferentTextForDifferentLabels', () => {
  const lists = [[], [''], ['', ''], ['a'], ['a', 'b'], ['a,b'], ['a\nb'], ['1:a\n'], ['a\n1:b'], ['1:a\n1:b\n'], ['б'], ['б', '']];
  assert.equal(new Set(lists.map((labels) => signedText('labels', { labels }))).size, lists.length);
  assert.equal(signedText('labels', { labels: ['табір', 'x'] }), '10:табір\n1:x\n');
});

test('refusesLabelsThatAreNotWords', async () => {
  for (const labels of [[1], [null], ['\ud800']]) assert.equal(await fault(await noteEntry((plain) => ({ ...plain, kind: 'labels', labels }))), 'author');
});

test('countsARepeatedNumberOnceAndNamesGaps', async () => {
  const stored = [await of(header()), { ...(await of(header({ text: 'інше' }))), id: 'e1' }];
  const twice = withoutRepeats(await Promise.all(stored.map((one) => openEntry(context, one))), stored);
  assert.deepEqual(twice.map((one) => one.ok), [true, false]);
  assert.deepEqual(gaps([{ seq: 1 }, { seq: 4 }, { seq: 2 }]), [3]);
  assert.deepEqual(gaps([]), []);
});

test('statementsHaveTheirExactBytes', () => {
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assert.equal(text(statements.deposit('l', 'c', 'e', 'h')), 'dodomu/v1/deposit\nl\nc\ne\nh\n');
  assert.equal(text(statements.signIn('l', 'm', 'n')), 'dodomu/v1/sign-in\nl\nm\nn\n');
  assert.equal(text(enrolling('l', 'm', { clientData: 'a', attestationObject: 'b', transports: [], wrapped: '' })), 'dodomu/v1/passkey\nl\nm\n3c97b3ea04e2e5bf43ddfcb5f65f4b416fdb1903f00a829114d9b4969d3ca589\n');
  assert.equal(text(statements.roster('l', 2, 'h')), 'dodomu/v1/roster\nl\n2\nh\n');
  assert.equal(text(statements.written('l', 'c', 'note', 3, 'abc')), 'dodomu/v1/written\nl\nc\nnote\n3\nba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n');
  assert.throws(() => statements.signIn('l\nm', 'm', 'n'));
});

test('verifiesOnlyTheSignedStatement', () => {
  const { seed, signing } = sample.people[0]!;
  const statement = utf8('x');
  const signature = fromBase64(sign(statement, seed).replace(/-/g, '+').replace(/_/g, '/'));
  assert.ok(verifies(statement, signature, signing));
  assert.ok(!verifies(utf8('y'), signature, signing));
  assert.ok(!verifies(statement, signature.slice(1), signing));
  assert.ok(!verifies(statement, signature, toBase64Url(new Uint8Array(31))));
});

test('sealsOnlyToPostQuantumRecipients', async () => {
  const classic = await identityToRecipient(await generateX25519Identity());
  await assert.rejects(seal([recipient, classic], utf8('x')), RecipientsRefused);
  await assert.rejects(seal([classic], utf8('x')), RecipientsRefused);
  await assert.rejects(seal([], utf8('x')), RecipientsRefused);
  assert.equal(new TextDecoder().decode(await open(await seal([recipient], utf8('x')), secret)), 'x');
  await assert.rejects(open(await seal([recipient], utf8('x')), await generateHybridIdentity()), SealBroken);
});

test('padsJsonToPowersOfTwo', () => {
  assert.equal(paddedJson({}).length, 2048);
  assert.equal(paddedJson({ text: 'x'.repeat(2048) }).length, 4096);
});

test('opensAKeyFileOnlyWithItsPassphrase', async () => {
  const text = await keyFile(sample.people[0]!, 'sample', 'довге речення');
  assert.equal((await openKeyFile(text, 'довге речення')).member, 'm-aaaa1111');
  await assert.rejects(openKeyFile(text, 'інше'), (e) => e instanceof KeyFileRefused && e.fault === 'wrong-passphrase');
  await assert.rejects(openKeyFile('нотатки', 'x'), (e) => e instanceof KeyFileRefused && e.fault === 'not-a-key-file');
  const plain = keyFileText(sample.people[0]!, 'sample');
  for (const broken of [plain.replace('member:', 'who:'), plain.replace('signing: ', 'signing: A'), plain.replace('PQ-1', 'PQ-2')]) {
    await assert.rejects(parseKeyFile(broken), KeyFileRefused);
  }
});

const lead = keyOf(sample.people[0]!, 'sample');
const verifier = sample.people[2]!;

async function generationTo(to: string, recipientOfKey: string, change: Json = {}) {
  const plain = { v: 1, line: 'sample', case: number, generation: 1, seq: 0, kind: 'key', at: '2026-11-24T04:00:00Z', secret, ...change };
  return { n: 1, recipient, keys: [{ to, sealed: toBase64(await seal([recipientOfKey], paddedJson(plain))) }] };
}

test('opensACaseKeyOfTheDeskAndRefusesOneThatBelongsElsewhere', async () => {
  const sealed = toBase64(await seal([lead.recipient], paddedJson({ v: 1, line: 'sample', desk: 'main', epoch: 1, kind: 'epoch-key', secret: sample.epochSecret })));
  const epochs = await openEpochs(lead, roster, [{ desk: 'main', epoch: 1, sealed }]);
  const place = { line: 'sample', number };
  assert.equal((await openGenerations(place, lead, epochs, [await generationTo('epoch:main:1', sample.epochRecipient)])).get(1), secret);
  for (const change of [{ case: 'AAAA-AAAA' }, { seq: 1 }, { kind: 'answer' }, { secret: await generateHybridIdentity() }]) {
    await assert.rejects(openGenerations(place, lead, epochs, [await generationTo('epoch:main:1', sample.epochRecipient, change)]), SealBroken);
  }
  const swapped = toBase64(await seal([lead.recipient], paddedJson({ v: 1, line: 'sample', desk: 'main', epoch: 1, kind: 'epoch-key', secret })));
  await assert.rejects(openEpochs(lead, roster, [{ desk: 'main', epoch: 1, sealed: swapped }]), SealBroken);
});

test('grantsToTheRecipientOfTheProvenRosterWhateverTheCallerBrings', async () => {
  const forged = { ...roster.members[2]!, recipient: lead.recipient };
  const place = { line: 'sample', number };
  const grants = await grantTo(roster, [forged], place, context.secrets, new Date(0));
  const generations = [{ n: 1, recipient, keys: [{ to: `member:${verifier.id}`, sealed: grants[0]!.sealed }] }];
  assert.equal((await openGenerations(place, keyOf(verifier, 'sample'), new Map(), generations)).get(1), secret);
  await assert.rejects(open(fromBase64(grants[0]!.sealed), lead.secret), SealBroken);
  await assert.rejects(grantTo(roster, [{ ...forged, id: 'm-nobody11' }], place, context.secrets, new Date(0)), SealBroken);
});

test('wordsOfOneMinuteStandAsTheyWereSaid', () => {
  const said = [['2026-11-24T04:01:00Z', 3], ['2026-11-24T04:00:00Z', 2], ['2026-11-24T04:01:00Z', 12], ['2026-11-24T04:00:00Z', 1]].map(([at, seq]) => ({ at: at as string, seq: seq as number }));
  assert.deepEqual(said.sort(inTime).map((one) => one.seq), [1, 2, 3, 12]);
});
