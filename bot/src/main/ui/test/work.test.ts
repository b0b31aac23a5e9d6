import { test } from 'node:test';
import assert from 'node:assert/strict';
import { found, keyOf, rootOf, signed } from '../dev/founding';
import { fromBase64 } from '../src/crypto/bytes';
import { openDrafts, sealDrafts } from '../src/crypto/drafts';
import { openReason, sealReason } from '../src/crypto/proposal';
import { verifyRoster } from '../src/crypto/roster';
import { SealBroken } from '../src/crypto/seal';

const sample = await found('sample');
const roster = verifyRoster('sample', rootOf(sample), [signed(sample)]);
const [lead, operator, verifier] = sample.people.map((one) => keyOf(one, 'sample'));
const NUMBER = 'K7Q4-MX2P';
const WHY = 'CANARY причина';

test('opensAReasonForTheLeadAndForItsAuthorOnly', async () => {
  const sealed = await sealReason(operator!, roster, NUMBER, 'not-credible', WHY);
  assert.ok(!new TextDecoder('latin1').decode(fromBase64(sealed)).includes('CANARY'));
  assert.equal(await openReason(lead!, roster, NUMBER, 'not-credible', operator!.member, sealed), WHY);
  assert.equal(await openReason(operator!, roster, NUMBER, 'not-credible', operator!.member, sealed), WHY);
  await assert.rejects(openReason(verifier!, roster, NUMBER, 'not-credible', operator!.member, sealed), SealBroken);
});

test('refusesAReasonForAnotherCaseActOrAuthor', async () => {
  const sealed = await sealReason(operator!, roster, NUMBER, 'export', WHY);
  for (const [number, what, by] of [['AAAA-AAAA', 'export', operator!.member], [NUMBER, 'destruction', operator!.member], [NUMBER, 'export', verifier!.member]] as const) {
    await assert.rejects(openReason(lead!, roster, number, what, by, sealed), SealBroken);
  }
});

test('refusesAReasonThatItsAuthorDidNotSign', async () => {
  const forged = await sealReason({ ...operator!, seed: verifier!.seed }, roster, NUMBER, 'export', WHY);
  await assert.rejects(openReason(lead!, roster, NUMBER, 'export', operator!.member, forged), SealBroken);
});

test('keepsDraftsSealedToTheMemberAlone', async () => {
  const sealed = await sealDrafts(operator!.recipient, new Map([[`${NUMBER}|note`, { text: WHY, key: 'k1234567' }]]));
  const stored = new TextDecoder('latin1').decode(fromBase64(sealed));
  assert.ok(!stored.includes('CANARY') && !stored.includes(NUMBER) && !sealed.includes(NUMBER));
  assert.deepEqual([...(await openDrafts(operator!.secret, sealed))], [[`${NUMBER}|note`, { text: WHY, key: 'k1234567' }]]);
  assert.equal((await openDrafts(lead!.secret, sealed)).size, 0);
  assert.equal((await openDrafts(operator!.secret, 'AAAA')).size, 0);
});

test('keepsTheNewestFiftyDraftsInPaddedSteps', async () => {
  const many = new Map(Array.from({ length: 60 }, (_, i) => [`${i}`, { text: 'а', key: 'k' }] as const));
  assert.deepEqual([...(await openDrafts(operator!.secret, await sealDrafts(operator!.recipient, many))).keys()], [...many.keys()].slice(10));
  const short = await sealDrafts(operator!.recipient, new Map([['1', { text: 'а', key: 'k' }]]));
  const longer = await sealDrafts(operator!.recipient, new Map([['1', { text: 'а'.repeat(200), key: 'k' }]]));
  assert.equal(short.length, longer.length, 'the size tells how much was written');
});
