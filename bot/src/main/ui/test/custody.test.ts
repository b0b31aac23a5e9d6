import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { en } from '../src/i18n/en';
import { uk } from '../src/i18n/uk';
import { brokenAt, type ChainLog } from '../src/members/custody-chain';
import { actName, ACTS } from '../src/members/custody-texts';

const TOLD = [['born', 'reporter'], ['enqueued', 'reporter'], ['claimed', 'm-0123456a'], ['opened', 'm-0123456a']] as const;

/** A chain as ARCHITECTURE.md says it: SHA-256 over the hash before and the record as JSON. */
function chain(): ChainLog {
  let before = Buffer.alloc(32);
  const records = TOLD.map(([act, by], i) => {
    const at = `2026-03-01T10:00:0${i}Z`;
    before = createHash('sha256').update(before).update(`{"line":"sample","case":"K7Q4-MX2P","n":${i + 1},"act":"${act}","by":"${by}","at":"${at}"}`).digest();
    return { n: i + 1, act, by, at, hash: before.toString('hex'), sig: '' };
  });
  return { line: 'sample', case: 'K7Q4-MX2P', records };
}

const holds = (log: ChainLog) => brokenAt(log, 'sample', 'K7Q4-MX2P');

test('a whole chain holds', () => {
  assert.equal(holds(chain()), 0);
});

test('a record that was changed breaks the chain at its place', () => {
  for (const [name, value] of [['act', 'noted'], ['by', 'line'], ['at', '2026-03-01T10:00:09Z'], ['n', 9], ['hash', '0'.repeat(64)]] as const) {
    for (let place = 1; place <= TOLD.length; place++) {
      const log = chain();
      const forged = { ...log, records: log.records.map((one, i) => (i === place - 1 ? { ...one, [name]: value } : one)) };
      assert.equal(holds(forged), place, `${name} of record ${place}`);
    }
  }
});

test('a record that is missing, twice or moved breaks the chain', () => {
  const { records, ...log } = chain();
  const [a, b, x, d] = records as [ChainLog['records'][0], ChainLog['records'][0], ChainLog['records'][0], ChainLog['records'][0]];
  assert.equal(holds({ ...log, records: [b, x, d] }), 1);
  assert.equal(holds({ ...log, records: [a, x, d] }), 2);
  assert.equal(holds({ ...log, records: [a, b, b, x] }), 3);
  assert.equal(holds({ ...log, records: [a, b, d, x] }), 3);
  assert.equal(holds({ ...log, records: [] }), 1);
});

test('the chain of another case or line is not this one', () => {
  assert.equal(brokenAt(chain(), 'sample', '0000-0000'), 1);
  assert.equal(brokenAt(chain(), 'other', 'K7Q4-MX2P'), 1);
  assert.equal(holds({ ...chain(), line: 'other' }), 1);
});

test('every act of the server has its name in both languages', () => {
  const source = readFileSync('../java/org/dodomu/custody/Act.java', 'utf8');
  const acts = [...source.matchAll(/^ {4}([A-Z_]+)[,;]$/gm)].map((one) => one[1]!.toLowerCase().replaceAll('_', '-'));
  assert.ok(acts.length > 40);
  assert.deepEqual([...ACTS].sort(), acts.sort());
  for (const act of ACTS) {
    assert.notEqual(actName(act), act);
    assert.equal(`act_${act}` in uk, `act_${act}` in en, act);
  }
});
