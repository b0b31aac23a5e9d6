import { keysOn, switchKeys } from '../keys';
import { m } from './texts';

export const KeyHelp = () => (
  <>
    <ul class="keys-help">{m('keyHelp').split(' · ').map((one) => <li key={one}><kbd>{one.split(' ')[0]}</kbd> {one.split(' ').slice(1).join(' ')}</li>)}</ul>
    <label class="check"><input type="checkbox" checked={keysOn.value} onChange={(e) => switchKeys(e.currentTarget.checked)} /> {m('keysOn')}</label>
  </>
);

/** What an auditor finds in place of the queue. */
export const NoQueue = () => <p data-testid="no-queue">{m('noQueue')} <a href="/members/#custody">{m('noQueueLink')}</a></p>;
