import { useEffect, useState } from 'preact/hooks';
import type { Row } from '../api/api';
import { type Closed, type Lists, work } from '../api/work';
import { openReason } from '../crypto/proposal';
import { list, load, openCase, tell, view } from '../desk';
import { dateTime, named, t } from '../i18n';
import { nameOfMember, session } from '../session';
import { Dialog } from '../views/dialog';
import { decide, loadOf, Proposed, tried, useLoads } from './acts';
import { m } from './texts';

/** What leads decide: proposals, withdrawals, holds; and who works on how much. */
export function LeadLists({ close }: { close: () => void }) {
  const [lists, setLists] = useState<Lists | 'loading' | 'failed'>('loading');
  const loads = useLoads();
  const reload = () => work.lists().then(setLists, () => setLists('failed'));
  useEffect(() => void reload(), []);
  const then = (done: Promise<boolean>) => void done.then(reload);
  return (
    <Dialog title={m('lead')} leave={t('fine')} close={close}>
      {lists === 'loading' && <p class="quiet" role="status">{t('loading')}</p>}
      {lists === 'failed' && <p class="alarm" role="alert">{m('failed')} <button onClick={() => void reload()}>{t('retry')}</button></p>}
      {typeof lists === 'object' && (
        <>
          <h3>{m('proposals')}</h3>
          {lists.proposals.length === 0 && <p class="quiet">{m('noProposals')}</p>}
          {lists.proposals.map((one) => <Decision key={one.row.number} row={one.row} sealed={one.sealedReason} then={then} close={close} />)}
          <Held title={m('withdrawals')} none={m('noWithdrawals')} rows={lists.withdrawals} then={then} />
          <Held title={m('held')} none={m('noHeld')} rows={lists.held} then={then} />
        </>
      )}
      <h3>{m('load')}</h3>
      <ul>{Object.keys(loads).map((id) => <li key={id} data-testid={`load-${id}`}>{nameOfMember(id)} <span class="quiet">{loadOf(loads, id)}</span></li>)}</ul>
    </Dialog>
  );
}

/** Nobody confirms what they cannot read; what destroys is asked once more. */
function Decision({ row, sealed, then, close }: { row: Row; sealed: string; then: (done: Promise<boolean>) => void; close: () => void }) {
  const [reason, setReason] = useState<string | null>(null);
  const [broken, setBroken] = useState(false);
  const [asking, ask] = useState(false);
  const { what, by } = row.proposal!;
  const destroys = what === 'destruction';
  useEffect(() => {
    const { key, roster } = session.value!;
    openReason(key, roster, row.number, what, by, sealed).then(setReason, () => setBroken(true));
  }, [sealed]);
  const confirm = () => { ask(false); then(decide(row, true)); };
  return (
    <article class="decision" data-testid={`proposal-${row.number}`}>
      <p class="number">{row.number}</p>
      <Proposed row={row}>
        {broken ? <p class="broken" role="alert">⚠ {m('reasonBroken')}</p> : <blockquote data-testid="reason">{reason ?? t('opening')}</blockquote>}
        {destroys && <p class="consequence">{m('destroys', { number: row.number })}</p>}
        {by !== session.value?.key.member && <p class="acts"><button class={destroys ? '' : 'main'} data-testid="proposal-confirm" disabled={reason === null} onClick={() => (destroys ? ask(true) : confirm())}>{m('confirm')}</button> <button data-testid="proposal-decline" onClick={() => then(decide(row, false))}>{m('decline')}</button> <button class="plain" data-testid="proposal-open" onClick={() => { close(); void openCase(row.number); }}>{m('openIt')}</button></p>}
      </Proposed>
      {asking && (
        <Dialog title={m('destroyAsk', { number: row.number })} close={() => ask(false)}>
          <p class="consequence">{m('destroys', { number: row.number })}</p>
          <button class="main destroys" data-testid="destroy-confirm" onClick={confirm}>{m('destroyDo')}</button>
        </Dialog>
      )}
    </article>
  );
}

function Held({ title, none, rows, then }: { title: string; none: string; rows: readonly Row[]; then: (done: Promise<boolean>) => void }) {
  const [lifting, lift] = useState<string | null>(null);
  const hold = (number: string, on: boolean) => { lift(null); then(tried(() => work.hold(number, on))); };
  return (
    <>
      <h3>{title}</h3>
      {rows.length === 0 && <p class="quiet">{none}</p>}
      <ul>{rows.map((row) => (
        <li key={row.number} class="decision"><span class="number">{row.number}</span> {named('state_', row.state)}{row.leaves ? ` · ${m('leaves', { at: dateTime(row.leaves) })}` : ''}{' '}
          {row.lease && <span class="quiet">{t('openBy', { name: nameOfMember(row.lease.owner) })}</span>}{' '}
          <button data-testid={`${row.held ? 'lift' : 'hold'}-${row.number}`} onClick={() => (row.held ? lift(row.number) : hold(row.number, true))}>{m(row.held ? 'lift' : 'hold')}</button></li>
      ))}</ul>
      {lifting && (
        <Dialog title={m('lift')} close={() => lift(null)}>
          <p class="number">{lifting}</p>
          <p class="consequence">{m('liftAsk')}</p>
          <button class="main" data-testid="lift-confirm" onClick={() => hold(lifting, false)}>{m('lift')}</button>
        </Dialog>
      )}
    </>
  );
}

/** Closes many at once; the list holds nothing urgent, taken, withdrawn or proposed. */
export function Spam({ close }: { close: () => void }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const shown = list.value;
  const rows = shown.at === 'ready' ? shown.page.rows.filter((row) => row.urgency !== 'now' && row.state === 'waiting' && !row.gone && !row.lease && !row.withdrawal && !row.proposal).slice(0, 100) : [];
  const unread = rows.filter((row) => chosen.has(row.number) && !row.opened).length;
  const flip = (number: string) => { const next = new Set(chosen); if (!next.delete(number)) next.add(number); setChosen(next); };
  const go = async () => {
    setBusy(true);
    const done = await tried(async () => {
      const closed = await work.spam([...chosen]);
      tell(m('spamDone', { n: closed.length }), () => void undo(closed));
      await load(view.value, true);
    });
    setBusy(false);
    if (done) close();
  };
  return (
    <Dialog title={m('spam')} close={close}>
      <p>{rows.length === 0 ? m('spamNone') : m('spamAsk')}</p>
      <ul class="members">{rows.map((row) => (
        <li key={row.number}><label class="check"><input type="checkbox" data-testid={`spam-${row.number}`} checked={chosen.has(row.number)} onChange={() => flip(row.number)} /><span><span class="number">{row.number}</span> <span class="quiet">{named('type_', row.type)} · {dateTime(row.since)}</span> {!row.opened && <strong>{m('spamUnread')}</strong>}</span></label></li>
      ))}</ul>
      {unread > 0 && <p class="asks" role="status" data-testid="spam-unread">{m('spamUnreadOf', { n: unread })}</p>}
      <button class="main" data-testid="spam-confirm" disabled={busy || chosen.size === 0} onClick={() => void go()}>{m('spamDo', { n: chosen.size })}</button>
    </Dialog>
  );
}

const undo = (closed: readonly Closed[]): Promise<boolean> => tried(async () => {
  const { back } = await work.undoSpam(closed);
  tell(m('spamBack', { n: back }));
  await load(view.value, true);
});
