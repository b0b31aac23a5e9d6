import { useEffect, useState } from 'preact/hooks';
import { get, post, Refusal } from '../api/api';
import { dateTime } from '../i18n';
import { lockAll, type Session } from '../session';
import { a, type AlertText } from './alerts-texts';

interface Mine {
  linked: boolean; blocked: boolean; bot: string | null; from: number; to: number; zone: string; evenNow: boolean;
  mail: { on: boolean; linked: string | null; refused: boolean; waiting: string | null };
}
interface Code { code: string; until: string }
type Act = (what: () => Promise<unknown>) => Promise<boolean>;

const LOOK_MILLISECONDS = 3000;
const ADDRESS = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;

const faultOf = (refused: unknown): AlertText =>
  !(refused instanceof Refusal) || refused.status === 0 ? 'away' : refused.code === 'step-up' ? 'proof' : refused.status === 400 ? 'noAddress' : 'refused';

/** Where and when the member who looks is told that something waits. */
export function Alerts({ held }: { held: Session }) {
  const [mine, setMine] = useState<Mine | 'loading' | 'away'>('loading');
  const [fault, setFault] = useState<AlertText | null>(null);
  const [busy, setBusy] = useState(false);
  const look = () => get<Mine>('me/alerts').then(setMine, () => setMine((before) => (typeof before === 'object' ? before : 'away')));
  useEffect(() => void look(), []);
  const act: Act = async (what) => {
    setBusy(true);
    setFault(null);
    const done = await what().then(() => true, (refused) => { setFault(faultOf(refused)); return false; });
    if (done) await look();
    setBusy(false);
    return done;
  };
  return (
    <main class="gate">
      <p class="steps"><a href="/">{a('toConsole')}</a> {held.roles.includes('lead') && <a href="#">{a('toLeads')}</a>} <button class="plain" data-testid="lock" onClick={() => lockAll()}>{a('lock')}</button></p>
      <h1>{a('title')}</h1>
      <p>{a('what')}</p>
      {fault && <p class="alarm" role="alert" data-testid="alerts-fault">{a(fault)}</p>}
      {mine === 'loading' && <p role="status">{a('loading')}</p>}
      {mine === 'away' && <p class="alarm" role="alert">{a('away')} <button onClick={() => void look()}>{a('retry')}</button></p>}
      {typeof mine === 'object' && (
        <>
          <Chat mine={mine} busy={busy} act={act} look={look} />
          <Mail mine={mine} busy={busy} act={act} />
          <Quiet mine={mine} busy={busy} act={act} />
        </>
      )}
    </main>
  );
}

interface Part { mine: Mine; busy: boolean; act: Act }

function Chat({ mine, busy, act, look }: Part & { look: () => Promise<void> }) {
  const [code, setCode] = useState<Code | null>(null);
  useEffect(() => {
    if (!code) return undefined;
    const poll = setInterval(() => void look(), LOOK_MILLISECONDS);
    return () => clearInterval(poll);
  }, [code]);
  useEffect(() => { if (mine.linked) setCode(null); }, [mine.linked]);
  return (
    <section aria-labelledby="chat"><h2 id="chat">{a('chat')}</h2>
      <p role="status" data-testid="chat-state" data-linked={mine.linked}>{a(mine.linked ? 'chatOn' : 'chatOff')}</p>
      {mine.blocked && <p class="alarm" data-testid="chat-blocked">{a('chatBlocked')}</p>}
      {mine.linked
        ? <button data-testid="chat-unlink" disabled={busy} onClick={() => void act(() => post('me/alerts/unlink'))}>{a('unlink')}</button>
        : <><p class="small">{a('chatWhat')}</p><button class="main" data-testid="chat-link" disabled={busy} onClick={() => void act(async () => setCode(await post<Code>('me/alerts/code')))}>{a('chatAsk')}</button></>}
      {code && !mine.linked && (
        <div class="consequence" data-testid="chat-code">
          {mine.bot && <p><a class="button" data-testid="chat-open" href={`https://t.me/${mine.bot}?start=link-${code.code}`} target="_blank" rel="noopener noreferrer">{a('chatOpen')}</a></p>}
          <p>{a('chatSay')} <code class="sum" data-testid="chat-say">/link {code.code}</code></p>
          <p class="small">{a('chatUntil', { at: dateTime(code.until) })}</p>
        </div>
      )}
    </section>
  );
}

function Mail({ mine: { mail }, busy, act }: Part) {
  const [address, setAddress] = useState('');
  const [code, setCode] = useState('');
  const [said, setSaid] = useState<AlertText | null>(null);
  if (!mail.on) return <section aria-labelledby="mail"><h2 id="mail">{a('mail')}</h2><p data-testid="mail-none">{a('mailNone')}</p></section>;
  const send = () => act(async () => {
    setSaid(null);
    const { outcome } = await post<{ outcome: string }>('me/alerts/mail', { address: address.trim() });
    setSaid(`said_${outcome}` as AlertText);
  });
  const confirm = () => act(async () => {
    const { linked } = await post<{ linked: boolean }>('me/alerts/mail/confirm', { code: code.trim() });
    setSaid(linked ? null : 'wrong');
    setCode('');
    if (linked) setAddress('');
  });
  return (
    <section aria-labelledby="mail"><h2 id="mail">{a('mail')}</h2>
      <p role="status" data-testid="mail-state" data-linked={mail.linked !== null}>{mail.linked ? a('mailOn', { to: mail.linked }) : a('mailOff')}</p>
      {mail.refused && <p class="alarm">{a('mailRefused')}</p>}
      {(mail.linked || mail.waiting) && <button data-testid="mail-unlink" disabled={busy} onClick={() => void act(() => post('me/alerts/mail/unlink')).then(() => setSaid(null))}>{a('unlink')}</button>}
      <p class="small">{a('mailWhat')}</p>
      <form onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <label>{a('address')}<input type="email" autocomplete="off" maxLength={254} data-testid="mail-address" value={address} onInput={(e) => setAddress(e.currentTarget.value)} /></label>
        <button data-testid="mail-send" disabled={busy || !ADDRESS.test(address.trim())}>{a('send')}</button>
      </form>
      <p role="status" class="consequence-line" data-testid="mail-said">{said ? a(said) : ''}</p>
      {mail.waiting && (
        <form onSubmit={(e) => { e.preventDefault(); void confirm(); }}>
          <p>{a('waiting', { to: mail.waiting })}</p>
          <label>{a('code')}<input autocomplete="one-time-code" spellcheck={false} maxLength={12} data-testid="mail-code" value={code} onInput={(e) => setCode(e.currentTarget.value)} /></label>
          <button class="main" data-testid="mail-confirm" disabled={busy || !/^[0-9A-Za-z]{8}$/.test(code.trim())}>{a('confirm')}</button>
        </form>
      )}
    </section>
  );
}

interface Hours { from: number | null; to: number | null }

const clock = (minutes: number | null): string => minutes === null ? '' : `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
/** None of a field that was emptied. */
const minutesOf = (time: string): number | null => (/^\d\d:\d\d/.test(time) ? Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)) : null);
const NIGHT: Hours = { from: 22 * 60, to: 7 * 60 };

function zones(stored: string): string[] {
  return [...new Set([stored, Intl.DateTimeFormat().resolvedOptions().timeZone, 'Europe/Kyiv', 'Europe/Warsaw', 'Europe/Berlin', 'UTC'])].filter((one) => /^[A-Za-z0-9_+/-]{1,64}$/.test(one));
}

function Quiet({ mine, busy, act }: Part) {
  const [on, setOn] = useState(mine.from !== mine.to);
  const [hours, setHours] = useState<Hours>(mine.from === mine.to ? NIGHT : { from: mine.from, to: mine.to });
  const [zone, setZone] = useState(mine.zone);
  const [evenNow, setEvenNow] = useState(mine.evenNow);
  const [saved, setSaved] = useState(false);
  const touched = <T,>(set: (value: T) => void) => (value: T) => { setSaved(false); set(value); };
  const save = () => act(() => post('me/alerts/quiet', { ...(on ? hours : { from: 0, to: 0 }), zone, evenNow })).then(setSaved);
  const wrong: AlertText | null = !on ? null : hours.from === null || hours.to === null ? 'noTime' : hours.from === hours.to ? 'sameTime' : null;
  const time = (which: 'from' | 'to') => <label class="inline">{a(which)}<input type="time" required data-testid={`quiet-${which}`} value={clock(hours[which])} onInput={(e) => touched(setHours)({ ...hours, [which]: minutesOf(e.currentTarget.value) })} /></label>;
  return (
    <section aria-labelledby="quiet"><h2 id="quiet">{a('quiet')}</h2>
      <p>{a('quietWhat')}</p>
      <label class="check"><input type="checkbox" data-testid="quiet-on" checked={on} onChange={(e) => touched(setOn)(e.currentTarget.checked)} /> {a('quietOn')}</label>
      {on && (
        <>
          <div class="steps">{time('from')} {time('to')}</div>
          <label>{a('zone')} <select data-testid="quiet-zone" value={zone} onChange={(e) => touched(setZone)(e.currentTarget.value)}>{zones(mine.zone).map((one) => <option key={one} value={one}>{one}</option>)}</select></label>
          <label class="check"><input type="checkbox" data-testid="quiet-even-now" checked={evenNow} onChange={(e) => touched(setEvenNow)(e.currentTarget.checked)} /> {a('evenNow')}</label>
        </>
      )}
      {wrong && <p class="alarm" role="alert" data-testid="quiet-wrong">{a(wrong)}</p>}
      <button data-testid="quiet-save" disabled={busy || wrong !== null} onClick={() => void save()}>{a('save')}</button> <span role="status" data-testid="quiet-said">{saved ? a('saved') : ''}</span>
    </section>
  );
}
