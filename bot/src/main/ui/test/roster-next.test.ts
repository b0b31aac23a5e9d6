import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { found, keyOf, person, rootOf, signed, type Sample } from '../dev/founding';
import { fromUtf8, toBase64, utf8 } from '../src/crypto/bytes';
import { openEpochs } from '../src/crypto/casekeys';
import { openNames } from '../src/crypto/names';
import { ended, type Member, readNext, type Roster, RosterUnproven, verifyRoster } from '../src/crypto/roster';
import { differences } from '../src/members/changes';
import { keyHash, leadsHash, newKey, sealKeyFile, seatHash } from '../src/members/new-keys';
import { exactBytes, newHolders, nextRoster, type Plan, sealToNew, signDraft } from '../src/members/roster-next';
import { openKeyFile } from '../src/crypto/keyfile';

const sample = await found('sample');
const roster = verifyRoster('sample', rootOf(sample), [signed(sample)]);
const names = await openNames(roster, sample.people[0]!.secret);
const newcomer = await person('m-dddd4444', ['operator'], 'Нова');
const member = (roles: string[] = ['operator']): Member => ({ id: newcomer.id, roles, desks: ['main'], recipient: newcomer.recipient, signing: newcomer.signing, until: '2099-01-01' });

async function next(change: Parameters<typeof nextRoster>[2], of: Roster = roster): Promise<Roster> {
  const draft = await nextRoster(of, new Map([...names, [newcomer.id, newcomer.name]]), change);
  return readNext(of, toBase64(draft.publicPart), toBase64(draft.memberPart));
}

/** The version as leads' signatures bring it into force. */
async function enacted(of: Sample, change: Parameters<typeof nextRoster>[2]): Promise<Roster> {
  const draft = await nextRoster(roster, new Map([...names, [newcomer.id, newcomer.name]]), change);
  const lead = of.people[0]!;
  const version = { version: 2, public: toBase64(draft.publicPart), members: toBase64(draft.memberPart), signatures: [{ by: lead.id, sig: signDraft('sample', draft, lead.seed) }] };
  return verifyRoster('sample', rootOf(of), [signed(of), version]);
}

test('writesTheFrozenBytesThatTheServerReads', () => {
  const frozen = JSON.parse(readFileSync(join(process.cwd(), '../../test/resources/roster-next.json'), 'utf8')) as { plan: Plan; publicPart: string; memberPart: string; hash: string };
  const draft = exactBytes(frozen.plan);
  assert.equal(fromUtf8(draft.publicPart), frozen.publicPart);
  assert.equal(fromUtf8(draft.memberPart), frozen.memberPart);
  assert.equal(draft.hash, frozen.hash);
});

test('aChangeThatLeadsSignedIsProvenAndEverybodyReadsAllNames', async () => {
  const proven = await enacted(sample, { members: [...roster.members, member()] });
  assert.equal(proven.version, 2);
  for (const secret of [newcomer.secret, sample.people[2]!.secret]) {
    assert.equal((await openNames(proven, secret)).get(newcomer.id), 'Нова');
    assert.equal((await openNames(proven, secret)).get('m-aaaa1111'), 'Зразок: керівниця');
  }
});

test('namesOfAnotherVersionAreNotBelieved', async () => {
  assert.equal((await openNames({ ...roster, version: 2 }, sample.people[0]!.secret)).size, 0);
  assert.equal((await openNames({ ...roster, line: 'other' }, sample.people[0]!.secret)).size, 0);
});

test('refusesToBuildWhatBreaksARule', async () => {
  const [lead, operator, verifier] = roster.members as [Member, Member, Member];
  const other = await identityToRecipient(await generateHybridIdentity());
  const wrong: Parameters<typeof nextRoster>[2][] = [
    { members: [lead, { ...operator, recipient: other }, verifier] },
    { members: [lead, { ...operator, signing: newcomer.signing }, verifier] },
    { members: [operator, verifier] },
    { members: [lead, operator, operator] },
    { members: [lead, verifier] },
    { members: [lead, { ...operator, roles: ['verifier'] }, verifier] },
    { members: [lead, { ...operator, desks: [] }, verifier] },
    { members: [lead, { ...operator, roles: [] }] },
    { members: [lead, { ...operator, roles: ['owner'] }] },
    { members: [lead, { ...operator, desks: ['elsewhere'] }] },
    { members: [lead, { ...operator, until: '2099-02-30' }] },
    { members: [lead, { ...operator, until: 'forever' }] },
    { k: 2 },
    { k: 0 },
    { desks: [] },
    { recovery: [] },
    { desks: [{ ...roster.desks[0]!, recipient: other }] },
    { desks: [{ ...roster.desks[0]!, epoch: 2 }] },
    { desks: [{ ...roster.desks[0]!, epoch: 3, recipient: other }] },
  ];
  for (const change of wrong) await assert.rejects(nextRoster(roster, names, change), RosterUnproven, JSON.stringify(Object.keys(change)));
  assert.equal((await next({ desks: [{ ...roster.desks[0]!, epoch: 2, recipient: other }] })).desks[0]!.epoch, 2);
  assert.equal((await next({ members: [lead, verifier], desks: [{ ...roster.desks[0]!, epoch: 2, recipient: other }] })).members.length, 2);
  assert.equal((await next({ members: [lead, operator] })).desks[0]!.epoch, 1);
});

test('readsNothingThatFollowsAnotherVersion', async () => {
  const draft = await nextRoster(roster, names, {});
  assert.throws(() => readNext({ ...roster, hash: '0'.repeat(64) }, toBase64(draft.publicPart), toBase64(draft.memberPart)), RosterUnproven);
  assert.throws(() => readNext({ ...roster, version: 2 }, toBase64(draft.publicPart), toBase64(draft.memberPart)), RosterUnproven);
  const spaced = toBase64(utf8(fromUtf8(draft.publicPart) + ' '));
  assert.throws(() => readNext(roster, spaced, toBase64(draft.memberPart)), RosterUnproven);
});

test('sealsARunningEpochToNewcomersOnlyAndTheyOpenIt', async () => {
  const proven = await enacted(sample, { members: [...roster.members, member()] });
  assert.deepEqual(newHolders(roster, proven, roster.desks[0]!).map((one) => one.id), [newcomer.id]);
  const seals = await sealToNew(roster, proven, new Map([['main:1', sample.epochSecret]]));
  assert.deepEqual(seals.map((one) => one.seals.map((seal) => seal.member)), [[newcomer.id]]);
  const opened = await openEpochs(keyOf(newcomer, 'sample'), proven, [{ desk: 'main', epoch: 1, sealed: seals[0]!.seals[0]!.sealed }]);
  assert.equal(opened.get('main:1'), sample.epochSecret);
  const verifies = await next({ members: [...roster.members, member(['verifier'])] });
  assert.equal((await sealToNew(roster, verifies, new Map([['main:1', sample.epochSecret]]))).length, 0);
});

test('showsALeadEverythingThatWouldChange', async () => {
  const [lead, operator] = roster.members as [Member, Member];
  const other = await identityToRecipient(await generateHybridIdentity());
  const changed = await next({
    members: [lead, { ...operator, roles: ['operator', 'verifier'], until: '2098-01-01', desks: [] }, member()], recovery: [other],
    desks: [{ ...roster.desks[0]!, languages: ['uk'], epoch: 2, recipient: other }],
  });
  const found = differences(roster, names, changed, new Map([...names, [newcomer.id, 'Нова'], [lead.id, 'Інша']])).map((one) => one.what).sort();
  assert.deepEqual(found, ['desk', 'desks', 'epoch', 'joins', 'leaves', 'name', 'recovery', 'roles', 'until']);
  assert.deepEqual(differences(roster, names, await next({}), names), []);
});

test('aVettingEndsWithItsLastDay', () => {
  const one = { ...member(), until: '2026-03-01' };
  assert.equal(ended(one, new Date('2026-03-01T23:59:59Z')), false);
  assert.equal(ended(one, new Date('2026-03-02T00:00:00Z')), true);
});

test('aNewKeyFileOpensAgainAndItsWordsFollowEachPart', async () => {
  const key = await newKey('sample');
  const read = await openKeyFile(await sealKeyFile(key, 'correct horse'), 'correct horse');
  assert.equal(read.member, key.member);
  assert.equal(read.recipient, key.recipient);
  const hash = keyHash('sample', key);
  for (const other of [{ ...key, member: 'm-00000000' }, { ...key, recipient: newcomer.recipient }, { ...key, signing: newcomer.signing }]) assert.notEqual(keyHash('sample', other), hash);
  assert.notEqual(keyHash('other', key), hash);
  assert.notEqual(seatHash('sample', { ...key, recovery: newcomer.recipient }), seatHash('sample', { ...key, recovery: key.recipient }));
});

test('theLeadsHashDoesNotDependOnOrderAndChangesWithAnyLead', () => {
  assert.equal(leadsHash(['a', 'b']), leadsHash(['b', 'a']));
  assert.notEqual(leadsHash(['a', 'b']), leadsHash(['a', 'c']));
  assert.notEqual(leadsHash(['a', 'b']), leadsHash(['a']));
});
