import { test } from 'node:test';
import assert from 'node:assert/strict';
import { generateHybridIdentity } from 'age-encryption';
import { found, keyOf, rootOf, signed } from '../dev/founding';
import { openGenerations } from '../src/crypto/casekeys';
import { type Roster, verifyRoster } from '../src/crypto/roster';
import { fromBase64 } from '../src/crypto/bytes';
import { open, recipientOf, SealBroken } from '../src/crypto/seal';
import { copiesFor, otherDesks, readersOf } from '../src/crypto/transfer';

const sample = await found('sample');
const one = verifyRoster('sample', rootOf(sample), [signed(sample)]);
const theirs = await generateHybridIdentity();
const roster: Roster = { ...one, desks: [...one.desks, { id: 'north', languages: ['ru'], epoch: 3, recipient: await recipientOf(theirs) }] };
const place = { line: 'sample', number: 'K7Q4-MX2P' };
const me = keyOf(sample.people[0]!, 'sample');

test('theOtherDeskOpensEveryGenerationAndNobodyElseDoes', async () => {
  const secrets = new Map([[2, await generateHybridIdentity()], [1, await generateHybridIdentity()]]);
  const copies = await copiesFor(roster, 'north', place, secrets, new Date());
  assert.deepEqual(copies.map((copy) => copy.generation), [1, 2]);
  const generations = await Promise.all(copies.map(async (copy) => ({ n: copy.generation, recipient: await recipientOf(secrets.get(copy.generation)!), keys: [{ to: 'epoch:north:3', sealed: copy.sealed }] })));
  const opened = await openGenerations(place, me, new Map([['north:3', theirs]]), generations);
  assert.deepEqual([...opened.entries()].sort(), [...secrets.entries()].sort());
  for (const copy of copies) await assert.rejects(open(fromBase64(copy.sealed), me.secret), SealBroken);
});

test('aDeskThatTheRosterDoesNotNameGetsNothing', async () => {
  await assert.rejects(copiesFor(roster, 'elsewhere', place, new Map([[1, await generateHybridIdentity()]]), new Date()), SealBroken);
});

test('onlyACaseThatIsStillADesksCanGoToAnother', () => {
  const of = (to: string) => [{ keys: [{ to }] }];
  assert.deepEqual(otherDesks(roster, of('epoch:main:1')).map((desk) => desk.id), ['north']);
  assert.deepEqual(otherDesks(roster, of('epoch:north:3')).map((desk) => desk.id), ['main']);
  assert.deepEqual(otherDesks(roster, of(`member:${me.member}`)), []);
});

test('readersOfADeskAreItsOperatorsAndLeads', () => {
  const [lead, operator, verifier] = (['lead', 'operator', 'verifier'] as const).map((role) => ({ ...one.members[0]!, id: role, roles: [role], desks: ['main', 'north'] }));
  const elsewhere = { ...operator!, id: 'elsewhere', desks: ['main'] };
  assert.deepEqual(readersOf({ ...roster, members: [lead!, operator!, verifier!, elsewhere] }, 'north'), ['lead', 'operator']);
});
