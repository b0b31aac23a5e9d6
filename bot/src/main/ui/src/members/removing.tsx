import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/api';
import { ended, holdsEpoch, type Desk, type Member } from '../crypto/roster';
import { dateTime } from '../i18n';
import { session, type Session } from '../session';
import { type Readable, vetting } from './api';
import { type Former, formerMembers } from './former';
import { type Removal, removal, RemovalRefused, type Why } from './removal';
import { r } from './removing-texts';
import { epochApi, type Progress, resealDesk } from './reseal';

const PAGE = 500;
const REASON: Readonly<Record<Why, 'gone' | 'tooFew' | 'nobody'>> = { 'not-a-member': 'gone', 'too-few-leads': 'tooFew', 'nobody-left': 'nobody' };

/** Removing one member: what will happen is shown before anything is proposed. */
export function Remove({ held, one, blocked, act, enact }: { held: Session; one: Member; blocked: boolean; act: (what: () => Promise<void>) => Promise<void>; enact: (made: Removal) => Promise<void> }) {
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState<Why | null>(null);
  const name = held.names.get(one.id) ?? one.id;
  const next = held.roster.members.filter((other) => other.id !== one.id);
  const tooFew = next.filter((other) => other.roles.includes('lead')).length < held.roster.k;
  const why = tooFew ? 'too-few-leads' : refused;
  const go = async () => {
    setRefused(null);
    try {
      await enact(await removal(held.roster, held.names, one.id));
    } catch (stopped) {
      if (!(stopped instanceof RemovalRefused)) throw stopped;
      setRefused(stopped.why);
    }
  };
  return (
    <details onToggle={(e) => setAsked(e.currentTarget.open)}><summary data-testid={`remove-${one.id}`}>{r('remove')}</summary>
      {asked && (one.id === held.key.member ? <p>{r('notSelf')}</p> : <>
        <Leaving held={held} member={one} name={name} next={next} />
        {why && <p class="alarm" role="alert" data-testid="remove-refused">{r(REASON[why], { k: held.roster.k })}</p>}
        {blocked && <p class="small">{r('waits')}</p>}
        <button class="main" data-testid={`propose-removal-${one.id}`} disabled={blocked || tooFew} onClick={() => act(go)}>{r('propose')}</button>
      </>)}
    </details>
  );
}

/** What a removal does, who reads from then on, and what the member could read: the same for whoever proposes it and whoever signs. */
export function Leaving({ held, member, name, next }: { held: Session; member: Member; name: string; next: readonly Member[] }) {
  const changed = held.roster.desks.filter((desk) => holdsEpoch(member, desk.id));
  const readers = (desk: Desk) => next.filter((one) => holdsEpoch(one, desk.id) && !ended(one)).map((one) => held.names.get(one.id) ?? one.id).join(', ');
  return (
    <div data-testid="leaving">
      <p class="consequence">{r('will', { k: held.roster.k, name })}</p>
      {changed.length === 0 && <p>{r('noDesk')}</p>}
      {changed.map((desk) => <p key={desk.id} data-testid={`next-readers-${desk.id}`}>{r('desk', { desk: desk.id, names: readers(desk) })}</p>)}
      <Readables id={member.id} name={name} former={false} />
      <p class="small">{r('past')}</p>
    </div>
  );
}

function Readables({ id, name, former }: { id: string; name: string; former: boolean }) {
  const [rows, setRows] = useState<readonly Readable[] | null>(null);
  const [more, setMore] = useState(false);
  const [away, setAway] = useState(false);
  const load = async (known: readonly Readable[]) => {
    setAway(false);
    try {
      const page = await vetting.readable(id, known[known.length - 1]?.number ?? '');
      setRows([...known, ...page]);
      setMore(page.length === PAGE);
    } catch {
      setAway(true);
    }
  };
  useEffect(() => { void load([]); }, [id]);
  const failed = away && <p class="alarm" role="alert">{r('away')} <button onClick={() => void load(rows ?? [])}>{r('retry')}</button></p>;
  if (rows === null) return failed || <p role="status">{r('loading')}</p>;
  const only = rows.filter((one) => one.only).map((one) => one.number);
  const words = { name, n: rows.length, granted: rows.filter((one) => one.granted).length };
  return (
    <div data-testid="readable">
      <p>{r(rows.length === 0 ? (former ? 'couldNothingFormer' : 'couldNothing') : former ? 'couldFormer' : 'could', words)} {more && r('atLeast')}</p>
      {only.length > 0 && <p class="alarm" data-testid="readable-only">{r(former ? 'onlyFormer' : 'only', { name, n: only.length, list: only.join(', ') })}</p>}
      {rows.length > 0 && <ul class="readable plain-list" tabIndex={0} aria-label={r('list')}>{rows.map((one) => <li key={one.number}><span class="number">{one.number}</span> · {r(one.granted ? 'granted' : 'byDesk')} · <span class="small">{r('row', { from: dateTime(one.from), changed: dateTime(one.changed) })}</span></li>)}</ul>}
      {more && <button class="plain" onClick={() => void load(rows)}>{r('more')}</button>}
      {failed}
    </div>
  );
}

/** What goes on after a removal is in force: cases are sealed to the new key, and what stays closed is said. */
export function After({ held }: { held: Session }) {
  const [former, setFormer] = useState<readonly Former[] | null>(null);
  const [away, setAway] = useState(false);
  const look = () => {
    setAway(false);
    formerMembers(held.roster, held.line.root, held.key.secret, async () => (await api.roster()).versions).then(setFormer, () => setAway(true));
  };
  useEffect(look, [held.roster.hash]);
  return (
    <section aria-labelledby="after"><h2 id="after">{r('after')}</h2>
      <h3>{r('sealingTitle')}</h3>
      {held.roster.desks.filter((desk) => holdsEpoch(me(held), desk.id)).map((desk) => <Sealing key={`${desk.id}:${desk.epoch}`} held={held} desk={desk} />)}
      <h3>{r('former')}</h3>
      {away && <p class="alarm" role="alert">{r('away')} <button onClick={look}>{r('retry')}</button></p>}
      {former?.length === 0 && <p class="quiet">{r('formerNone')}</p>}
      {former?.map((one) => <Gone key={one.id} one={one} />)}
    </section>
  );
}

const me = (held: Session): Member => held.roster.members.find((one) => one.id === held.key.member)!;

function Gone({ one }: { one: Former }) {
  const [asked, setAsked] = useState(false);
  return (
    <details onToggle={(e) => setAsked(e.currentTarget.open)}><summary data-testid={`former-${one.id}`}>{r('formerRow', { name: one.name, n: one.last })}</summary>
      {asked && <Readables id={one.id} name={one.name} former />}
    </details>
  );
}

function Sealing({ held, desk }: { held: Session; desk: Desk }) {
  const [at, setAt] = useState<Progress | 'away' | null>(null);
  const [over, setOver] = useState(false);
  const [again, setAgain] = useState(0);
  const has = held.epochs.has(`${desk.id}:${desk.epoch}`);
  useEffect(() => {
    if (!has) return undefined;
    let here = true;
    setOver(false);
    const on = () => here && session.value?.key === held.key;
    resealDesk(held, desk, epochApi, (now) => { if (here) setAt(now); }, on)
      .then((end) => { if (here) { setAt(end); setOver(true); } }, () => { if (here) setAt('away'); });
    return () => { here = false; };
  }, [has, again]);
  if (!has) return <p>{r('noKey', { desk: desk.id })}</p>;
  if (at === 'away') return <p class="alarm" role="alert">{r('away')} <button onClick={() => setAgain(again + 1)}>{r('retry')}</button></p>;
  if (at === null) return <p role="status">{r('loading')}</p>;
  return (
    <div data-testid={`sealing-${desk.id}`} data-left={at.left} role="status">
      <p>{at.left === 0 ? r('sealed', { desk: desk.id, epoch: desk.epoch }) : over ? r('unopened', { desk: desk.id, n: at.left }) : r('sealing', { desk: desk.id, left: at.left })}</p>
      {over && at.left > 0 && <button class="plain" onClick={() => setAgain(again + 1)}>{r('retry')}</button>}
    </div>
  );
}
