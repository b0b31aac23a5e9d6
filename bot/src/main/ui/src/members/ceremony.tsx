import { useState } from 'preact/hooks';
import { founding, type FoundingApi } from './api';
import { Candidate, type Link } from './candidate';
import { Begin, Founder } from './founding';
import { rehearsal } from './rehearsal';
import { m } from './texts';

/** What a link leads to: all that leads do not need from day to day, so it is fetched when asked for. */
export type Aim = { readonly at: 'rehearsal' } | { readonly at: 'setup' | 'seat'; readonly token: string } | { readonly at: 'invited'; readonly link: Link };

export function Ceremony({ aim }: { aim: Aim }) {
  if (aim.at === 'rehearsal') return <Rehearsal key="rehearsal" />;
  if (aim.at === 'invited') return <Candidate link={aim.link} />;
  return aim.at === 'setup' ? <Whole key="real" api={founding} token={aim.token} /> : <Founder api={founding} token={aim.token} />;
}

function Whole({ api, token }: { api: FoundingApi; token: string }) {
  const [own, setOwn] = useState('');
  return own === '' ? <Begin api={api} token={token} begun={setOwn} /> : <Founder api={api} token={own} />;
}

function Rehearsal() {
  const [played] = useState(() => rehearsal(m('rehearsalLine')));
  return <><p class="consequence" data-testid="rehearsal">{m('rehearsalNote')}</p><Whole api={played} token="rehearsal" /></>;
}
