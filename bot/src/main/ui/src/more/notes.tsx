import { useRef, useState } from 'preact/hooks';
import { canWrite } from '../acts';
import type { Opened } from '../crypto/entry';
import type { OpenCase } from '../desk';
import { dateTime, named, t } from '../i18n';
import { nameOfMember } from '../session';
import { BrokenEntry } from '../views/broken';
import { useDraft } from './drafts';
import { MOST_NOTE, TooLong } from './long';
import { m } from './texts';
import { saveLabels, saveNote } from './writes';

export const LABELS = ['camp', 'school', 'hospital', 'foster', 'adoption', 'passport', 'siblings', 'transfer', 'witness'] as const;

export function NotesTab({ of }: { of: OpenCase }) {
  const notes = of.entries.filter((one): one is Opened => one.ok && (one.kind === 'note' || one.kind === 'outcome')).sort((a, b) => a.at.localeCompare(b.at));
  const { text, key, write, done } = useDraft(of.file.number, 'note');
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const save = async () => {
    setBusy(true);
    if (await saveNote(of, key, text.trim())) done();
    setBusy(false);
    field.current?.focus();
  };
  return (
    <>
      <p class="members-only">🔒 {t('membersOnly')}</p>
      {of.entries.map((one) => !one.ok && one.clearKind === 'note' && <BrokenEntry key={one.id} entry={one} />)}
      <Labels of={of} />
      {notes.length === 0 && <p class="empty">{t('notesEmpty')}</p>}
      {notes.map((one) => (
        <article key={one.id} class="note" data-testid="note">{one.kind === 'outcome' && <h4>{m('outcomeOf')}</h4>}<p class="words-of">{String(one.body['text'])}</p><p class="small">{nameOfMember(one.author)} · {dateTime(one.at)}</p></article>
      ))}
      {(canWrite(of) || text !== '') && <label>{t('noteText')}<textarea ref={field} rows={3} data-testid="note-text" value={text} onInput={(e) => write(e.currentTarget.value)} /></label>}
      <TooLong text={text} most={MOST_NOTE} />
      {(canWrite(of) || text !== '') && <button class="main" data-testid="note-save" disabled={busy || !canWrite(of) || text.trim() === '' || text.length > MOST_NOTE} onClick={() => void save()}>{t('noteSave')}</button>}
    </>
  );
}

function Labels({ of }: { of: OpenCase }) {
  const latest = of.entries.filter((one): one is Opened => one.ok && one.kind === 'labels').sort((a, b) => a.at.localeCompare(b.at) || a.seq - b.seq).at(-1);
  const given = (latest?.body['labels'] as string[] | undefined) ?? [];
  const [busy, setBusy] = useState(false);
  const flip = async (label: string, at: HTMLButtonElement) => {
    setBusy(true);
    await saveLabels(of, given.includes(label) ? given.filter((one) => one !== label) : [...given, label]);
    setBusy(false);
    requestAnimationFrame(() => { if (document.activeElement === document.body) at.focus(); });
  };
  return (
    <div class="labels" role="group" aria-label={t('labels')}>
      {LABELS.map((one) => <button key={one} disabled={busy || !canWrite(of)} aria-pressed={given.includes(one)} data-testid={`label-${one}`} onClick={(e) => void flip(one, e.currentTarget)}>{named('label_', one)}</button>)}
    </div>
  );
}
