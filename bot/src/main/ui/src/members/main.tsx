import { signal } from '@preact/signals';
import { render, type ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { api, onSignedOut } from '../api/api';
import { kept, language } from '../i18n';
import { idleUntil, lock, now, session, touch } from '../session';
import { SignIn } from '../views/signin';
import type { Aim } from './ceremony';
import { Leads } from './leads';
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

const ceremony = signal<typeof import('./ceremony') | 'away' | null>(null);
const fetchIt = () => import('./ceremony').then((there) => { ceremony.value = there; }, () => { ceremony.value = 'away'; });

function Later({ aim }: { aim: Aim }) {
  const there = ceremony.value;
  useEffect(() => { if (there === null) void fetchIt(); }, [there]);
  if (there === null) return <p role="status">{m('busy')}</p>;
  if (there === 'away') return <p class="alarm" role="alert">{m('f_away')} <button onClick={() => { ceremony.value = null; }}>{m('retry')}</button></p>;
  return <there.Ceremony aim={aim} />;
}

function Place() {
  const [aim, setAim] = useState(aimed);
  useEffect(() => {
    const moved = () => setAim(aimed());
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  if (aim) return <Gate><Later aim={aim} /></Gate>;
  const held = session.value;
  if (!held) return <><Corner /><SignIn /></>;
  if (!held.roles.includes('lead')) return <Gate><p>{m('onlyLeads')} <a href="/">{m('toConsole')}</a></p></Gate>;
  return <><Corner /><Leads held={held} /></>;
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
onSignedOut.act = () => lock('ended');
void speakHere(kept()).catch(() => undefined).then(() => api.line().catch(() => undefined)).then(() => render(<Place />, document.getElementById('console')!));
