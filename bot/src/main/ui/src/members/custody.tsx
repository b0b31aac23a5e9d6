import { useEffect, useState } from 'preact/hooks';
import { get, Refusal } from '../api/api';
import { lockAll, nameOfMember, type Session } from '../session';
import { brokenAt, type ChainLog } from './custody-chain';
import { actName, ACTS, c, type CustodyText, when } from './custody-texts';

interface Act { chain: string; n: number; act: string; by: string; at: string }
interface Page { rows: Act[]; next: string | null }
interface Wanted { case: string; act: string; by: string; from: string; to: string }
interface Found { rows: readonly Act[]; next: string | null }

const ALL: Wanted = { case: '', act: '', by: '', from: '', to: '' };
const NUMBER = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;
/** One press looks through so many parts of the log before it asks whether to look on. */
const LOOKS = 4;

const faultOf = (refused: unknown): CustodyText => (refused instanceof Refusal && refused.status !== 0 ? 'refused' : 'away');
const who = (by: string) => (by === 'line' || by === 'reporter' ? c(by) : nameOfMember(by));

function nameOfChain(chain: string): string {
  if (chain.startsWith('member:')) return c('memberChain', { name: nameOfMember(chain.slice(7)) });
  return chain.startsWith('epoch:') ? c('epochChain', { name: chain.slice(6) }) : chain;
}

/** Midnight where the auditor is, so many days after a day. */
function midnight(day: string, after: number): string {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year!, month! - 1, date! + after).toISOString();
}

function query(wanted: Wanted, after: string | null): string {
  const asked = new URLSearchParams();
  for (const key of ['case', 'act', 'by'] as const) if (wanted[key]) asked.set(key, wanted[key]);
  if (wanted.from) asked.set('from', midnight(wanted.from, 0));
  if (wanted.to) asked.set('to', midnight(wanted.to, 1));
  if (after) asked.set('after', after);
  return `custody?${asked}`;
}

async function look(wanted: Wanted, before: Found): Promise<Found> {
  const rows = [...before.rows];
  let next = before.next;
  for (let looks = 0; looks < LOOKS; looks++) {
    const page = await get<Page>(query(wanted, next));
    rows.push(...page.rows);
    next = page.next;
    if (next === null || rows.length > before.rows.length) break;
  }
  return { rows, next };
}

/** The acts on all cases, for auditors and leads: who, what, which case, when. Nothing of a case is asked for. */
export function CustodyPage({ held }: { held: Session }) {
  const [wanted, setWanted] = useState(ALL);
  const [found, setFound] = useState<Found | null>(null);
  const [fault, setFault] = useState<CustodyText | null>(null);
  const [busy, setBusy] = useState(false);
  const [chain, setChain] = useState<string | null>(null);
  const seek = async (asked: Wanted, before: Found) => {
    setWanted(asked);
    setBusy(true);
    setFault(null);
    await look(asked, before).then(setFound, (refused) => setFault(faultOf(refused)));
    setBusy(false);
  };
  const anew = (asked: Wanted) => { setFound(null); void seek(asked, { rows: [], next: null }); };
  useEffect(() => void seek(ALL, { rows: [], next: null }), []);
  const lead = held.roles.includes('lead');
  return (
    <main class="gate log">
      <p class="steps">{held.roles.some((role) => role !== 'auditor') && <a href="/">{c('toConsole')}</a>} {lead && <a href="#">{c('toLeads')}</a>} <button class="plain" data-testid="lock" onClick={() => lockAll()}>{c('lock')}</button></p>
      {chain !== null ? <Chain held={held} chain={chain} back={() => setChain(null)} /> : (
        <>
          <h1>{c('title')}</h1>
          <p>{c('what')}</p>
          <Filters held={held} wanted={wanted} busy={busy} seek={anew} />
          {found && <Acts rows={found.rows} open={setChain} />}
          {busy && <p role="status">{c('loading')}</p>}
          {fault && <p class="alarm" role="alert" data-testid="custody-fault">{c(fault)} <button onClick={() => void seek(wanted, found ?? { rows: [], next: null })}>{c('retry')}</button></p>}
          {found && !busy && <p role="status" data-testid="custody-count">{found.rows.length > 0 ? c('shown', { n: found.rows.length }) : c(found.next ? 'soughtOn' : 'none')}</p>}
          {found?.next && <button data-testid="custody-older" disabled={busy} onClick={() => void seek(wanted, found)}>{c(found.rows.length > 0 ? 'older' : 'seek')}</button>}
        </>
      )}
    </main>
  );
}

function Filters({ held, wanted, busy, seek }: { held: Session; wanted: Wanted; busy: boolean; seek: (wanted: Wanted) => void }) {
  const [asked, setAsked] = useState(wanted);
  const set = (key: keyof Wanted) => (e: { currentTarget: { value: string } }) => setAsked({ ...asked, [key]: e.currentTarget.value });
  const number = asked.case.trim().toUpperCase();
  const odd = number !== '' && !NUMBER.test(number);
  const backwards = asked.from !== '' && asked.to !== '' && asked.from > asked.to;
  return (
    <form class="sought" aria-label={c('filters')} onSubmit={(e) => { e.preventDefault(); if (!odd && !backwards) seek({ ...asked, case: number }); }}>
      <label>{c('case')}<input data-testid="custody-case" autocomplete="off" spellcheck={false} maxLength={12} aria-invalid={odd} value={asked.case} onInput={set('case')} /></label>
      <label>{c('act')}<select data-testid="custody-act" value={asked.act} onChange={set('act')}><option value="">{c('anyAct')}</option>{ACTS.map((one) => <option key={one} value={one}>{actName(one)}</option>)}</select></label>
      <label>{c('by')}<select data-testid="custody-by" value={asked.by} onChange={set('by')}><option value="">{c('anybody')}</option>{[...held.roster.members.map((one) => one.id), 'line', 'reporter'].map((one) => <option key={one} value={one}>{who(one)}</option>)}</select></label>
      <label>{c('from')}<input type="date" data-testid="custody-from" value={asked.from} onInput={set('from')} /></label>
      <label>{c('to')}<input type="date" data-testid="custody-to" value={asked.to} onInput={set('to')} /></label>
      <button class="main" data-testid="custody-show" disabled={busy || odd || backwards}>{c('show')}</button>
      {odd && <p class="alarm" role="alert">{c('noCase')}</p>}
      {backwards && <p class="alarm" role="alert" data-testid="custody-backwards">{c('backwards')}</p>}
    </form>
  );
}

function Acts({ rows, open }: { rows: readonly Act[]; open?: (chain: string) => void }) {
  if (rows.length === 0) return null;
  return (
    <table class="acts-of">
      <thead><tr><th scope="col">{c('when')}</th><th scope="col">{c('act')}</th><th scope="col">{c('by')}</th>{open && <th scope="col">{c('case')}</th>}</tr></thead>
      <tbody>
        {rows.map((one) => (
          <tr key={`${one.chain} ${one.n}`} data-testid="custody-row" data-act={one.act} data-chain={one.chain}>
            <td>{when(one.at)}</td><td>{actName(one.act)}</td><td>{who(one.by)}</td>
            {open && <td><button class="plain" data-testid="custody-open" aria-label={c('open', { name: nameOfChain(one.chain) })} onClick={() => open(one.chain)}>{nameOfChain(one.chain)}</button></td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Checked { log: ChainLog; place: number; signed: boolean }

/** One chain, checked in this browser from its first record on. */
function Chain({ held, chain, back }: { held: Session; chain: string; back: () => void }) {
  const [checked, setChecked] = useState<Checked | null>(null);
  const [fault, setFault] = useState<CustodyText | null>(null);
  const fetch = () => {
    setFault(null);
    void get<{ log: ChainLog; signed: boolean }>(`custody/chain?of=${encodeURIComponent(chain)}`)
      .then(({ log, signed }) => setChecked({ log, signed, place: brokenAt(log, held.line.line, chain) })).catch((refused) => setFault(faultOf(refused)));
  };
  useEffect(fetch, [chain]);
  return (
    <section aria-labelledby="chain">
      <p><button data-testid="custody-back" onClick={back}>← {c('back')}</button></p>
      <h1 id="chain">{c('chainOf', { name: nameOfChain(chain) })}</h1>
      {fault && <p class="alarm" role="alert">{c(fault)} <button onClick={fetch}>{c('retry')}</button></p>}
      {!checked && !fault && <p role="status">{c('loading')}</p>}
      {checked && (
        <>
          <Verdict {...checked} />
          <p><button data-testid="custody-save" onClick={() => save(checked.log)}>{c('save')}</button></p>
          <p class="small">{c('hash')}: <code class="sum">{checked.log.records.at(-1)?.hash}</code></p>
          <Acts rows={checked.log.records.map((one) => ({ ...one, chain })).reverse()} />
        </>
      )}
    </section>
  );
}

function Verdict({ log, place, signed }: Checked) {
  const holds = place === 0 && signed;
  return (
    <div role={holds ? 'status' : 'alert'} class={holds ? 'holds' : 'alarm'} data-testid="custody-verdict" data-holds={holds}>
      <p><strong>{holds ? `✓ ${c('holds')}` : `⚠ ${c('broken')}`}</strong></p>
      <p>{holds ? c('holdsWhat', { n: log.records.length }) : place > 0 ? c('brokenAt', { n: place }) : c('unsigned')}</p>
      {holds && <p class="small">{c('cannot')}</p>}
    </div>
  );
}

function save({ line, case: chain, records }: ChainLog): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify({ line, case: chain, records })], { type: 'application/json' }));
  link.download = 'custody.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
