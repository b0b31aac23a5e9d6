import { useEffect, useState } from 'preact/hooks';
import { toBase64, utf8 } from '../crypto/bytes';
import type { MemberKey } from '../crypto/keyfile';
import { paddedJson, seal } from '../crypto/seal';
import { named } from '../i18n';
import { vetting, type Invited } from './api';
import { Enrol, enrolment } from './enrol';
import { KeyMaker, KeyOpener } from './key-maker';
import { keyHash, leadsHash } from './new-keys';
import { fault, m } from './texts';
import { Words } from './words';

/** What a lead's link carries: the token, what binds the leads' keys, and the root. */
export interface Link { readonly token: string; readonly leads: string; readonly root: string }

const CODE = ['code1', 'code2', 'code3', 'code4', 'code5'] as const;

/** The invited person's way: the code of conduct, conflicts of interest, keys, and the words to read out. */
export function Candidate({ link }: { link: Link }) {
  const [invited, setInvited] = useState<Invited | string | null>(null);
  const [accepted, setAccepted] = useState(false);
  const [name, setName] = useState('');
  const [conflicts, setConflicts] = useState('');
  const [declared, setDeclared] = useState(false);
  const [key, setKey] = useState<MemberKey | null>(null);
  const [enrolled, setEnrolled] = useState(false);
  const look = () => vetting.look(link.token).then((one) => setInvited(genuine(link, one) ? one : m('linkForged')), () => setInvited(m('linkOver')));
  useEffect(() => { void look(); }, []);
  if (invited === null) return <p role="status">{m('busy')}</p>;
  if (typeof invited === 'string') return <p class="alarm" role="alert" data-testid="link-problem">{invited}</p>;
  if (key && !enrolled) return <Enrol token={link.token} lineName={invited.name} keys={key} done={() => setEnrolled(true)} />;
  if (key) return <Waiting line={invited.line} keys={key} />;
  if (invited.answered) return <Answered token={link.token} ready={setKey} />;
  const answer = async (made: MemberKey) => {
    const sealed = toBase64(await seal(invited.leads, paddedJson({ v: 1, line: invited.line, kind: 'candidacy', member: made.member, name: name.trim(), conflicts: conflicts.trim(), code: CODE.length })));
    await vetting.answer(link.token, { member: made.member, recipient: made.recipient, signing: made.signing, sealed });
    localStorage.setItem(`dodomu.root.${invited.line}`, link.root);
    setKey(made);
  };
  return (
    <section>
      <h1>{m('invitedTitle', { line: invited.name })}</h1>
      <p>{m('invitedText', { roles: invited.roles.map((role) => named('role_', role)).join(', ') })}</p>
      {!declared && (
        <form onSubmit={(event) => { event.preventDefault(); setDeclared(true); }}>
          <h2>{m('codeTitle')}</h2>
          <ul class="plain-list">{CODE.map((one) => <li key={one}>{m(one)}</li>)}</ul>
          <label class="check"><input type="checkbox" data-testid="accept" checked={accepted} onChange={(e) => setAccepted(e.currentTarget.checked)} /> {m('accept')}</label>
          <h2>{m('declareTitle')}</h2>
          <label>{m('yourName')}<input data-testid="candidate-name" autocomplete="off" value={name} onInput={(e) => setName(e.currentTarget.value)} /></label>
          <label>{m('conflicts')}<textarea rows={4} data-testid="conflicts" value={conflicts} onInput={(e) => setConflicts(e.currentTarget.value)} /></label>
          <p class="quiet">{m('conflictsSealed')}</p>
          <button class="main" type="submit" data-testid="declared" disabled={!accepted || name.trim() === '' || conflicts.trim() === '' || utf8(conflicts).length > 12_000}>{m('onward')}</button>
        </form>
      )}
      {declared && <KeyMaker line={invited.line} ready={(made) => answer(made).catch((e) => { setInvited(fault(e)); })} />}
    </section>
  );
}

/** The link came from a lead by another way than this page: what it says of the leads and the root counts. */
function genuine(link: Link, invited: Invited): boolean {
  const pinned = localStorage.getItem(`dodomu.root.${invited.line}`);
  return leadsHash(invited.leads) === link.leads && invited.root === link.root && (pinned === null || pinned === link.root);
}

/** Whoever answered comes back with the key file, for the passkey and the words. */
function Answered({ token, ready }: { token: string; ready: (key: MemberKey) => void }) {
  const [member, setMember] = useState('');
  useEffect(() => { enrolment.look(token).then((standing) => setMember(standing.member), () => undefined); }, []);
  return (
    <section>
      <h1>{m('answeredTitle')}</h1>
      <p>{m('answeredText')}</p>
      {member !== '' && <KeyOpener member={member} ready={ready} />}
      <p><a href="/">{m('toConsole')}</a></p>
    </section>
  );
}

function Waiting({ line, keys }: { line: string; keys: MemberKey }) {
  return (
    <section data-testid="candidate-waits">
      <h1>{m('yourWords')}</h1>
      <Words hash={keyHash(line, keys)} id="candidate-words" />
      <p>{m('candidateText')}</p>
      <p class="consequence">{m('candidateNext')}</p>
      <p><a href="/">{m('toConsole')}</a></p>
    </section>
  );
}
