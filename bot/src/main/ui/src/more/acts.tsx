import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { canWrite, fenceOf, holds, over, sayRefused, triage, worksOn } from '../acts';
import { api, Refusal, type Row, STATES } from '../api/api';
import { type Loads, type What, work } from '../api/work';
import { sealReason } from '../crypto/proposal';
import { current, load, notice, openCase, type OpenCase, tell, triages, view } from '../desk';
import { dateTime, named, t } from '../i18n';
import { nameOfMember, session } from '../session';
import { Dialog } from '../views/dialog';
import { useDraft } from './drafts';
import { MOST_NOTE, MOST_REASON, TooLong } from './long';
import { Snooze } from './snooze';
import { m, type MoreKey } from './texts';
import { grantAll, left, release, saveNote, saveOutcome, surely } from './writes';

export const isLead = (): boolean => session.value?.roles.includes('lead') ?? false;
const REFUSED: Readonly<Record<string, MoreKey>> = { 'proposal-pending': 'pending', 'proposal-gone': 'gone', 'same-person': 'same', 'no-way-back': 'noWayBack' };

/** Does it, and says in a sentence when it was refused. */
export async function tried(act: () => Promise<void>): Promise<boolean> {
  try {
    tell('');
    await act();
    return true;
  } catch (refused) {
    sayWhy(refused);
    return false;
  }
}

function sayWhy(refused: unknown): void {
  if (refused instanceof Refusal && refused.status === 0) return sayRefused(refused);
  const code = refused instanceof Refusal ? refused.code : '';
  const by = refused instanceof Refusal && refused.by;
  tell(by ? t('claimedBy', { name: nameOfMember(by) }) : code === 'lease-lost' ? t('leaseLost') : m(REFUSED[code] ?? 'refused'));
}

const outcome = async (of: OpenCase, key: string, words: string): Promise<boolean> => words === '' || !canWrite(of) || saveOutcome(of, key, words);

const propose = (of: OpenCase, what: What, words: string): Promise<boolean> => surely(of, `${what}-proposed`, async () => {
  const { key, roster } = session.value!;
  await work.propose(of.file.number, fenceOf(of), what, await sealReason(key, roster, of.file.number, what, words));
}, async () => {
  tell(m('sent'));
  await openCase(of.file.number);
  void load(view.value, true);
}, sayWhy);

export const decide = (row: Row, confirm: boolean): Promise<boolean> => tried(async () => {
  await work.decide(row.number, row.proposal!.id, confirm);
  const shown = current.value;
  if (shown.at === 'open' && shown.case.file.number === row.number && !worksOn(shown.case)) current.value = { at: 'none' };
  tell(m(confirm ? 'confirmed' : 'declined'));
  void load(view.value, true);
});

type Asking = 'snooze' | 'close' | 'escalate' | 'assign' | 'block' | 'lift' | 'export' | 'destruction';

/** What is done to a case now and then; what destroys or shares asks first. */
export function CaseActs({ of }: { of: OpenCase }) {
  const [asking, ask] = useState<Asking | null>(null);
  const [blocked, setBlocked] = useState<boolean | null>(null);
  const row = of.file;
  const mine = holds(of);
  const ended = ['closed', 'returned', 'duplicate'].includes(row.state);
  useEffect(() => { if (triages()) work.blocked(row.number).then(setBlocked, () => undefined); }, [row.number]);
  const leave = () => ask(null);
  const unblock = () => tried(async () => { await work.block(row.number, fenceOf(of), false); setBlocked(false); });
  const reopen = () => tried(async () => { await work.reopen(row.number, fenceOf(of)); await openCase(row.number); void load(view.value, true); });
  const hold = (on: boolean) => tried(async () => { await work.hold(row.number, on); await openCase(row.number); });
  const button = (name: string, label: string, act: () => void) => <button data-testid={name} onClick={act}>{label}</button>;
  return (
    <>
      {row.proposal && <Proposed row={row} />}
      {row.export?.to === session.value?.key.member && <p>{button('export-download', m('download', { at: dateTime(row.export!.until) }), () => void tried(() => download(row.number)))}</p>}
      <div class="acts">{worksOn(of) && <fieldset class="still" disabled={over(of)}>
        {mine && button('release', t('release'), () => void release(of))}
        {mine && button('snooze', t('snooze'), () => ask('snooze'))}
        {button('escalate', m('escalate'), () => ask('escalate'))}
        {mine && isLead() && button('assign', m('assign'), () => ask('assign'))}
        <StateSelect of={of} />
        {ended ? button('reopen', m('reopen'), () => void reopen()) : <button class="plain" data-testid="close-case" onClick={() => ask('close')}>{t('closeCase')}</button>}
        {triages() && blocked !== null && (blocked ? button('unblock', m('unblock'), () => void unblock()) : button('block', m('block'), () => ask('block')))}
        {!row.proposal && button('ask-export', m('askExport'), () => ask('export'))}
        </fieldset>}{isLead() && button(row.held ? 'lift' : 'hold', m(row.held ? 'lift' : 'hold'), () => (row.held ? ask('lift') : void hold(true)))}
        {!row.proposal && isLead() && !row.held && button('ask-destruction', m('askDestroy'), () => ask('destruction'))}
        <button class="plain" data-testid="print" onClick={() => window.print()}>{t('print')}</button>
      </div>
      {asking === 'snooze' && <Snooze of={of} close={leave} />}
      {asking === 'close' && <Close of={of} close={leave} />}
      {asking === 'assign' && <Assign row={row} close={leave} />}
      {(asking === 'export' || asking === 'destruction') && <Words of={of} field={asking} title={m(`do_${asking}`)} says={m(`will_${asking}`)} label={m('reason')} needed act={m('proposeIt')} close={leave} done={(words) => propose(of, asking, words)} />}
      {asking === 'escalate' && <Words of={of} field="escalation" title={m('escalate')} says={m('escalateAsk')} label={t('noteText')} act={m('escalate')} close={leave} done={(words, key) => escalate(of, key, words)} />}
      {asking === 'lift' && (
        <Dialog title={m('lift')} close={leave}>
          <p class="consequence">{m('liftAsk')}</p>
          <button class="main" data-testid="lift-confirm" onClick={() => { leave(); void hold(false); }}>{m('lift')}</button>
        </Dialog>
      )}
      {asking === 'block' && (
        <Dialog title={m('block')} close={leave}>
          <p class="consequence">{m('blockAsk')}</p>
          <button class="main" data-testid="block-confirm" onClick={() => void tried(async () => { leave(); await work.block(row.number, fenceOf(of), true); setBlocked(true); })}>{m('block')}</button>
        </Dialog>
      )}
    </>
  );
}

/** Stores the state at which somebody stops, not each one on the way to it by arrow keys. */
function StateSelect({ of }: { of: OpenCase }) {
  const { state } = of.file;
  const [chosen, choose] = useState<string | null>(null);
  const states: readonly string[] = (STATES as readonly string[]).includes(state) ? STATES : [state, ...STATES];
  const store = () => {
    choose(null);
    if (chosen !== null && chosen !== state) void triage(of, { state: chosen });
  };
  useEffect(() => {
    if (chosen === null) return undefined;
    const soon = setTimeout(store, 1200);
    return () => clearTimeout(soon);
  }, [chosen]);
  return (
    <label class="inline">{t('state')} <select data-testid="state-select" value={chosen ?? state} onChange={(e) => choose(e.currentTarget.value)} onBlur={store} onKeyDown={(e) => { if (e.key === 'Enter') store(); }}>
      {states.map((one) => <option key={one} value={one} selected={one === (chosen ?? state)}>{named('state_', one)}</option>)}
    </select></label>
  );
}

async function download(number: string): Promise<void> {
  const url = URL.createObjectURL(await work.packet(number));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${number}.zip`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A note for the leads goes in first, so that they find it; a case that only some can read is granted to the leads as well. */
const escalate = async (of: OpenCase, key: string, words: string): Promise<boolean> => (words === '' || (await saveNote(of, key, words))) && surely(of, 'escalated', async () => {
  const { number, reader } = of.file;
  if (reader && !holds(of)) {
    const { roster, key } = session.value!;
    const leads = roster.members.filter((one) => one.roles.includes('lead') || one.id === key.member);
    await grantAll(of, leads);
  }
  await work.escalate(number, fenceOf(of));
}, () => left(of, m('escalated', { number: of.file.number })), sayWhy);

export function Proposed({ row, children }: { row: Row; children?: ComponentChildren }) {
  const one = row.proposal!;
  const own = one.by === session.value?.key.member;
  return (
    <div class="asks-two" data-testid="proposal">
      <p><strong>{m('proposedBy', { name: nameOfMember(one.by), what: m(`what_${one.what}` as MoreKey) })}</strong></p>
      <p class="quiet">{m('proposed', { at: dateTime(one.until) })}</p>
      {children}
      {own && <button data-testid="take-back" onClick={() => void decide(row, false).then(() => again(row))}>{m('takeBack')}</button>}
      {own && isLead() && <p class="quiet">{m('same')}</p>}
    </div>
  );
}

const again = (row: Row): void => {
  const shown = current.value;
  if (shown.at === 'open' && shown.case.file.number === row.number) void openCase(row.number);
};

/** Asks for words, then acts. */
function Words({ of, field, title, says, label, needed, act, done, close }: { of: OpenCase; field: string; title: string; says: string; label: string; needed?: boolean; act: string; done: (words: string, key: string) => Promise<boolean>; close: () => void }) {
  const { text, key, write, done: drop } = useDraft(of.file.number, field);
  const [busy, setBusy] = useState(false);
  const words = text.trim();
  const most = needed ? MOST_REASON : MOST_NOTE;
  const go = async () => { setBusy(true); if (await done(words, key)) { drop(); close(); } setBusy(false); };
  return (
    <Dialog title={title} close={close}>
      <p class="consequence">{says}</p>
      <label>{label}<textarea rows={3} data-testid="words" value={text} onInput={(e) => write(e.currentTarget.value)} /></label>
      {needed && words === '' && <p class="small">{m('reasonNeeded')}</p>}
      <TooLong text={text} most={most} />
      <Said />
      <button class="main" data-testid="words-confirm" disabled={busy || text.length > most || (needed === true && words === '')} onClick={() => void go()}>{act}</button>
    </Dialog>
  );
}

const ENDS = ['closed', 'returned', 'duplicate', 'not-credible'] as const;

const endAs = (of: OpenCase, state: string): Promise<boolean> => surely(of, 'triaged', () => api.triage(of.file.number, fenceOf(of), { state }), async () => {
  await openCase(of.file.number);
  void load(view.value, true);
});

/** What was refused, said in the dialog too: it lies over the page's own notice. */
function Said() {
  useEffect(() => tell(''), []);
  return notice.value && <p class="alarm" role="alert">{notice.value.text}</p>;
}

function Close({ of, close }: { of: OpenCase; close: () => void }) {
  const [end, setEnd] = useState<(typeof ENDS)[number]>('closed');
  const [busy, setBusy] = useState(false);
  const two = end === 'not-credible';
  const { text, key, write, done: drop } = useDraft(of.file.number, 'outcome');
  const words = text.trim();
  const most = two ? MOST_REASON : MOST_NOTE;
  const go = async () => {
    setBusy(true);
    const done = two ? await propose(of, 'not-credible', words) : (await outcome(of, key, words)) && (await endAs(of, end));
    setBusy(false);
    if (done) { drop(); close(); }
  };
  return (
    <Dialog title={`${t('closeCase')} · ${of.file.number}`} close={close}>
      <fieldset><legend>{m('closeWhy')}</legend>
        {ENDS.map((one) => <label key={one} class="check"><input type="radio" name="end" data-testid={`end-${one}`} checked={end === one} onChange={() => setEnd(one)} /> {m(`end_${one}`)}</label>)}
      </fieldset>
      <label>{m(two ? 'reason' : 'outcome')}<textarea rows={3} data-testid="outcome-text" value={text} onInput={(e) => write(e.currentTarget.value)} /></label>
      <p class="consequence">{m(two ? 'will_not-credible' : 'will_close')}</p>
      {two && words === '' && <p class="small">{m('reasonNeeded')}</p>}
      <TooLong text={text} most={most} />
      <Said />
      <button class="main" data-testid="close-confirm" disabled={busy || text.length > most || (two && words === '')} onClick={() => void go()}>{m(two ? 'proposeIt' : 'closeIt')}</button>
    </Dialog>
  );
}

/** How much each member works on; empty until it is known. */
export function useLoads(): Loads {
  const [loads, setLoads] = useState<Loads>({});
  useEffect(() => { work.load().then(setLoads, () => undefined); }, []);
  return loads;
}

export const loadOf = (loads: Loads, id: string): string => (loads[id] ? m('loadOf', { held: loads[id].held, granted: loads[id].granted }) : '');

export function Assign({ row, close }: { row: Row; close: () => void }) {
  const loads = useLoads();
  const members = session.value!.roster.members.filter((one) => one.roles.some((role) => role === 'operator' || role === 'lead'));
  const give = (id: string) => tried(async () => {
    await work.assign(row.number, id);
    current.value = { at: 'none' };
    close();
    tell(m('assigned', { number: row.number, name: nameOfMember(id) }));
    void load(view.value, true);
  });
  return (
    <Dialog title={m('assignTitle')} close={close}>
      <p>{m('assignWhat')}</p>
      <ul class="choices">{members.map((one) => <li key={one.id}><button data-testid={`assign-${one.id}`} onClick={() => void give(one.id)}>{nameOfMember(one.id)} <span class="quiet">{loadOf(loads, one.id)}</span></button></li>)}</ul>
    </Dialog>
  );
}
