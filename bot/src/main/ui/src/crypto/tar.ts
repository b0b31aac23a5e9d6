import { fromUtf8, sha256Hex } from './bytes';
import { type Json, readJson, SealBroken } from './seal';

const BLOCK = 512;

/** What a sealed file held. The original may hold anything: its name and type are the sender's claim. */
export interface FileContent {
  readonly meta: Json;
  readonly original: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

/** Reads `meta.json`, `original`, `sum.json`, and checks the original's length and SHA-256 against the sum. */
export function readTar(bytes: Uint8Array): FileContent {
  const at = { offset: 0 };
  const meta = part(bytes, at, 'meta.json');
  const original = part(bytes, at, 'original');
  const sum = readJson(part(bytes, at, 'sum.json'));
  const sha256 = sha256Hex(original);
  if (sum['length'] !== original.length || sum['sha256'] !== sha256) throw new SealBroken('The sum does not fit');
  return { meta: readJson(meta), original: original.slice(), sha256 };
}

function part(bytes: Uint8Array, at: { offset: number }, name: string): Uint8Array {
  const header = bytes.subarray(at.offset, at.offset + BLOCK);
  if (header.length !== BLOCK || !sumFits(header) || text(header, 0, 100) !== name || !'0\0'.includes(String.fromCharCode(header[156]!))) {
    throw new SealBroken('Not the tar of a file');
  }
  const digits = text(header, 124, 12).trim();
  if (!/^[0-7]{1,11}$/.test(digits)) throw new SealBroken('A size is malformed');
  const size = parseInt(digits, 8);
  const from = at.offset + BLOCK;
  if (from + size > bytes.length) throw new SealBroken('A part is cut');
  at.offset = from + Math.ceil(size / BLOCK) * BLOCK;
  return bytes.subarray(from, from + size);
}

function sumFits(header: Uint8Array): boolean {
  let sum = 8 * 0x20;
  header.forEach((byte, i) => { if (i < 148 || i >= 156) sum += byte; });
  return parseInt(text(header, 148, 8).trim(), 8) === sum;
}

function text(header: Uint8Array, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return fromUtf8(end < 0 ? field : field.subarray(0, end));
}
