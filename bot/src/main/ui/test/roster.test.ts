import { test } from 'node:test';
import assert from 'node:assert/strict';
import { found, person, rootOf, signed, type Sample } from '../dev/founding';
import { fromBase64, sha256Hex, toBase64, utf8 } from '../src/crypto/bytes';
import { RosterUnproven, verifyRoster } from '../src/crypto/roster';
import type { Json } from '../src/crypto/seal';

const sample = await found('sample');
const first = signed(sample);
const root = rootOf(sample);

function second(of: Sample, change: Json = {}): Json {
  return { ...of.publicPart, version: 2, previous: rootOf(of), members: sha256Hex(utf8(JSON.stringify({ ...of.memberPart, version: 2 }))), ...change };
}

test('provesAFoundedRoster', () => {
  const roster = verifyRoster('sample', root, [first]);
  assert.equal(roster.version, 1);
  assert.equal(roster.members.length, 3);
});

test('provesASuccessorSignedByALeadOfTheVersionBefore', () => {
  const roster = verifyRoster('sample', root, [first, signed(sample, second(sample), { ...sample.memberPart, version: 2 })]);
  assert.equal(roster.version, 2);
});

test('refusesAnotherRoot', () => {
  assert.throws(() => verifyRoster('sample', '0'.repeat(64), [first]), RosterUnproven);
  assert.throws(() => verifyRoster('sample', '', [first]), RosterUnproven);
  assert.throws(() => verifyRoster('sample', root, []), RosterUnproven);
});

test('refusesAnotherLine', () => assert.throws(() => verifyRoster('other', root, [first]), RosterUnproven));

test('refusesEveryChangedFieldEvenWhenItsHashBecomesTheRoot', () => {
  for (const field of Object.keys(sample.publicPart)) {
    const forged = { ...sample.publicPart, [field]: field === 'k' ? 2 : 'forged' };
    const sealed = { ...first, public: toBase64(utf8(JSON.stringify(forged))) };
    assert.throws(() => verifyRoster('sample', root, [sealed]), RosterUnproven, field);
    assert.throws(() => verifyRoster('sample', sha256Hex(utf8(JSON.stringify(forged))), [sealed]), RosterUnproven, field);
  }
});

test('refusesAChangedMemberPart', () => {
  const text = new TextDecoder().decode(fromBase64(first.members));
  const forged = { ...first, members: toBase64(utf8(text.replace('verifier', 'operator'))) };
  assert.throws(() => verifyRoster('sample', root, [forged]), RosterUnproven);
});

test('refusesASuccessorSignedByAMemberWhoDoesNotLead', () => {
  const forged = signed(sample, second(sample), { ...sample.memberPart, version: 2 }, [sample.people[1]!]);
  assert.throws(() => verifyRoster('sample', root, [first, forged]), RosterUnproven);
  const borrowed = { ...forged, signatures: forged.signatures.map((one) => ({ ...one, by: sample.people[0]!.id })) };
  assert.throws(() => verifyRoster('sample', root, [first, borrowed]), RosterUnproven);
});

test('countsALeadOnce', async () => {
  const other = await person('m-dddd4444', ['lead'], 'x');
  const part = { ...sample.memberPart, members: [...(sample.memberPart['members'] as Json[]), { id: other.id, roles: ['lead'], desks: ['main'], recipient: other.recipient, signing: other.signing, until: '2099-12-31' }] };
  const open = { ...sample.publicPart, k: 2, leads: [...(sample.publicPart['leads'] as Json[]), { id: other.id, signing: other.signing }], members: sha256Hex(utf8(JSON.stringify(part))) };
  const hash = sha256Hex(utf8(JSON.stringify(open)));
  const lead = sample.people[0]!;
  assert.throws(() => verifyRoster('sample', hash, [signed(sample, open, part, [lead, lead])]), RosterUnproven);
  assert.equal(verifyRoster('sample', hash, [signed(sample, open, part, [lead, other])]).k, 2);
});

/** Version 2 with these of the members, and the desk's next key or the one it had. */
function leaving(of: Sample, stay: readonly string[], recipient?: string): [Json, Json] {
  const part = { ...of.memberPart, version: 2, members: (of.memberPart['members'] as Json[]).filter((one) => stay.includes(one['id'] as string)) };
  const desks = (of.publicPart['desks'] as Json[]).map((desk) => (recipient ? { ...desk, epoch: 2, recipient } : desk));
  const leads = (of.publicPart['leads'] as Json[]).filter((one) => stay.includes(one['id'] as string));
  return [second(of, { desks, leads, members: sha256Hex(utf8(JSON.stringify(part))) }), part];
}

test('whoeverTakesADesksKeyAwayMakesItsNextEpochNecessary', async () => {
  const [lead, operator, verifier] = sample.people.map((one) => one.id) as [string, string, string];
  const fresh = (await person('m-ffff6666', [], 'x')).recipient;
  assert.throws(() => verifyRoster('sample', root, [first, signed(sample, ...leaving(sample, [lead, verifier]))]), RosterUnproven);
  assert.equal(verifyRoster('sample', root, [first, signed(sample, ...leaving(sample, [lead, verifier], fresh))]).epochs.get('main:2'), fresh);
  assert.equal(verifyRoster('sample', root, [first, signed(sample, ...leaving(sample, [lead, operator]))]).version, 2);
});

test('aRemovedLeadsOwnSignatureDoesNotCount', async () => {
  const more = [await person('m-dddd4444', ['lead'], 'x'), await person('m-eeee5555', ['lead'], 'y')];
  const entry = ({ id, roles, recipient, signing }: (typeof more)[0]) => ({ id, roles, desks: ['main'], recipient, signing, until: '2099-12-31' });
  const memberPart = { ...sample.memberPart, members: [...(sample.memberPart['members'] as Json[]), ...more.map(entry)] };
  const publicPart = { ...sample.publicPart, k: 2, leads: [...(sample.publicPart['leads'] as Json[]), ...more.map(({ id, signing }) => ({ id, signing }))], members: sha256Hex(utf8(JSON.stringify(memberPart))) };
  const of: Sample = { ...sample, publicPart, memberPart };
  const [a, b, c] = [sample.people[0]!, more[0]!, more[1]!];
  const one = signed(of, publicPart, memberPart, [a, b, c]);
  const fresh = (await person('m-ffff6666', [], 'x')).recipient;
  const parts = leaving(of, [...sample.people.map(({ id }) => id), c.id], fresh);
  for (const by of [[a, b], [b, c], [a], [b]]) assert.throws(() => verifyRoster('sample', rootOf(of), [one, signed(of, ...parts, by)]), RosterUnproven);
  assert.equal(verifyRoster('sample', rootOf(of), [one, signed(of, ...parts, [a, c])]).leads.length, 2);
});

test('refusesAGapAndAWrongPredecessor', () => {
  const skipped = signed(sample, second(sample, { version: 3 }), { ...sample.memberPart, version: 3 });
  assert.throws(() => verifyRoster('sample', root, [first, skipped]), RosterUnproven);
  const elsewhere = signed(sample, second(sample, { previous: '1'.repeat(64) }), { ...sample.memberPart, version: 2 });
  assert.throws(() => verifyRoster('sample', root, [first, elsewhere]), RosterUnproven);
});

test('refusesBytesThatAreNotInTheirExactForm', () => {
  const spaced = utf8(JSON.stringify(sample.publicPart).replace('"v":1', '"v": 1'));
  assert.throws(() => verifyRoster('sample', sha256Hex(spaced), [{ ...first, public: toBase64(spaced) }]), RosterUnproven);
  const doubled = utf8(JSON.stringify(sample.publicPart).replace('"v":1', '"v":1,"v":1'));
  assert.throws(() => verifyRoster('sample', sha256Hex(doubled), [{ ...first, public: toBase64(doubled) }]), RosterUnproven);
});

/** Every field at every depth: changed, left out, repeated, and something more beside it. */
function forgeries(of: Json): [string, Json][] {
  const found: [string, Json][] = [];
  const forge = (what: string, path: readonly (string | number)[], act: (parent: any, last: string | number) => void) => {
    const copy = structuredClone(of);
    act(path.slice(0, -1).reduce((here: any, step) => here[step], copy), path.at(-1)!);
    assert.notEqual(JSON.stringify(copy), JSON.stringify(of), what);
    found.push([what, copy]);
  };
  const walk = (here: unknown, path: readonly (string | number)[]) => {
    const name = path.join('.');
    if (Array.isArray(here)) {
      here.forEach((one, i) => {
        forge(`without ${name}.${i}`, [...path, i], (list: unknown[], at) => list.splice(Number(at), 1));
        forge(`twice ${name}.${i}`, [...path, i], (list: unknown[]) => list.push(structuredClone(one)));
        walk(one, [...path, i]);
      });
      if (here.length > 1) forge(`turned ${name}`, path, (parent, last) => parent[last].reverse());
    } else if (typeof here === 'object') {
      for (const [key, value] of Object.entries(here!)) {
        forge(`without ${name}.${key}`, [...path, key], (object, last) => delete object[last]);
        walk(value, [...path, key]);
      }
      forge(`more in ${name}`, [...path, 'more'], (object) => { object.more = 1; });
    } else if (typeof here === 'number') {
      for (const other of [here + 1, here - 1, String(here)]) forge(`${typeof other} ${name}`, path, (parent, last) => { parent[last] = other; });
    } else {
      const text = here as string;
      for (let i = 0; i < text.length; i += Math.max(1, text.length >> 3)) {
        forge(`changed ${name} at ${i}`, path, (parent, last) => { parent[last] = text.slice(0, i) + (text[i] === 'q' ? 'p' : 'q') + text.slice(i + 1); });
      }
      forge(`longer ${name}`, path, (parent, last) => { parent[last] = `${text}q`; });
    }
  };
  walk(of, []);
  assert.ok(found.length > 60);
  return found;
}

const encoded = (json: Json) => toBase64(utf8(JSON.stringify(json)));
const secondMembers = { ...sample.memberPart, version: 2 };
const honest = [first, signed(sample, second(sample), secondMembers)] as const;
const parts: readonly [Json, Json][] = [[sample.publicPart, sample.memberPart], [second(sample), secondMembers]];

/** Refused in its place, as the last version and as one of many. */
function refused(version: number, forged: typeof first, what: string) {
  const chains = version === 0 ? [[forged], [forged, honest[1]]] : [[first, forged]];
  for (const chain of chains) assert.throws(() => verifyRoster('sample', root, chain), RosterUnproven, `${version + 1}: ${what}`);
}

test('refusesEveryChangeOfThePublicPart', () => {
  assert.equal(verifyRoster('sample', root, honest).version, 2);
  parts.forEach(([open], version) => forgeries(open).forEach(([what, forged]) => refused(version, { ...honest[version]!, public: encoded(forged) }, what)));
});

test('refusesEveryChangeOfTheMemberPartAlsoWithItsNewHashInThePublicOne', () => {
  parts.forEach(([open, members], version) => forgeries(members).forEach(([what, forged]) => {
    const served = { ...honest[version]!, members: encoded(forged) };
    refused(version, served, what);
    refused(version, { ...served, public: encoded({ ...open, members: sha256Hex(utf8(JSON.stringify(forged))) }) }, what);
  }));
});

test('refusesEverySignatureExchangedShortenedOrUnderAnotherName', () => {
  honest.forEach((served, version) => {
    const { by, sig } = served.signatures[0]!;
    const bytes = fromBase64(sig);
    const wrong = [bytes.slice(0, 63), new Uint8Array([...bytes, 0]), new Uint8Array(), fromBase64(honest[1 - version]!.signatures[0]!.sig)];
    for (let bit = 0; bit < 8 * bytes.length; bit += 3) {
      const flipped = bytes.slice();
      flipped[bit >> 3]! ^= 1 << bit % 8;
      wrong.push(flipped);
    }
    for (const one of wrong) refused(version, { ...served, signatures: [{ by, sig: toBase64(one) }] }, `signature of ${one.length} bytes`);
    for (const other of ['m-00000000', sample.people[1]!.id, '']) refused(version, { ...served, signatures: [{ by: other, sig }] }, `by ${other}`);
    refused(version, { ...served, signatures: [] }, 'no signature');
    refused(version, { ...served, version: served.version + 1 }, 'another number on the envelope');
  });
});
