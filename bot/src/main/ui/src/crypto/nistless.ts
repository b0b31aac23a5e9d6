/**
 * Stands where the NIST curves would be bundled: age uses them only for hardware recipients (`age1tag1`, `age1tagpq1`), which our seal refuses. Lengths are those of SEC 1; any use throws.
 */
const refused = (): never => { throw new Error('NIST curves are not part of the console'); };

const curve = (scalar: number) => ({
  lengths: { secretKey: scalar, publicKey: scalar + 1, publicKeyUncompressed: 2 * scalar + 1, seed: scalar + scalar / 2 },
  Point: { Fn: { fromBytes: refused }, fromBytes: refused },
  utils: { randomSecretKey: refused },
  keygen: refused, getPublicKey: refused, getSharedSecret: refused,
});

export const p256 = curve(32);
export const p384 = curve(48);
