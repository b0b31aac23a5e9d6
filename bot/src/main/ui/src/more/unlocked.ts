import { api } from '../api/api';
import type { Half } from '../api/passkeys';
import { type MemberKey, parseKeyFile } from '../crypto/keyfile';
import { unwrap } from '../crypto/unlock';
import { prove } from '../passkeys';

/** The first half of a sign-in: the passkey. With PRF the member's key comes with it. */
export async function byPasskey(line: string): Promise<{ half: Half; key: MemberKey | null }> {
  const { sent, secret } = await prove(await api.passkeyAsked(), line);
  const half = await api.passkeyProven(sent);
  if (secret === null || half.wrapped === '') return { half, key: null };
  const key = await unwrap(secret, { line, member: half.member, credential: sent.id }, half.wrapped).then(parseKeyFile).catch(() => null);
  secret.fill(0);
  return { half, key: key?.member === half.member ? key : null };
}

/** A fresh proof by passkey. */
export async function again(asked: Parameters<typeof prove>[0]): Promise<void> {
  const { sent } = await prove(asked);
  await api.stepUp({ passkey: sent });
}
