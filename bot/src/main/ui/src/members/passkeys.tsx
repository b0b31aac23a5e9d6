import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/api';
import type { Mine, Passkey } from '../api/passkeys';
import { dateTime } from '../i18n';
import { make, passkeysHere } from '../passkeys';
import type { Session } from '../session';
import { faultOf, p, type PasskeyText } from './passkeys-texts';

/** My passkeys: those there are, one more, and taking one away. The heading is its place's. */
export function Passkeys({ held }: { held: Session }) {
  const [mine, setMine] = useState<Mine | 'loading' | 'away'>('loading');
  const [fault, setFault] = useState<PasskeyText | null>(null);
  const [busy, setBusy] = useState(false);
  const [leaving, setLeaving] = useState<Passkey | null>(null);
  const look = () => api.passkeys().then(setMine, () => setMine('away'));
  useEffect(() => void look(), []);
  const act = async (what: () => Promise<unknown>) => {
    setBusy(true);
    setFault(null);
    await what().then(look, (refused) => setFault(faultOf(refused)));
    setBusy(false);
  };
  const add = () => act(async () => api.passkeyMade(await make(await api.passkeyWanted(), held.line.name, held.key)));
  const count = typeof mine === 'object' ? mine.passkeys.length : 0;
  return (
    <section class="passkeys" data-testid="passkeys">
      <p>{p('what')}</p>
      {mine === 'loading' && <p class="quiet" role="status">{p('loading')}</p>}
      {mine === 'away' && <p class="alarm" role="alert">{p('away')} <button onClick={() => void look()}>{p('retry')}</button></p>}
      {typeof mine === 'object' && (
        <>
          {count === 0 && <p class="consequence">{p('none')}</p>}
          {count === 1 && <p class="consequence" data-testid="passkey-second">{p('second')}</p>}
          <ul class="members">
            {mine.passkeys.map((one) => (
              <li key={one.name} data-testid="passkey">
                <strong>{p(one.synced ? 'synced' : one.transports.includes('usb') || one.transports.includes('nfc') ? 'hardware' : 'device')}</strong> · {p('made', dateTime(one.made))} · {p(one.unlocks ? 'unlocks' : 'unlocksNot')}{' '}
                <button class="plain" data-testid="passkey-remove" disabled={busy || (mine.required && count === 1)} onClick={() => setLeaving(one)}>{p('remove')}</button>
              </li>
            ))}
          </ul>
          {passkeysHere()
            ? <button class="main" data-testid="passkey-add" disabled={busy} onClick={() => void add()}>{busy ? p('busy') : p(count === 0 ? 'add' : 'addMore')}</button>
            : <p class="alarm">{p('cannot')}</p>}
          {mine.required && count === 1 && <p class="quiet">{p('last')}</p>}
        </>
      )}
      {location.pathname === '/' && held.roles.some((role) => role === 'operator' || role === 'lead') && <p><a class="button" data-testid="to-alerts" href="/members/#alerts">{p('alerts')}</a></p>}
      {location.pathname === '/' && held.roles.some((role) => role === 'auditor' || role === 'lead') && <p><a class="button" data-testid="to-custody" href="/members/#custody">{p('custody')}</a></p>}
      {fault && <p class="alarm" role="alert" data-testid="passkey-fault">{p(fault)}</p>}
      {leaving && (
        <div class="alarm" role="alertdialog" aria-label={p('removeTitle')}>
          <p><strong>{p('removeTitle')}</strong> {p('removeAsk')}</p>
          <button data-testid="passkey-remove-confirm" onClick={() => { const gone = leaving; setLeaving(null); void act(() => api.passkeyRemove(gone.name)); }}>{p('remove')}</button>{' '}
          <button class="plain" onClick={() => setLeaving(null)}>{p('keep')}</button>
        </div>
      )}
    </section>
  );
}
