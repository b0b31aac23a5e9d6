import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateHybridIdentity } from 'age-encryption';
import { fromBase64Url, toBase64Url } from '../src/crypto/bytes';
import { keyFileText, prfInput, unwrap, wrap } from '../src/crypto/unlock';
import { parseKeyFile } from '../src/crypto/keyfile';

const prf = () => new Uint8Array(32).fill(7);
const place = { line: 'sample', member: 'm-00000000', credential: 'AAECAw' };

test('a wrapped key opens again with the same PRF in the same place', async () => {
  assert.equal(await unwrap(prf(), place, await wrap(prf(), place, 'words')), 'words');
});

test('never twice the same bytes', async () => {
  assert.notEqual(await wrap(prf(), place, 'words'), await wrap(prf(), place, 'words'));
});

test('every changed bit, every missing byte and every other place is refused', async () => {
  const wrapped = fromBase64Url(await wrap(prf(), place, 'words'));
  for (let i = 0; i < wrapped.length; i++) {
    for (let bit = 1; bit < 256; bit *= 2) {
      const changed = wrapped.slice();
      changed[i]! ^= bit;
      await assert.rejects(unwrap(prf(), place, toBase64Url(changed)));
    }
    await assert.rejects(unwrap(prf(), place, toBase64Url(wrapped.slice(0, i))));
  }
  const text = toBase64Url(wrapped);
  for (const other of [{ line: 'other' }, { member: 'm-00000001' }, { credential: 'AAECBA' }]) await assert.rejects(unwrap(prf(), { ...place, ...other }, text));
  await assert.rejects(unwrap(new Uint8Array(32).fill(8), place, text));
  await assert.rejects(unwrap(new Uint8Array(31).fill(7), place, text));
});

test('the frozen bytes open', async () => {
  assert.equal(toBase64Url(await prfInput('sample')), 'i-H_nwpw6IxhJj_gN5iAhg6r_vpFZdvhOJn6BkpJ3S8');
  assert.equal(await unwrap(prf(), place, 'AQEBAQEBAQEBAQEBAX-MySOuaoME8yWg2y2KY12WDMquxcY'), 'frozen');
});

test('a key file reads as it was written', async () => {
  const key = { line: 'sample', member: 'm-00000000', seed: new Uint8Array(32).fill(3), secret: await generateHybridIdentity() };
  const read = await parseKeyFile(keyFileText({ ...key, signing: '', recipient: '' }));
  assert.deepEqual({ line: read.line, member: read.member, seed: read.seed, secret: read.secret }, key);
});
