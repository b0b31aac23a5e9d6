import { signal } from '@preact/signals';
import { render, type ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { api, onSignedOut } from '../api/api';
import { kept, language } from '../i18n';
import { idleUntil, lock, now, session, touch } from '../session';
import { SignIn } from '../views/signin';
import type { Aim } from './ceremony';
import { m, speakHere } from './texts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Where the link leads; null for leads at their desk. */
function aimed(): Aim | null {
  if (location.hash === '#rehearsal') return { at: 'rehearsal' };
  const given = new URLSearchParams(location.hash.slice(1));
  for (const at of ['setup', 'seat'] as const) {
    const token = given.get(at) ?? '';
    if (TOKEN.test(token)) return { at, token };
  }
  const [token = '', leads = '', root = ''] = (given.get('invite') ?? '').split('.');
  return TOKEN.test(token) && /^[0-9a-f]{32}$/.test(leads) && /^[0-9a-f]{64}$/.test(root) ? { at: 'invited', link: { token, leads, root } } : null;
}

/** A part of the page that comes when it is asked for. */
function part<T>(fetched: () => Promise<T>) {
  const there = signal<T | 'away' | null>(null);
  return { there, fetch: () => { there.value = null; void fetched().then((come) => { there.value = come; }, () => { there.value = 'away'; }); } };
}

const ceremony = part(() => import('./ceremony'));
const leads = part(() => import('./leads'));
const alerts = part(() => import('./alerts'));
const custody = part(() => import('./custody'));

function Later<T>({ of, show }: { of: ReturnType<typeof part<T>>; show: (there: T) => ComponentChildren }) {
  const there = of.there.value;
  useEffect(() => { if (of.there.value === null) of.fetch(); }, [of]);
  if (there === null) return <p role="status">{m('busy')}</p>;
  if (there === 'away') return <p class="alarm" role="alert">{m('f_away')} <button onClick={of.fetch}>{m('retry')}</button></p>;
  return <>{show(there)}</>;
}

function Place() {
  const [aim, setAim] = useState(aimed);
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const moved = () => { setAim(aimed()); setHash(location.hash); };
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  if (aim) return <Gate><Later key="ceremony" of={ceremony} show={(there) => <there.Ceremony aim={aim} />} /></Gate>;
  const held = session.value;
  if (!held) return <><Corner /><SignIn /><Ahead /></>;
  const [lead, operator, auditor] = (['lead', 'operator', 'auditor'] as const).map((role) => held.roles.includes(role));
  if (auditor || lead ? hash === '#custody' || !(lead || operator) : false) return <><Corner /><Later key="custody" of={custody} show={(there) => <there.CustodyPage held={held} />} /></>;
  if (lead ? hash === '#alerts' : operator) return <><Corner /><Later key="alerts" of={alerts} show={(there) => <there.Alerts held={held} />} /></>;
  if (!lead) return <Gate><p>{m('onlyLeads')} <a href="/">{m('toConsole')}</a></p></Gate>;
  return <><Corner /><Later key="leads" of={leads} show={(there) => <there.Leads held={held} />} /></>;
}

/** Fetches the leads' part while somebody signs in. */
function Ahead() {
  useEffect(() => { if (leads.there.value === null) leads.fetch(); }, []);
  return null;
}

const Corner = () => <div class="corner"><button class="plain" onClick={() => void speakHere(language.value === 'uk' ? 'en' : 'uk')}>{m('language')}</button></div>;

function Gate({ children }: { children: ComponentChildren }) {
  return <><Corner /><main class="gate">{children}</main></>;
}

setInterval(() => {
  now.value = Date.now();
  if (session.value && now.value > idleUntil.value) lock();
}, 1000);
for (const sign of ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const) addEventListener(sign, () => touch(), { passive: true });
addEventListener('pagehide', () => lock());
/** A lead whose vetting is over may still sign rosters here. */
onSignedOut.act = (word) => { if (word !== 'vetting-ended') lock(word); };
void speakHere(kept()).catch(() => undefined).then(() => api.line().catch(() => undefined)).then(() => render(<Place />, document.getElementById('console')!));
