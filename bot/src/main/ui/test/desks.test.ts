import { test } from 'node:test';
import assert from 'node:assert/strict';
import { found, keyOf, rootOf, signed } from '../dev/founding';
import { fromBase64, toBase64 } from '../src/crypto/bytes';
import { openEpochs } from '../src/crypto/casekeys';
import { readNext, type Roster, verifyRoster } from '../src/crypto/roster';
import { open, recipientOf, SealBroken } from '../src/crypto/seal';
import { DESK_NAME, losesSomebody, type WantedDesk, withDesk } from '../src/members/desks';
import { RemovalRefused } from '../src/members/removal';

const sample = await found('sample');
const roster = verifyRoster('sample', rootOf(sample), [signed(sample)]);
const names = new Map(roster.members.map((one) => [one.id, one.id]));
const [lead, operator, verifier] = roster.members.map((one) => one.id) as [string, string, string];
const mine = (id: string) => keyOf(sample.people.find((one) => one.id === id)!, 'sample');
const after = async (wanted: WantedDesk, now: Roster = roster) => {
  const made = await withDesk(now, names, wanted);
  return { made, next: readNext(now, toBase64(made.draft.publicPart), toBase64(made.draft.memberPart)) };
};
const south: WantedDesk = { id: 'south', languages: ['ru', 'en'], members: [lead] };

test('aNewDeskHasItsOwnKeyForThoseWhoWorkThereAndTakesItsLanguages', async () => {
  const { made, next } = await after(south);
  assert.deepEqual(next.desks.map(({ id, languages, epoch }) => ({ id, languages, epoch })), [{ id: 'main', languages: ['uk', 'crh'], epoch: 1 }, { id: 'south', languages: ['ru', 'en'], epoch: 1 }]);
  assert.equal(next.desks[0]!.recipient, roster.desks[0]!.recipient);
  assert.deepEqual(next.members.map((one) => one.desks), [['main', 'south'], ['main'], ['main']]);
  assert.deepEqual(made.epochs.map((one) => [one.desk, one.number, one.seals.map((seal) => seal.member)]), [['south', 1, [lead]]]);
  const proven: Roster = { ...next, epochs: new Map([...roster.epochs, ['south:1', next.desks[1]!.recipient]]) };
  const opened = await openEpochs(mine(lead), proven, [{ desk: 'south', epoch: 1, sealed: made.epochs[0]!.seals[0]!.sealed }]);
  assert.equal(await recipientOf(opened.get('south:1')!), next.desks[1]!.recipient);
  await assert.rejects(open(fromBase64(made.epochs[0]!.seals[0]!.sealed), mine(operator).secret), SealBroken);
});

test('whoLeavesADeskGetsNoSealOfItsNextKeyAndAnOtherDeskKeepsIts', async () => {
  const { next: two } = await after({ ...south, members: [lead, operator] });
  assert.ok(losesSomebody(two, south));
  const { made, next } = await after(south, two);
  assert.deepEqual(next.desks.map((one) => one.epoch), [1, 2]);
  assert.deepEqual(made.epochs.map((one) => one.seals.map((seal) => seal.member)), [[lead]]);
  assert.deepEqual(next.members.map((one) => one.desks), [['main', 'south'], ['main'], ['main']]);
});

test('whoJoinsADeskChangesNoKeyAndAVerifierHasNoPlaceAtOne', async () => {
  const { next: two } = await after(south);
  const { made, next } = await after({ ...south, members: [lead, operator, verifier] }, two);
  assert.deepEqual(made.epochs, []);
  assert.deepEqual(next.members.map((one) => one.desks), [['main', 'south'], ['main', 'south'], ['main']]);
});

test('aDeskWithoutReadersIsRefused', async () => {
  await assert.rejects(withDesk(roster, names, { ...south, members: [verifier] }), RemovalRefused);
  const ended = { ...roster, members: roster.members.map((one) => ({ ...one, until: '2020-01-01' })) };
  await assert.rejects(withDesk(ended, names, south), RemovalRefused);
});

test('namesOfDesksAreSmallLatinLettersDigitsAndHyphens', () => {
  for (const good of ['south', 'a', '2', 'ru-2']) assert.match(good, DESK_NAME);
  for (const bad of ['', 'South', '-a', 'південь', 'a b', 'a:1', 'a'.repeat(33)]) assert.doesNotMatch(bad, DESK_NAME);
});
