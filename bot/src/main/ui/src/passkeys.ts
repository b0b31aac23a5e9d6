import { type Asked, type Assertion, type NewPasskey, PasskeyNot, type Wanted } from './api/passkeys';
import { type Bytes, fromBase64Url, toBase64Url } from './crypto/bytes';
import { keyFileText, prfInput, wrap } from './crypto/unlock';
import type { MemberKey } from './crypto/keyfile';

export const passkeysHere = (): boolean => typeof PublicKeyCredential === 'function';

const b64 = (bytes: ArrayBuffer): string => toBase64Url(new Uint8Array(bytes));
const listed = (ids: readonly string[]): PublicKeyCredentialDescriptor[] => ids.map((id) => ({ type: 'public-key', id: fromBase64Url(id) }));

async function asking<T>(what: () => Promise<Credential | null>): Promise<T> {
  try {
    const made = await what();
    if (made) return made as T;
  } catch {
    throw new PasskeyNot('Broken off');
  }
  throw new PasskeyNot('None');
}

function prfOf(credential: PublicKeyCredential): { able: boolean; secret: Bytes | null } {
  const prf = credential.getClientExtensionResults().prf;
  const first = prf?.results?.first;
  return { able: prf?.enabled === true || first !== undefined, secret: first === undefined ? null : new Uint8Array(first as ArrayBuffer) };
}

/**
 * Proves a passkey. What is to be sent is built field by field: `toJSON()` would carry the PRF's output to the server.
 *
 * @param unlock the line whose key copy is to be unlocked; none for a fresh proof only
 */
export async function prove(asked: Asked, unlock?: string): Promise<{ sent: Assertion; secret: Bytes | null }> {
  const extensions: AuthenticationExtensionsClientInputs = unlock === undefined ? {} : { prf: { eval: { first: await prfInput(unlock) } } };
  const credential = await asking<PublicKeyCredential>(() => navigator.credentials.get({
    publicKey: { challenge: fromBase64Url(asked.challenge), rpId: asked.rpId, allowCredentials: listed(asked.allow), userVerification: 'required', timeout: asked.timeout, extensions },
  }));
  const answer = credential.response as AuthenticatorAssertionResponse;
  const sent = {
    id: b64(credential.rawId), clientData: b64(answer.clientDataJSON), authenticatorData: b64(answer.authenticatorData),
    signature: b64(answer.signature), userHandle: answer.userHandle ? b64(answer.userHandle) : '',
  };
  return { sent, secret: prfOf(credential).secret };
}

/** Makes a passkey; where it has a PRF, the member's key is wrapped under it, which some authenticators need a second touch for. */
export async function make(wanted: Wanted, lineName: string, key: MemberKey): Promise<NewPasskey> {
  const prf = { eval: { first: await prfInput(key.line) } };
  const credential = await asking<PublicKeyCredential>(() => navigator.credentials.create({
    publicKey: {
      challenge: fromBase64Url(wanted.challenge), rp: { id: wanted.rpId, name: lineName },
      user: { id: fromBase64Url(wanted.handle), name: wanted.label, displayName: wanted.label },
      pubKeyCredParams: wanted.algorithms.map((alg) => ({ type: 'public-key', alg })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' }, attestation: 'none',
      excludeCredentials: listed(wanted.exclude), timeout: wanted.timeout, extensions: { prf },
    },
  }));
  const answer = credential.response as AuthenticatorAttestationResponse;
  const id = b64(credential.rawId);
  const { able, secret } = prfOf(credential);
  const got = secret ?? (able ? await touchedAgain(wanted, id, key.line) : null);
  const wrapped = got === null ? '' : await wrap(got, { line: key.line, member: key.member, credential: id }, keyFileText(key));
  got?.fill(0);
  return { clientData: b64(answer.clientDataJSON), attestationObject: b64(answer.attestationObject), transports: answer.getTransports(), wrapped };
}

/** The challenge of this touch is nobody's: only the PRF is wanted, and nothing of it is sent. */
async function touchedAgain(wanted: Wanted, id: string, line: string): Promise<Bytes | null> {
  const challenge = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  return prove({ challenge, rpId: wanted.rpId, allow: [id], timeout: wanted.timeout }, line).then(({ secret }) => secret, () => null);
}
