import { useState } from 'preact/hooks';
import { takeNext } from '../acts';
import type { Row, Urgency } from '../api/api';
import { choose, current, fresh, list, load, present, triages, view, views } from '../desk';
import { dateTime, named, span, t } from '../i18n';
import { unread } from '../seen';
import { nameOfMember, now, session } from '../session';
import { Later } from './later';

const SHAPES: Readonly<Record<Urgency, string>> = { now: '▲', soon: '◆', routine: '●' };
/** Of the time to read a case, the last part in which the row warns. */
const LAST = 0.25;

export const UrgencySign = ({ urgency }: { urgency: Urgency }) => (
  <span class={`urgency ${urgency}`}><span aria-hidden="true">{SHAPES[urgency]}</span> {named('urgency_', urgency)}</span>
);

/** The server counts no further than a thousand. */
const many = (count: number) => (count > 999 ? '999+' : count);

export function Views() {
  const [leading, lead] = useState(false);
  const shown = list.value;
  return (
    <nav class="views" aria-label={t('views')}>
      {views().map((one) => (
        <button key={one} data-testid={`view-${one}`} aria-current={view.value === one ? 'page' : undefined} onClick={() => { current.value = { at: 'none' }; void load(one); }}>
          <span>{named('view_', one)}</span> <span class="count">{shown.at === 'ready' ? many(shown.page.counts[one]) : '·'}</span>
        </button>
      ))}
      {session.value?.roles.includes('lead') && <button data-testid="lead-lists" onClick={() => lead(true)}><span>{t('lead')}</span> <span class="count">{shown.at === 'ready' ? many(shown.page.counts.decisions ?? 0) : '·'}</span></button>}
      {leading && <Later part={(more) => <more.LeadLists close={() => lead(false)} />} />}
    </nav>
  );
}

export function QueueList() {
  const [find, setFind] = useState('');
  const [spam, setSpam] = useState(false);
  const shown = list.value;
  const wanted = find.replace(/[^0-9a-z]/gi, '').toUpperCase();
  return (
    <section class="queue" aria-label={t('queue')}>
      <div class="queue-head">
        <h2>{named('view_', view.value)}</h2>
        {view.value === 'waiting' && <button class="plain" data-testid="next" onClick={() => void takeNext()}>{t('next')}</button>}
        <input type="search" aria-label={t('find')} placeholder={t('findShort')} data-testid="find" value={find} onInput={(e) => setFind(e.currentTarget.value)} />
        {view.value === 'waiting' && triages() && <button class="plain" data-testid="spam" onClick={() => setSpam(true)}>{t('spam')}</button>}
      </div>
      {spam && <Later part={(more) => <more.Spam close={() => setSpam(false)} />} />}
      {fresh.value > 0 && <button class="fresh" data-testid="fresh" onClick={() => void load(view.value, true)}>{t('newCases', { n: fresh.value })}</button>}
      {shown.at === 'loading' && <div class="skeleton" role="status" aria-label={t('loading')}>{[1, 2, 3, 4, 5].map((n) => <div key={n} class="bone" />)}<p class="quiet">{t('loading')}</p></div>}
      {shown.at === 'error' && <p class="alarm" role="alert">{t('listError')} <button onClick={() => void load()}>{t('retry')}</button></p>}
      {shown.at === 'ready' && shown.page.more && <p class="many" data-testid="many">{t('many', { n: shown.page.rows.length })}</p>}
      {shown.at === 'ready' && <Rows rows={shown.page.rows.filter((row) => row.number.replace('-', '').includes(wanted))} sought={wanted !== ''} />}
    </section>
  );
}

function Rows({ rows, sought }: { rows: readonly Row[]; sought: boolean }) {
  if (rows.length === 0) return <p class="empty" data-testid="empty">{sought ? t('findNone') : named('empty_', view.value)}</p>;
  return <ul class="rows">{rows.map((row) => <li key={row.number}><RowButton row={row} /></li>)}</ul>;
}

function owner(row: Row): string {
  if (row.gone) return t('gone');
  if (row.lease) return row.lease.owner === session.value?.key.member ? t('withYou') : t('openBy', { name: nameOfMember(row.lease.owner) });
  if (Date.parse(row.snoozed) > now.value) return t('until', { at: dateTime(row.snoozed) });
  const [looks] = present(row.number);
  if (looks) return t('looks', { name: looks });
  if (row.assigned) return row.assigned === 'leads' ? t('turnLeads') : t('turnOf', { name: nameOfMember(row.assigned) });
  return view.value === 'granted' ? '' : t('unclaimed');
}

/** The desk's name, where there is more than one. */
export const deskOf = (row: Row): string => (session.value!.roster.desks.length > 1 ? ` · ${t('desk', { desk: row.desk })}` : '');

/** Nobody waits for these any more. */
const ENDED = ['closed', 'returned', 'duplicate', 'withdrawn'];

function Due({ row }: { row: Row }) {
  const left = Date.parse(row.due) - now.value;
  if (left < 0) return <span class="due over"><span aria-hidden="true">⚠</span> {t('dueOver', { t: span(left) })}</span>;
  const last = left < LAST * 1000 * session.value!.line.readSeconds[row.urgency];
  return <span class={last ? 'due last' : 'due'}><span aria-hidden="true">{last ? '◔' : '○'}</span> {t(last ? 'dueSoon' : 'dueIn', { t: span(left) })}</span>;
}

function RowButton({ row }: { row: Row }) {
  const shown = current.value;
  const number = shown.at === 'open' ? shown.case.file.number : shown.at === 'closed' ? shown.row.number : '';
  return (
    <button class={`row${unread(row) ? ' unread' : ''}${row.gone ? ' gone' : ''}`} aria-current={number === row.number ? 'true' : undefined} data-testid={`row-${row.number}`} onClick={() => choose(row)}>
      <UrgencySign urgency={row.urgency} />
      <span>
        <span class="said">
          <span class="number">{unread(row) && <span class="unseen">{t('unread')}</span>}{row.number}</span>
          {!ENDED.includes(row.state) && <span class="waits">{t('waits', { t: span(now.value - Date.parse(row.since)) })}</span>}
          {!ENDED.includes(row.state) && <Due row={row} />}
        </span>
        <span class="said">
          <span class="what">{row.withdrawal && <span class="asks">⚠ {t('withdraws')} · </span>}{named('type_', row.type)} · {row.language}{deskOf(row)}{row.state === 'waiting' ? '' : ` · ${named('state_', row.state)}`}{row.incomplete ? ` · ${t('incomplete')}` : ''}{row.proposal ? ` · ${t('twoNeeded')}` : ''}</span>
          <span class="owner">{owner(row)}</span>
        </span>
      </span>
    </button>
  );
}
