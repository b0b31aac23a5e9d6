import { test } from 'node:test';
import assert from 'node:assert/strict';
import { found, rootOf, signed } from '../dev/founding';
import { openNames } from '../src/crypto/names';
import { type SignedRoster, RosterUnproven, verifyRoster } from '../src/crypto/roster';
import { toBase64 } from '../src/crypto/bytes';
import { formerMembers } from '../src/members/former';
import { removal } from '../src/members/removal';
import { signDraft } from '../src/members/roster-next';

const sample = await found('sample');
const root = rootOf(sample);
const first = signed(sample);
const founded = verifyRoster('sample', root, [first]);
const lead = sample.people[0]!;
const operator = sample.people[1]!;

async function without(id: string): Promise<SignedRoster[]> {
  const { draft } = await removal(founded, await openNames(founded, lead.secret), id);
  return [first, { version: 2, public: toBase64(draft.publicPart), members: toBase64(draft.memberPart), signatures: [{ by: lead.id, sig: signDraft('sample', draft, lead.seed) }] }];
}

test('namesWhoLeftAsTheirLastRosterNamedThem', async () => {
  const versions = await without(operator.id);
  const now = verifyRoster('sample', root, versions);
  assert.deepEqual(await formerMembers(now, root, lead.secret, () => Promise.resolve(versions)), [{ id: operator.id, name: operator.name, last: 1 }]);
  assert.deepEqual(await formerMembers(now, root, (await found('other')).people[0]!.secret, () => Promise.resolve(versions)), [{ id: operator.id, name: operator.id, last: 1 }]);
});

test('whereNobodyLeftNothingIsAsked', async () => {
  assert.deepEqual(await formerMembers(founded, root, lead.secret, () => assert.fail('asked')), []);
});

test('aRosterOtherThanTheProvenOneIsNotRead', async () => {
  const versions = await without(operator.id);
  const now = verifyRoster('sample', root, versions);
  const other = await without(sample.people[2]!.id);
  for (const served of [other, [first], [], versions.slice(1), versions.map((one) => ({ ...one, signatures: [] }))]) {
    await assert.rejects(formerMembers(now, root, lead.secret, () => Promise.resolve(served)), RosterUnproven);
  }
});
