export { HandOver } from './handover';
export { Snooze } from './snooze';
