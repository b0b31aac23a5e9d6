import { test } from 'node:test';
import assert from 'node:assert/strict';
import { found, keyOf } from '../dev/founding';
import { StoredDrafts } from '../src/more/stored-drafts';

const sample = await found('sample');
const key = keyOf(sample.people[1]!, 'sample');
const NOTE = { text: 'CANARY слова', key: 'k1' };

function disk() {
  const held = new Map<string, string>();
  return { held, getItem: (name: string) => held.get(name) ?? null, setItem: (name: string, text: string) => void held.set(name, text), removeItem: (name: string) => void held.delete(name) };
}

async function tab(storage: ReturnType<typeof disk>): Promise<StoredDrafts> {
  const drafts = new StoredDrafts(storage);
  await drafts.begin(key);
  return drafts;
}

test('aTabThatEmptiesItsDraftLeavesTheDraftsOfOthers', async () => {
  const storage = disk();
  const [a, b] = [await tab(storage), await tab(storage)];
  a.put('A|note', NOTE);
  await a.keep();
  b.put('B|note', { text: 'х', key: 'k2' });
  await b.keep();
  b.put('B|note', null);
  await b.end();
  assert.deepEqual([...(await tab(storage)).all.value], [['A|note', NOTE]]);
});

test('twoTabsThatStoreAtOnceLoseNothing', async () => {
  const storage = disk();
  const [a, b] = [await tab(storage), await tab(storage)];
  a.put('A|note', NOTE);
  b.put('B|note', NOTE);
  await Promise.all([a.keep(), b.keep()]);
  assert.deepEqual([...(await tab(storage)).all.value.keys()].sort(), ['A|note', 'B|note']);
  await a.read();
  assert.equal(a.all.value.size, 2, 'what the other tab stored is seen here');
});

test('aLockKeepsWhatWasTypedLastAndForgetsIt', async () => {
  const storage = disk();
  const a = await tab(storage);
  a.put('A|note', NOTE);
  const kept = a.end();
  assert.equal(a.all.value.size, 0);
  await kept;
  assert.ok(![...storage.held].flat().join().includes('CANARY'));
  assert.deepEqual((await tab(storage)).all.value.get('A|note'), NOTE);
});

test('whatIsTypedWhileItIsStoredIsStoredNext', async () => {
  const storage = disk();
  const a = await tab(storage);
  a.put('A|note', { text: 'х', key: 'k1' });
  const first = a.keep();
  a.put('A|note', NOTE);
  await first;
  await a.end();
  assert.deepEqual((await tab(storage)).all.value.get('A|note'), NOTE);
});
