import { useRef, useState } from 'preact/hooks';
import { language, named, speak, t } from '../i18n';
import { idleUntil, lockAll, nameOfMember, now, type Session } from '../session';
import { notice, online, tell, undoing } from '../desk';
import { helpOpen } from '../keys';
import { Dialog } from './dialog';
import { Later } from './later';

function undo(): void {
  const one = undoing.value;
  undoing.value = null;
  one?.undo();
}

/** What just happened, where every width shows it. */
export const Notice = () => (
  <div role="status" class="notices">
    {notice.value && <p class="notice"><span data-testid="notice">{notice.value.text}</span>{' '}<button class="plain" onClick={() => tell('')}>{t('fine')}</button></p>}
    {undoing.value && (
      <p class="notice"><span data-testid="notice">{undoing.value.text}</span>{' '}
        <button data-testid="undo" onClick={undo}>{t('undo')}</button>{' '}
        <button class="plain" onClick={() => { undoing.value = null; }}>{t('fine')}</button></p>
    )}
  </div>
);

export const LanguageButton = () => (
  <button class="plain" lang={language.value === 'uk' ? 'en' : 'uk'} onClick={() => void speak(language.value === 'uk' ? 'en' : 'uk').catch(() => tell(t('listError')))}>{t('language')}</button>
);

export function Bar({ held }: { held: Session }) {
  const help = useRef<HTMLButtonElement>(null);
  const [passkeys, setPasskeys] = useState(false);
  const minutes = Math.max(0, Math.ceil((idleUntil.value - now.value - 2000) / 60_000));
  return (
    <header class="bar">
      <h1 class="line">{held.line.name}</h1>
      <span class="who">{nameOfMember(held.key.member)} · {held.roles.map((role) => named('role_', role)).join(', ')}</span>
      <span class={online.value ? 'net' : 'net off'} role="status">{online.value ? `● ${t('online')}` : `○ ${t('offline')}`}</span>
      <LanguageButton />
      <button class="plain keys" ref={help} aria-label={t('keys')} onClick={() => { helpOpen.value = true; }}>?</button>
      <button class="plain" data-testid="my-passkeys" onClick={() => setPasskeys(true)}>{t('passkeys')}</button>
      {passkeys && <Dialog title={t('passkeys')} leave={t('fine')} close={() => setPasskeys(false)}><Later part={(more) => <more.Passkeys held={held} />} /></Dialog>}
      <button class="lock" data-testid="lock" onClick={lockAll}>{t('lock')} · {t('minutesLeft', { n: minutes })}</button>
      {helpOpen.value && (
        <Dialog title={t('keys')} leave={t('fine')} close={() => { helpOpen.value = false; }}>
          <Later part={(more) => <more.KeyHelp />} />
        </Dialog>
      )}
    </header>
  );
}
