import { useState } from 'preact/hooks';
import { openKeyFile, type MemberKey } from '../crypto/keyfile';
import { m } from './texts';
import { newKey, sealKeyFile } from './new-keys';

const SHORTEST = 14;

/** Gives the file to the browser's downloads. */
export function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Makes keys, saves them under a passphrase, and goes on only when the saved file was opened again. */
export function KeyMaker({ line, ready }: { line: string; ready: (key: MemberKey) => Promise<void> }) {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [made, setMade] = useState<MemberKey | null>(null);
  const [sealed, setSealed] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const make = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const key = made ?? (await newKey(line));
    const file = await sealKeyFile(key, passphrase);
    setMade(key);
    setSealed(file);
    setBusy(false);
    save(`dodomu-${line}-${key.member}.age`, file);
  };
  const check = async (text: string) => {
    setFault('');
    setBusy(true);
    try {
      const read = await openKeyFile(text, passphrase);
      if (read.member !== made?.member) throw new Error('another');
      await ready(read);
    } catch {
      setFault(m('fileWrong'));
    }
    setBusy(false);
  };
  if (!made || sealed === '') {
    const short = passphrase.length < SHORTEST;
    return (
      <form onSubmit={make}>
        <h2>{m('keysTitle')}</h2>
        <p>{m('keysText')}</p>
        <label>{m('passphrase', { n: SHORTEST })}<input type="password" autocomplete="new-password" data-testid="new-passphrase" value={passphrase} onInput={(e) => setPassphrase(e.currentTarget.value)} /></label>
        <label>{m('passphraseAgain')}<input type="password" autocomplete="new-password" data-testid="new-passphrase-again" value={again} onInput={(e) => setAgain(e.currentTarget.value)} /></label>
        {again !== '' && again !== passphrase && <p class="alarm" role="alert">{m('passphraseDiffers')}</p>}
        <button class="main" type="submit" data-testid="make-keys" disabled={busy || short || again !== passphrase}>{m('makeKeys')}</button>
        <p class="quiet" role="status">{busy ? m('busy') : ''}</p>
      </form>
    );
  }
  return (
    <section>
      <h2>{m('checkTitle')}</h2>
      <p>{m('checkText')}</p>
      <label>{m('checkFile')}<input type="file" data-testid="check-file" onChange={async (e) => check((await e.currentTarget.files?.[0]?.text()) ?? '')} /></label>
      {fault && <p class="alarm" role="alert">{fault}</p>}
      <p class="quiet" role="status">{busy ? m('busy') : ''}</p>
      <button class="plain" onClick={() => save(`dodomu-${line}-${made.member}.age`, sealed)}>{m('saveAgain')}</button>
    </section>
  );
}

/** For those who come back: opens their key file. */
export function KeyOpener({ member, ready }: { member: string; ready: (key: MemberKey) => void }) {
  const [file, setFile] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [fault, setFault] = useState('');
  const open = async (event: Event) => {
    event.preventDefault();
    try {
      const key = await openKeyFile(file, passphrase);
      if (key.member === member) ready(key);
      else setFault(m('fileWrong'));
    } catch {
      setFault(m('fileWrong'));
    }
  };
  return (
    <form onSubmit={open}>
      <p>{m('comeBack')}</p>
      <label>{m('checkFile')}<input type="file" data-testid="open-file" onChange={async (e) => setFile((await e.currentTarget.files?.[0]?.text()) ?? '')} /></label>
      <label>{m('passphraseOf')}<input type="password" autocomplete="off" data-testid="open-passphrase" value={passphrase} onInput={(e) => setPassphrase(e.currentTarget.value)} /></label>
      {fault && <p class="alarm" role="alert">{fault}</p>}
      <button type="submit" data-testid="open-key" disabled={file === '' || passphrase === ''}>{m('openKey')}</button>
    </form>
  );
}
