import { test } from 'node:test';
import assert from 'node:assert/strict';
import { fileTar, tar } from '../dev/founding';
import { sha256Hex, utf8 } from '../src/crypto/bytes';
import { fileType, shownAs } from '../src/crypto/magic';
import { SealBroken } from '../src/crypto/seal';
import { readTar } from '../src/crypto/tar';
import { report, type Question } from '../src/crypto/report';
import type { Opened } from '../src/crypto/entry';
import { fingerprintWords } from '../src/crypto/fingerprint';

const original = utf8('зміст'.repeat(300));
const good = fileTar({ v: 1 }, original);

test('readsTheOriginalUntouched', () => assert.deepEqual(readTar(good).original, original));

test('refusesEveryTruncation', () => {
  const needed = good.length - 1024;
  for (let cut = 0; cut < needed - 512; cut += 37) assert.throws(() => readTar(good.slice(0, cut)), SealBroken, String(cut));
});

test('refusesAnyFlippedByteOfHeadersAndOriginal', () => {
  const end = 1536 + original.length;
  for (let at = 1024; at < end; at++) {
    if (at === 1024 + 154 || at === 1024 + 155) continue;
    const flipped = good.slice();
    flipped[at]! ^= 1;
    assert.throws(() => readTar(flipped), SealBroken, String(at));
  }
});

test('refusesMissingRenamedOrReorderedParts', () => {
  const sum = utf8(JSON.stringify({ length: original.length, sha256: sha256Hex(original) }));
  const meta = utf8('{}');
  assert.throws(() => readTar(tar([['meta.json', meta], ['original', original]])), SealBroken);
  assert.throws(() => readTar(tar([['original', original], ['meta.json', meta], ['sum.json', sum]])), SealBroken);
  assert.throws(() => readTar(tar([['meta.json', meta], ['../original', original], ['sum.json', sum]])), SealBroken);
  assert.throws(() => readTar(tar([['meta.json', meta], ['original', original.slice(1)], ['sum.json', sum]])), SealBroken);
});

test('namesTypesByTheirFirstBytes', () => {
  const bytes = (raw: string) => Uint8Array.from(raw, (c) => c.charCodeAt(0));
  const part = (name: string) => `PK\x03\x04${'\0'.repeat(26)}${name}`;
  const known: [string, string][] = [['\xff\xd8\xff\xe0', 'jpg'], ['\x89PNG\r\n\x1a\n', 'png'], ['GIF89a', 'gif'], ['%PDF-1.7', 'pdf'], ['PK\x03\x04', 'zip'], ['RIFF1234WEBP', 'webp'], ['RIFF1234WAVE', 'wav'],
    ['1234ftypheic', 'heic'], ['1234ftypisom', 'mp4'], ['1234ftypmif1', 'heic'], ['1234ftypavif', 'avif'], ['1234ftypqt  ', 'mp4'], ['1234ftypM4A ', 'm4a'], ['1234moov', 'mp4'],
    ['\x1aE\xdf\xa3', 'webm'], ['OggS', 'ogg'], ['ID3', 'mp3'], ['\xff\xfb\x90', 'mp3'], ['\xff\xf1\x50', 'aac'], ['\xff\xfb\xf0', 'bin'], ['#!AMR\n<', 'amr'],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'doc'], [part('[Content_Types].xml') + part('word/document.xml'), 'docx'], [part('a.txt') + part('word/document.xml'), 'zip'],
    [part('[Content_Types].xml') + part('xl/workbook.xml'), 'zip'], ['\x1f\x8b\x08', 'gz'], ['hello', 'txt'], ['a\0b', 'bin'], ['', 'bin']];
  for (const [start, type] of known) assert.equal(fileType(bytes(start)), type);
  assert.equal(fileType(utf8('я'.repeat(2047) + 'aя')), 'txt');
});

test('showsNoMarkupAndNoArchive', () => {
  for (const type of ['pdf', 'zip', 'bin', 'heic', 'doc', 'docx', 'gz', 'amr'] as const) assert.equal(shownAs(type), undefined);
  assert.equal(shownAs(fileType(utf8('<svg onload="x">')))?.as, 'text');
});

const answer = (seq: number, question: string, body: object = {}): Opened =>
  ({ ok: true, id: `e${seq}`, by: 'reporter', kind: 'answer', seq, at: '2026-11-24T04:00:00Z', author: 'reporter', body: { question, text: `t${seq}`, ...body } });
const question = (id: string, group: string, several = false): Question => ({ id, group, title: id, several, choices: {} });

test('foldsWhatALaterAnswerReplaced', () => {
  const told = report([answer(3, 'name'), answer(1, 'name'), answer(2, 'places'), answer(4, 'places'), answer(5, 'places', { replaces: 2 }), answer(6, 'strange')],
    [question('places', 'places', true), question('name', 'child')]);
  assert.deepEqual(told.map((g) => g.id), ['child', 'places', 'other']);
  assert.deepEqual(told[0]!.answers[0]!.current.map((a) => a.seq), [3]);
  assert.deepEqual(told[0]!.answers[0]!.earlier.map((a) => a.seq), [1]);
  assert.deepEqual(told[1]!.answers[0]!.current.map((a) => a.seq), [4, 5]);
  assert.deepEqual(told[1]!.answers[0]!.earlier.map((a) => a.seq), [2]);
});

test('saysARootInSixWordsThatFollowEachOfItsBits', () => {
  const zero = '0'.repeat(64);
  assert.equal(fingerprintWords(zero, 'en').split(' ').length, 6);
  for (let i = 0; i < 18; i++) assert.notEqual(fingerprintWords(zero.slice(0, i) + '1' + zero.slice(i + 1), 'uk'), fingerprintWords(zero, 'uk'));
});
