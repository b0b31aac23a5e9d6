import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { claim, holds, release, renew, triage } from '../acts';
import { type Row, STATES, URGENCIES } from '../api/api';
import { current, notice, openCase, type OpenCase } from '../desk';
import { dateTime, type Key, named, span, t } from '../i18n';
import { nameOfMember, now, session } from '../session';
import { Dialog } from './dialog';
import { FilesTab } from './files';
import { HandOver } from './handover';
import { HistoryTab } from './history';
import { NotesTab } from './notes';
import { UrgencySign } from './queue';
import { ReportTab } from './report';
import { ThreadTab } from './thread';

const TABS = ['report', 'thread', 'notes', 'files', 'history'] as const;
export const tab = signal<(typeof TABS)[number]>('report');

export function CasePane() {
  const shown = current.value;
  return (
    <section class="case" aria-label={t('tab_report')} data-open={shown.at !== 'none'}>
      {shown.at !== 'none' && <button class="plain back" onClick={() => { current.value = { at: 'none' }; }}>‹ {t('back')}</button>}
      {notice.value && <p class="notice" role="status" data-testid="notice">{notice.value}</p>}
      {shown.at === 'none' && <p class="empty">{t('chooseCase')}</p>}
      {shown.at === 'closed' && <Unclaimed row={shown.row} />}
      {shown.at === 'loading' && <div class="skeleton" role="status"><div class="bone" /><div class="bone" /><p class="quiet">{t('opening')} {shown.number}</p></div>}
      {shown.at === 'refused' && <p class="alarm" role="alert" data-testid="case-refused">{t(shown.why as Key)} <button onClick={() => void openCase(shown.number)}>{t('retry')}</button></p>}
      {shown.at === 'open' && <Opened key={shown.case.file.number} of={shown.case} />}
    </section>
  );
}

function Unclaimed({ row }: { row: Row }) {
  const [busy, setBusy] = useState(false);
  const held = row.lease !== null && Date.parse(row.lease.until) > now.value && row.lease.owner !== session.value?.key.member;
  const taken = held ? row.lease!.owner : '';
  const take = async () => { setBusy(true); await claim(row); setBusy(false); };
  return (
    <div class="unclaimed">
      <h2><span class="number">{row.number}</span></h2>
      <p><UrgencySign urgency={row.urgency} /> · {named('type_', row.type)} · {named('language_', row.language)}</p>
      <p>{taken ? t('openBy', { name: nameOfMember(taken) }) : t('claimToRead')}</p>
      <button class="main" data-testid="claim" disabled={busy || held} onClick={() => void take()}>{busy ? t('opening') : t('claim')}</button>
    </div>
  );
}

function Opened({ of }: { of: OpenCase }) {
  return (
    <article data-testid="case-open">
      <Head of={of} />
      <div class="tabs" role="tablist">
        {TABS.map((one) => (
          <button key={one} role="tab" id={`tab-${one}`} aria-controls="tab-panel" aria-selected={tab.value === one} data-testid={`tab-${one}`} onClick={() => { tab.value = one; }}>
            {named('tab_', one)}
          </button>
        ))}
      </div>
      <div class={`panel ${tab.value}`} id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab.value}`} tabIndex={0}>
        {tab.value === 'report' && <ReportTab of={of} />}
        {tab.value === 'thread' && <ThreadTab of={of} />}
        {tab.value === 'notes' && <NotesTab of={of} />}
        {tab.value === 'files' && <FilesTab of={of} />}
        {tab.value === 'history' && <HistoryTab of={of} />}
      </div>
    </article>
  );
}

function Head({ of }: { of: OpenCase }) {
  const [handing, setHanding] = useState(false);
  const [closing, setClosing] = useState(false);
  const row = of.file;
  const mine = holds(of);
  const left = mine ? Date.parse(row.lease!.until) - now.value : 0;
  const states: readonly string[] = (STATES as readonly string[]).includes(row.state) ? STATES : [row.state, ...STATES];
  return (
    <header class="case-head">
      <h2><span class="number">{row.number}</span> <UrgencySign urgency={row.urgency} /></h2>
      <p class="quiet">{named('type_', row.type)} · {named('language_', row.language)} · {dateTime(row.since)}{row.incomplete ? ` · ${t('incomplete')}` : ''}</p>
      <p class="print-only">{t('printed', { at: dateTime(new Date(now.value).toISOString()) })}</p>
      {mine && (
        <p class={left < 120_000 ? 'lease late' : 'lease'}>{left > 0 ? t('leaseLeft', { t: span(left) }) : t('leaseLost')}{' '}
          <button class="plain" onClick={() => void renew(of)}>{t('renew')}</button></p>
      )}
      <div class="acts">
        {mine && <button class="main" data-testid="hand-over" onClick={() => setHanding(true)}>{t('handOver')}</button>}
        {mine && <button data-testid="release" onClick={() => void release(of)}>{t('release')}</button>}
        <span class="group" role="group" aria-label={t('urgency')}>
          {URGENCIES.map((one) => (
            <button key={one} aria-pressed={row.urgency === one} data-testid={`urgency-${one}`} onClick={() => void triage(of, { urgency: one })}><UrgencySign urgency={one} /></button>
          ))}
        </span>
        <label class="inline">{t('state')} <select data-testid="state-select" value={row.state} onChange={(e) => void triage(of, { state: e.currentTarget.value })}>
          {states.map((one) => <option key={one} value={one} selected={one === row.state}>{named('state_', one)}</option>)}
        </select></label>
        <button class="plain" data-testid="close-case" onClick={() => setClosing(true)}>{t('close')}</button>
        <button class="plain" onClick={() => window.print()}>{t('print')}</button>
      </div>
      {handing && <HandOver of={of} close={() => setHanding(false)} />}
      {closing && (
        <Dialog title={`${t('state_closed')} · ${row.number}`} close={() => setClosing(false)}>
          <p>{t('closeAsk')}</p>
          <button class="main" onClick={() => { setClosing(false); void triage(of, { state: 'closed' }); }}>{t('state_closed')}</button>
        </Dialog>
      )}
    </header>
  );
}

export const canWrite = (of: OpenCase): boolean => holds(of) || of.file.reader;
