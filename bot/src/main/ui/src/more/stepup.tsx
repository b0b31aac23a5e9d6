import { effect } from '@preact/signals';
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { api } from '../api/api';
import { openKeyFile } from '../crypto/keyfile';
import { sign, statements } from '../crypto/statements';
import { t } from '../i18n';
import { again } from './unlocked';
import { session, type Session } from '../session';
import { Dialog } from '../views/dialog';

/** Gives the fresh proof that the server asks for: a passkey, or for a member who has none the key, opened anew from its file. False when it was not given. */
export async function stepUp(held: Session): Promise<boolean> {
  try {
    const { passkey, nonce } = await api.stepUpAsked();
    if (passkey) await again(passkey);
    else if (nonce) return await byPassphrase(held, nonce);
    return passkey !== null;
  } catch {
    return false;
  }
}

/** It stands outside the page's tree, so a lock must end it: whatever it holds goes with it. */
function byPassphrase(held: Session, nonce: string): Promise<boolean> {
  const host = document.body.appendChild(document.createElement('div'));
  return new Promise((given) => {
    const end = (proven: boolean) => { forget(); render(null, host); host.remove(); given(proven); };
    render(<Ask held={held} nonce={nonce} end={end} />, host);
    const forget = effect(() => { if (session.value?.key !== held.key) queueMicrotask(() => end(false)); });
  });
}

function Ask({ held, nonce, end }: { held: Session; nonce: string; end: (proven: boolean) => void }) {
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState(false);
  const confirm = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setWrong(false);
    await new Promise((painted) => setTimeout(painted, 30));
    const key = await openKeyFile(held.file, passphrase).catch(() => null);
    setBusy(false);
    if (session.value?.key !== held.key) return void key?.seed.fill(0);
    if (key?.member !== held.key.member) return setWrong(true);
    const signature = sign(statements.signIn(key.line, key.member, nonce), key.seed);
    key.seed.fill(0);
    end(await api.stepUp({ nonce, signature }).then(() => true, () => false));
  };
  return (
    <Dialog title={t('stepUpTitle')} close={() => end(false)}>
      <form onSubmit={(event) => void confirm(event)}>
        <p>{t('stepUpText')}</p>
        <label>{t('passphrase')}<input type="password" autocomplete="off" data-testid="step-up-passphrase" value={passphrase} onInput={(e) => setPassphrase(e.currentTarget.value)} /></label>
        {wrong && <p class="alarm" role="alert">{t('faultPassphrase')}</p>}
        <button class="main" type="submit" disabled={busy || passphrase === ''} data-testid="step-up">{busy ? t('working') : t('stepUpDo')}</button>
      </form>
    </Dialog>
  );
}
