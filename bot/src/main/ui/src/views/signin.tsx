import { useEffect, useState } from 'preact/hooks';
import { api, isUnproven, type Line } from '../api/api';
import { fingerprintWords } from '../crypto/fingerprint';
import { type Key, language, t } from '../i18n';
import type { Half } from '../api/passkeys';
import { locked, rootSeen, signIn, signInByPasskey, SignInRefused } from '../session';

export function SignIn() {
  const [line, setLine] = useState<Line | 'loading' | 'rosterUnproven' | 'faultAway'>('loading');
  const ask = () => { setLine('loading'); api.line().then(setLine, (refused: unknown) => setLine(isUnproven(refused) ? 'rosterUnproven' : 'faultAway')); };
  useEffect(ask, []);
  return (
    <main class="gate">
      <h1>{t(locked.value ? 'lockedTitle' : 'signInTitle')}</h1>
      {locked.value && <p data-testid="locked">{t(locked.value)}</p>}
      {line === 'loading' && <p class="quiet">{t('loading')}</p>}
      {(line === 'faultAway' || line === 'rosterUnproven') && <p class="alarm" role="alert">{line !== locked.value && t(line)} <button onClick={ask}>{t('retry')}</button></p>}
      {typeof line === 'object' && <Form line={line} />}
    </main>
  );
}

function Root({ line }: { line: Line }) {
  const seen = rootSeen(line);
  return (
    <section class={seen === 'changed' ? 'alarm' : 'root'} role={seen === 'changed' ? 'alert' : undefined} data-testid="root">
      <h2>{t('root')}</h2>
      <p class="words">{fingerprintWords(line.root, language.value)}</p>
      <p>{seen === 'changed' ? t('rootChanged') : seen === 'same' ? t('rootKnown') : t('rootHint')}</p>
    </section>
  );
}

function Form({ line }: { line: Line }) {
  const [file, setFile] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Key | null>(null);
  const [half, setHalf] = useState<Half | null>(null);
  const attempt = async (act: () => Promise<void>) => {
    setBusy(true);
    setFault(null);
    try {
      await act();
    } catch (refused) {
      setHalf(null);
      setFault(refused instanceof SignInRefused ? refused.why : 'faultAway');
    }
    setBusy(false);
  };
  const enter = (event: Event) => {
    event.preventDefault();
    void attempt(async () => {
      await new Promise((painted) => setTimeout(painted, 30));
      await signIn(line, file, passphrase, half);
    });
  };
  const changed = rootSeen(line) === 'changed';
  return (
    <>
      <p class="lead">{line.name}</p>
      <Root line={line} />
      {!changed && (
        <form onSubmit={enter}>
          {half && <p class="consequence" role="status" data-testid="passkey-taken">{t('passkeyTaken')}</p>}
          {!half && 'PublicKeyCredential' in window && (
            <>
              <button class="main" type="button" disabled={busy} data-testid="sign-in-passkey" onClick={() => void attempt(async () => setHalf(await signInByPasskey(line)))}>{t('passkeyEnter')}</button>
              <p class="quiet">{t('passkeyHint')}</p>
              <h2>{t('byFile')}</h2>
            </>
          )}
          <label>{t('keyFile')}<input type="file" data-testid="sign-in-file" onChange={async (e) => setFile((await e.currentTarget.files?.[0]?.text()) ?? '')} /></label>
          <label>{t('keyText')}<textarea rows={3} spellcheck={false} autocomplete="off" data-testid="sign-in-text" value={file} onInput={(e) => setFile(e.currentTarget.value)} /></label>
          <label>{t('passphrase')}<input type="password" autocomplete="off" data-testid="sign-in-passphrase" value={passphrase} onInput={(e) => setPassphrase(e.currentTarget.value)} /></label>
          {fault && <p class="alarm" role="alert" data-testid="sign-in-fault">{t(fault)}</p>}
          <button class="main" type="submit" disabled={busy || file === '' || passphrase === ''} data-testid="sign-in">{t('signIn')}</button>
          <p class="quiet" role="status">{busy ? t('working') : t('signInHint')}</p>
        </form>
      )}
    </>
  );
}
