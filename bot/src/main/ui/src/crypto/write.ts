import { toBase64 } from './bytes';
import { signedText } from './entry';
import type { MemberKey } from './keyfile';
import { paddedJson, seal, type Json } from './seal';
import { sign, statements } from './statements';

/** Seals what a member writes to the case's recipient, signed inside by the member. Returns base64. */
export async function write(
  me: MemberKey, number: string, generation: { n: number; recipient: string }, seq: number, kind: 'note' | 'outcome' | 'labels' | 'reply', body: Json, now: Date,
): Promise<string> {
  const at = now.toISOString().slice(0, 19) + 'Z';
  const signature = sign(statements.written(me.line, number, kind, seq, signedText(kind, body)), me.seed);
  const plain = { v: 1, line: me.line, case: number, generation: generation.n, seq, kind, at, ...body, by: me.member, signature };
  return toBase64(await seal([generation.recipient], paddedJson(plain)));
}
