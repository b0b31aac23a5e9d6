import type { NewPasskey } from '../api/passkeys';
import { sha256Hex, utf8 } from './bytes';
import { lines } from './statements';

/** What a founder's or a candidate's key signs under the passkey that their browser just made. */
export const enrolling = (line: string, member: string, { clientData, attestationObject, wrapped }: NewPasskey): Uint8Array =>
  lines('passkey', line, member, sha256Hex(utf8(`${clientData}.${attestationObject}.${wrapped}`)));
