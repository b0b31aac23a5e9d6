import { gaps, type Opened } from '../crypto/entry';
import { report, type Answered, type Question } from '../crypto/report';
import { files, type OpenCase } from '../desk';
import { dateTime, named, size, t } from '../i18n';
import { BrokenEntry } from './broken';

export function ReportTab({ of }: { of: OpenCase }) {
  const good = of.entries.filter((one): one is Opened => one.ok && one.by === 'reporter');
  const groups = report(good, of.questions);
  const words = good.filter((one) => one.kind === 'message').sort((a, b) => a.seq - b.seq);
  const began = Math.min(...good.filter((one) => one.kind === 'answer').map((one) => one.seq));
  const others = good.filter((one) => one.kind === 'consent' || one.kind === 'waiting');
  return (
    <>
      <Gaps of={of} good={good} />
      {of.entries.map((one) => !one.ok && one.clearKind === 'text' && <BrokenEntry key={one.id} entry={one} />)}
      {groups.length === 0 && words.length === 0 && <p class="empty">{t('emptyReport')}</p>}
      <Words title={t('atOnce')} of={words.filter((one) => one.seq < began)} />
      {groups.map((group) => (
        <section key={group.id} class={`told ${group.id}`}>
          <h3>{named('group_', group.id)}</h3>
          {group.answers.map((one) => <Question_ key={one.question.id} one={one} line={group.id === 'places'} />)}
        </section>
      ))}
      <Words title={t('later')} of={words.filter((one) => one.seq > began)} />
      {others.length > 0 && (
        <section class="told"><h3>{t('consents')}</h3><ul class="consents">{others.map((one) => <li key={one.id}>{said(one, of.sharing)}</li>)}</ul></section>
      )}
    </>
  );
}

/** What was told outside the questions: through a short door before them, or after them. */
function Words({ title, of }: { title: string; of: readonly Opened[] }) {
  if (of.length === 0) return null;
  return <section class="told"><h3>{title}</h3>{of.map((one) => <Value key={one.id} entry={one} question={null} />)}</section>;
}

function said(one: Opened, sharing: OpenCase['sharing']): string {
  if (one.kind === 'waiting') {
    const kind = named('sent_', String(one.body['sentAs']));
    return one.body['reason'] === 'gone' ? t('fileGone', { kind }) : t('largeWaiting', { kind, size: one.body['size'] ? size(Number(one.body['size'])) : '?' });
  }
  const item = String(one.body['item']);
  return `${sharing[item] ?? named('consent_', item)}: ${one.body['given'] === true ? t('given') : t('notGiven')}`;
}

/** Says which numbers are missing; a sealed file may hold one until it is opened. */
function Gaps({ of, good }: { of: OpenCase; good: readonly Opened[] }) {
  const opened = [...files.value.values()].flatMap((one) => (typeof one === 'object' ? [{ seq: one.seq }] : []));
  const missing = gaps([...good, ...opened]);
  const unopened = of.file.entries.filter((one) => one.kind === 'file').length - opened.length;
  const unread = of.entries.filter((one) => !one.ok && one.by === 'reporter').length;
  if (missing.length === 0) return null;
  const list = missing.join(', ');
  return missing.length > unopened + unread ? <p class="alarm" role="alert" data-testid="gaps">{t('gaps', { list })}</p> : <p class="quiet">{t('gapsMaybe', { list })}</p>;
}

function Question_({ one, line }: { one: Answered; line: boolean }) {
  return (
    <div class="qa">
      <h4>{one.question.title}</h4>
      <div class={line ? 'places-line' : 'answers'}>{one.current.map((entry) => <Value key={entry.id} entry={entry} question={one.question} />)}</div>
      {one.earlier.length > 0 && (
        <details><summary>{t('earlier', { n: one.earlier.length })}</summary>{one.earlier.map((entry) => <Value key={entry.id} entry={entry} question={one.question} />)}</details>
      )}
    </div>
  );
}

function Value({ entry, question }: { entry: Opened; question: Question | null }) {
  const { text, choices, place, skipped, unknown, forwarded, replaces, captionOf } = entry.body;
  const at = place as { lat?: unknown; lon?: unknown } | undefined;
  const signs = [forwarded === true && t('forwarded'), replaces !== undefined && t('edited'), captionOf !== undefined && t('caption')].filter(Boolean);
  return (
    <div class="value" data-testid="answer">
      {typeof text === 'string' && <blockquote lang={String(entry.body['language'] ?? '')}>{text}</blockquote>}
      {Array.isArray(choices) && <p>{choices.map((id) => question?.choices[String(id)] ?? String(id)).join(', ')}</p>}
      {at && <p class="number">{Number(at.lat).toFixed(5)}, {Number(at.lon).toFixed(5)}</p>}
      {skipped === true && <p class="quiet">{t('skipped')}</p>}
      {unknown === true && <p class="quiet">{t('unknown')}</p>}
      <p class="small">{typeof text === 'string' && <>{t('ownWords')} · </>}{signs.map((sign) => <>{sign} · </>)}{dateTime(entry.at)} · {entry.seq}</p>
    </div>
  );
}
