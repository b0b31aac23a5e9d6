import { useEffect, useRef, useState } from 'preact/hooks';
import { canWrite, claim, giveBack, holds, over, renew, triage, worksOn } from '../acts';
import { type Row, URGENCIES } from '../api/api';
import { current, list, openCase, type OpenCase, present, triages } from '../desk';
import { dateTime, type Key, named, span, t } from '../i18n';
import { nameOfMember, now, session } from '../session';
import { Later } from './later';
import { deskOf, UrgencySign } from './queue';
import { ReportTab } from './report';

const TABS = ['report', 'thread', 'notes', 'files', 'history'] as const;

export type Tab = (typeof TABS)[number];

/** Why a case that was taken does not open. */
const UNOPENED = ['noKey', 'caseKeyBroken'];

export function CasePane() {
  const shown = current.value;
  const was = useRef(shown.at);
  useEffect(() => {
    if (shown.at === 'none' && was.current !== 'none' && document.activeElement === document.body) (document.querySelector<HTMLElement>('.row') ?? document.querySelector<HTMLElement>('.views [aria-current]'))?.focus();
    was.current = shown.at;
  }, [shown.at]);
  return (
    <section class="case" aria-label={t('tab_report')} data-open={shown.at !== 'none'}>
      {shown.at !== 'none' && <button class="plain back" onClick={() => { current.value = { at: 'none' }; }}>‹ {t('back')}</button>}
      {shown.at === 'none' && <p class="empty">{t('chooseCase')}</p>}
      {shown.at === 'closed' && <Unclaimed row={newest(shown.row)} />}
      {shown.at === 'loading' && <div class="skeleton" role="status"><div class="bone" /><div class="bone" /><p class="quiet">{t('opening')} {shown.number}</p></div>}
      {shown.at === 'refused' && <p class="alarm" role="alert" data-testid="case-refused">{t(shown.why as Key)} {shown.why !== 'caseLeft' && <button onClick={() => void openCase(shown.number)}>{t('retry')}</button>}{UNOPENED.includes(shown.why) && triages() && <> <button data-testid="give-back" onClick={() => void giveBack(shown.number)}>{t('release')}</button></>}</p>}
      {shown.at === 'open' && <Opened key={shown.case.file.number} of={shown.case} stale={shown.stale} />}
    </section>
  );
}

/** The row as the list has it now: who held the case may have given it back. */
const newest = (row: Row): Row =>
  (list.value.at === 'ready' && list.value.page.rows.find((one) => one.number === row.number && !one.gone)) || row;

function Unclaimed({ row }: { row: Row }) {
  const [assigning, setAssigning] = useState(false);
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
      <Looks number={row.number} but={taken && nameOfMember(taken)} />
      {!held && session.value?.roles.includes('lead') && <p><button data-testid="assign" onClick={() => setAssigning(true)}>{t('assign')}</button></p>}
      {assigning && <Later part={(more) => <more.Assign row={row} close={() => setAssigning(false)} />} />}
    </div>
  );
}

function Looks({ number, but = '' }: { number: string; but?: string }) {
  const names = present(number).filter((name) => name !== but);
  return names.length > 0 ? <p class="looks" role="status" data-testid="looks">{t('looksToo', { names: names.join(', ') })}</p> : null;
}

function Opened({ of, stale }: { of: OpenCase; stale: boolean | undefined }) {
  const [tab, show] = useState<Tab>('report');
  const walk = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length]!;
    show(next);
    requestAnimationFrame(() => document.getElementById(`tab-${next}`)?.focus());
  };
  const sent = of.file.entries.filter((one) => one.kind === 'file').length;
  return (
    <article data-testid="case-open">
      {stale && <p class="asks" role="status" data-testid="stale">⚠ {t('stale')} <button onClick={() => void openCase(of.file.number)}>{t('retry')}</button></p>}
      <Head of={of} show={show} />
      <div class="tabs" role="tablist" onKeyDown={walk}>
        {TABS.map((one) => (
          <button key={one} role="tab" id={`tab-${one}`} aria-controls="tab-panel" aria-selected={tab === one} tabIndex={tab === one ? 0 : -1} data-testid={`tab-${one}`} onClick={() => show(one)}>
            {named('tab_', one)}{one === 'files' && sent > 0 ? ` ${sent}` : ''}
          </button>
        ))}
      </div>
      <h3 class="print-only">{named('tab_', tab)}</h3>
      <div class={`panel ${tab}`} id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0}>
        {tab === 'report' && <ReportTab of={of} />}
        {tab === 'thread' && <Later part={(more) => <more.ThreadTab of={of} />} />}
        {tab === 'notes' && <Later part={(more) => <more.NotesTab of={of} />} />}
        {tab === 'files' && <Later part={(more) => <more.FilesTab of={of} />} />}
        {tab === 'history' && <Later part={(more) => <more.HistoryTab of={of} />} />}
      </div>
    </article>
  );
}

function Head({ of, show }: { of: OpenCase; show: (tab: Tab) => void }) {
  const [handing, setHanding] = useState(false);
  const [wide] = useState(() => matchMedia('(min-width: 700px)').matches);
  const row = of.file;
  const mine = holds(of);
  const left = mine ? Date.parse(row.lease!.until) - now.value : 0;
  return (
    <header class="case-head">
      <h2><span class="number">{row.number}</span> <UrgencySign urgency={row.urgency} /></h2>
      <p class="quiet">{named('type_', row.type)} · {named('language_', row.language)}{deskOf(row)} · {dateTime(row.since)}{row.incomplete ? ` · ${t('incomplete')}` : ''}{row.held ? ` · ${t('act_held')}` : ''}</p>
      {row.withdrawal && <p class="asks" data-testid="withdrawal">⚠ {t('withdrawal')}</p>}
      {mine && (
        <p class={left < 120_000 ? 'lease late' : 'lease'}>{left > 0 ? t('leaseLeft', { t: span(left) }) : t('leaseOver')}{' '}
          <button class="plain" data-testid="renew" onClick={() => void (left > 0 ? renew(of) : claim(row))}>{t(left > 0 ? 'renew' : 'claimAgain')}</button></p>
      )}
      <div class="acts">
        {worksOn(of) && <button class="main" data-testid="hand-over" disabled={!canWrite(of)} onClick={() => setHanding(true)}>{t('handOver')}</button>}
        {worksOn(of) && <span class="group" role="group" aria-label={t('urgency')}>
          {URGENCIES.map((one) => (
            <button key={one} disabled={over(of)} aria-pressed={row.urgency === one} data-testid={`urgency-${one}`} onClick={() => void triage(of, { urgency: one })}><UrgencySign urgency={one} /></button>
          ))}
        </span>}
      </div>
      <Looks number={row.number} />
      <details class="more" open={wide}>
        <summary>{t('more')}</summary>
        <Later part={(more) => <more.CaseActs of={of} />} />
      </details>
      {handing && <Later part={(more) => <more.HandOver of={of} show={show} close={() => setHanding(false)} />} />}
    </header>
  );
}
