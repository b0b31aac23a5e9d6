/** What the server asks a browser for, and what it gets; every byte string in base64url. */
export interface Asked { challenge: string; rpId: string; allow: string[]; timeout: number }
export interface Wanted { challenge: string; rpId: string; handle: string; label: string; exclude: string[]; algorithms: number[]; timeout: number }
export interface Assertion { id: string; clientData: string; authenticatorData: string; signature: string; userHandle: string }
export interface NewPasskey { clientData: string; attestationObject: string; transports: string[]; wrapped: string }
export interface Half { member: string; nonce: string; wrapped: string }
export interface Passkey { name: string; made: string; transports: string[]; synced: boolean; unlocks: boolean }
export interface StepUp { passkey: Asked | null; nonce: string | null }
export interface Mine { required: boolean; passkeys: Passkey[] }

/** A passkey was not made or not used: the person broke off, or the browser cannot. */
export class PasskeyNot extends Error {}
