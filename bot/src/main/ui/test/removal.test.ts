import { test } from 'node:test';
import assert from 'node:assert/strict';
import { generateHybridIdentity } from 'age-encryption';
import { found, keyOf, rootOf, signed } from '../dev/founding';
import { fromBase64, toBase64 } from '../src/crypto/bytes';
import { makeGeneration, openEpochs, openGenerations } from '../src/crypto/casekeys';
import { readNext, type Roster, verifyRoster } from '../src/crypto/roster';
import { open, paddedJson, readJson, recipientOf, seal, SealBroken } from '../src/crypto/seal';
import { removal, RemovalRefused } from '../src/members/removal';
import { type EpochApi, type PendingCase, reseal, resealDesk, type ResealedCase } from '../src/members/reseal';

const sample = await found('sample');
const roster = verifyRoster('sample', rootOf(sample), [signed(sample)]);
const names = new Map(roster.members.map((one) => [one.id, one.id]));
const operator = roster.members.find((one) => one.roles.join() === 'operator')!;
const verifier = roster.members.find((one) => one.roles.join() === 'verifier');
const number = 'K7Q4-MX2P';
const place = { line: 'sample', number };

const mine = (id: string) => keyOf(sample.people.find((one) => one.id === id)!, 'sample');

const refusal = async (act: Promise<unknown>) => {
  try {
    await act;
  } catch (refused) {
    assert.ok(refused instanceof RemovalRefused);
    return refused.why;
  }
  return 'taken';
};

test('aRemovedOperatorGetsNoSealOfTheNewEpochAndEveryOtherHolderGetsOne', async () => {
  const made = await removal(roster, names, operator.id);
  const next = readNext(roster, toBase64(made.draft.publicPart), toBase64(made.draft.memberPart));
  assert.ok(!next.members.some((one) => one.id === operator.id));
  assert.equal(next.desks[0]!.epoch, 2);
  const holders = next.members.filter((one) => one.roles.includes('operator') || one.roles.includes('lead')).map((one) => one.id);
  assert.deepEqual(made.epochs[0]!.seals.map((one) => one.member).sort(), holders.sort());
  const first = mine(holders[0]!);
  const sealed = made.epochs[0]!.seals.find((one) => one.member === first.member)!;
  const proven: Roster = { ...next, epochs: new Map([...roster.epochs, ['main:2', next.desks[0]!.recipient]]) };
  const opened = await openEpochs(first, proven, [{ desk: 'main', epoch: 2, sealed: sealed.sealed }]);
  assert.equal(await recipientOf(opened.get('main:2')!), next.desks[0]!.recipient);
  const theirs = mine(operator.id);
  for (const one of made.epochs[0]!.seals) await assert.rejects(open(fromBase64(one.sealed), theirs.secret), SealBroken);
});

test('whoHasNoDeskKeyLeavesWithoutANewEpoch', async () => {
  assert.ok(verifier);
  const made = await removal(roster, names, verifier.id);
  assert.deepEqual(made.epochs, []);
  assert.equal(readNext(roster, toBase64(made.draft.publicPart), toBase64(made.draft.memberPart)).desks[0]!.epoch, 1);
});

test('neverLeavesFewerLeadsThanMustSign', async () => {
  const leads = roster.members.filter((one) => one.roles.includes('lead'));
  assert.equal(await refusal(removal({ ...roster, k: leads.length }, names, leads[0]!.id)), 'too-few-leads');
  assert.equal(await refusal(removal(roster, names, 'm-00000000')), 'not-a-member');
});

test('aMadeGenerationOpensForItsReadersAndForNobodyElse', async () => {
  const made = await makeGeneration(roster, place, { number: 2, to: [`member:${operator.id}`] }, new Date());
  const generation = { n: made.number, recipient: made.recipient, keys: made.keys };
  const theirs = mine(operator.id);
  assert.equal((await openGenerations(place, theirs, new Map(), [generation])).size, 1);
  assert.deepEqual(made.keys.map((one) => one.to), [`member:${operator.id}`, 'recovery']);
  await assert.rejects(open(fromBase64(made.keys[1]!.sealed), theirs.secret), SealBroken);
});

test('aReaderWhomTheRosterDoesNotProveIsNeverSealedTo', async () => {
  for (const to of ['member:m-00000000', 'epoch:main:2', 'epoch:other:1', 'recovery', 'anybody']) {
    await assert.rejects(makeGeneration(roster, place, { number: 2, to: [to] }, new Date()), SealBroken, to);
  }
});

const old = await generateHybridIdentity();
const fresh = await generateHybridIdentity();
const caseSecret = await generateHybridIdentity();
const desk = { ...roster.desks[0]!, epoch: 2, recipient: await recipientOf(fresh) };
const held = { key: mine(operator.id), roster, epochs: new Map([['main:1', old], ['main:2', fresh]]) };

async function pendingCase(of: string, change: Record<string, unknown> = {}): Promise<PendingCase> {
  const plain = paddedJson({ v: 1, line: 'sample', case: of, generation: 1, seq: 0, kind: 'key', at: '2026-11-24T04:00:00Z', secret: caseSecret, ...change });
  return { number: of, rev: 3, keys: [{ generation: 1, recipient: await recipientOf(caseSecret), to: 'epoch:main:1', sealed: toBase64(await seal([await recipientOf(old)], plain)) }] };
}

test('aResealedKeyIsTheSameKeyUnderTheNewEpochOnly', async () => {
  const done = await reseal(held, desk, await pendingCase(number));
  const bytes = fromBase64(done!.keys[0]!.sealed);
  assert.equal(readJson(await open(bytes, fresh))['secret'], caseSecret);
  await assert.rejects(open(bytes, old), SealBroken);
  assert.equal(done!.rev, 3);
});

test('aKeyOfAnotherCaseOrAnotherRecipientIsNotPassedOn', async () => {
  assert.equal(await reseal(held, desk, await pendingCase(number, { case: 'AAAA-AAAA' })), undefined);
  assert.equal(await reseal(held, desk, await pendingCase(number, { secret: old })), undefined);
  assert.equal(await reseal({ ...held, epochs: new Map([['main:2', fresh]]) }, desk, await pendingCase(number)), undefined);
});

/** A server in memory, which answers like the real one: by number, a page at a time. */
class Cases implements EpochApi {
  readonly done: string[] = [];
  constructor(private waiting: PendingCase[]) {}
  async pending(_: string, after: string) {
    return { left: this.waiting.length, cases: this.waiting.filter((one) => one.number > after).slice(0, 2) };
  }
  async resealed(_: string, cases: readonly ResealedCase[]) {
    this.done.push(...cases.map((one) => one.number));
    this.waiting = this.waiting.filter((one) => !this.done.includes(one.number));
    return { resealed: cases.length };
  }
}

test('goesThroughAllPagesPassesWhatItCannotOpenAndGoesOnAfterAStop', async () => {
  const numbers = ['AAAA-AAA1', 'AAAA-AAA2', 'AAAA-AAA3', 'AAAA-AAA4', 'AAAA-AAA5'];
  const cases = await Promise.all(numbers.map((one, i) => pendingCase(one, i === 2 ? { case: number } : {})));
  const server = new Cases(cases);
  let pages = 0;
  await resealDesk(held, desk, server, () => { pages++; }, () => pages < 1);
  assert.deepEqual(server.done, numbers.slice(0, 2));
  const end = await resealDesk(held, desk, server, () => undefined, () => true);
  assert.deepEqual([...server.done].sort(), numbers.filter((_, i) => i !== 2));
  assert.deepEqual(end, { left: 1, unopened: 1 });
});
