import { useRef, useState } from 'preact/hooks';
import { canWrite, worksOn } from '../acts';
import { inTime, type Opened } from '../crypto/entry';
import type { OpenCase } from '../desk';
import { CANNED } from '../i18n/canned';
import { dateTime, named, t } from '../i18n';
import { nameOfMember, session } from '../session';
import { BrokenEntry } from '../views/broken';
import { useDraft } from './drafts';
import { sendReply } from './writes';

const MOST = 3500;

export function ThreadTab({ of }: { of: OpenCase }) {
  const said = of.entries.filter((one): one is Opened => one.ok && (one.kind === 'reply' || one.kind === 'message')).sort(inTime);
  return (
    <>
      {of.entries.map((one) => !one.ok && one.clearKind === 'thread' && <BrokenEntry key={one.id} entry={one} />)}
      {said.length === 0 && <p class="empty">{t('threadEmpty')}</p>}
      <ol class="bubbles">{said.map((one) => <Bubble key={one.id} of={of} one={one} />)}</ol>
      {worksOn(of) ? <Composer of={of} /> : <p class="quiet">{t('noThread')}</p>}
    </>
  );
}

function Bubble({ of, one }: { of: OpenCase; one: Opened }) {
  const ours = one.kind === 'reply';
  const who = ours ? (one.author === session.value?.key.member ? t('you') : nameOfMember(one.author)) : t('reporter');
  const state = of.file.thread.find((entry) => entry.reply === one.body['reply'] || entry.reply === one.id)?.state ?? 'unknown';
  return (
    <li class={ours ? 'bubble ours' : 'bubble theirs'} data-testid="thread-message">
      <p class="words-of">{String(one.body['text'] ?? '')}</p>
      <p class="small">{who} · {dateTime(one.at)}{ours && <> · <span data-testid="delivery-state" data-state={state}>{named('delivery_', state)}</span></>}</p>
    </li>
  );
}

function Composer({ of }: { of: OpenCase }) {
  const { text, key, write, done } = useDraft(of.file.number, 'reply');
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const canned = text.startsWith('/') ? (CANNED[of.file.language] ?? []).filter((one) => one.toLowerCase().includes(text.slice(1).toLowerCase())) : [];
  const send = async () => {
    setBusy(true);
    if (await sendReply(of, key, text.trim())) done();
    setBusy(false);
    field.current?.focus();
  };
  return (
    <div class="composer">
      <label>{t('threadText')}
        <textarea ref={field} rows={3} data-testid="thread-text" value={text} onInput={(e) => write(e.currentTarget.value)} /></label>
      <p class="small">{t('slashHint')}</p>
      {canned.length > 0 && <ul class="canned" aria-label={t('canned')}>{canned.map((one) => <li key={one}><button onClick={() => write(one)}>{one}</button></li>)}</ul>}
      {text.trim() !== '' && !text.startsWith('/') && <figure class="preview"><figcaption>{t('threadPreview')}</figcaption><p class="words-of">{text.trim()}</p></figure>}
      {text.length > MOST && <p class="alarm" role="alert">{t('tooLong')}</p>}
      <button class="main" data-testid="thread-send" disabled={busy || !canWrite(of) || text.trim() === '' || text.startsWith('/') || text.length > MOST} onClick={() => void send()}>{t('send')}</button>
    </div>
  );
}
