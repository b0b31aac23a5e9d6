export { HandOver } from './handover';
export { Snooze } from './snooze';
export { stepUp } from './stepup';
export { byPasskey } from './unlocked';
export { ThreadTab } from '../views/thread';
export { Passkeys } from '../members/passkeys';
