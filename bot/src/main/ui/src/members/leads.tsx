import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/api';
import { fromBase64, sha256Hex, toBase64, utf8 } from '../crypto/bytes';
import { openNames } from '../crypto/names';
import { ended, type Member, readNext, type Roster, staying } from '../crypto/roster';
import { open, readJson } from '../crypto/seal';
import { named } from '../i18n';
import { basis, lockAll, proven, session, type Session } from '../session';
import { vetting, type Invitation, type Proposal } from './api';
import { type Coming, differences, type Difference } from './changes';
import { Desks } from './desks-section';
import { keyHash, leadsHash, randomToken } from './new-keys';
import { After, Leaving, Remove } from './removing';
import { r } from './removing-texts';
import { type Change, type Draft, type EpochSeals, nextRoster, sealToNew, signDraft } from './roster-next';
import { fault, m } from './texts';
import { inMonths, Words } from './words';

const POLL_MILLISECONDS = 3000;
const MONTHS = 12;
const ROLES = ['operator', 'verifier', 'lead', 'auditor'] as const;

interface Shown { readonly proposal: Proposal; readonly next: Roster; readonly names: ReadonlyMap<string, string>; readonly changes: readonly Difference[] }
interface Declared { readonly name: string; readonly conflicts: string }

/** The roster as this browser proved it anew just now. */
async function refreshed(held: Session): Promise<Session> {
  return proven(await api.line(), held.key, held.file);
}

async function shown(held: Session, proposal: Proposal): Promise<Shown | null> {
  try {
    const next = readNext(held.roster, proposal.publicPart, proposal.memberPart);
    if (next.hash !== proposal.hash) return null;
    const names = await openNames(next, held.key.secret);
    return { proposal, next, names, changes: differences(held.roster, held.names, next, names) };
  } catch {
    return null;
  }
}

/** Proposes a change of the roster in force and signs it; with k = 1 it is in force at once. Others of this page build on it. */
export async function propose(held: Session, change: Change, names: ReadonlyMap<string, string> = held.names): Promise<void> {
  await proposeDraft(held, await nextRoster(held.roster, names, change), []);
}

/** Proposes a version in its exact bytes, with the seals of the epochs that begin with it. */
async function proposeDraft(held: Session, draft: Draft, begun: readonly EpochSeals[]): Promise<void> {
  const next = readNext(held.roster, toBase64(draft.publicPart), toBase64(draft.memberPart));
  const epochs = held.roster.k === 1 ? [...begun, ...(await sealToNew(held.roster, next, held.epochs))] : [...begun];
  await vetting.propose({ publicPart: toBase64(draft.publicPart), memberPart: toBase64(draft.memberPart), epochs, signature: signDraft(held.roster.line, draft, held.key.seed) });
}

export function Leads({ held }: { held: Session }) {
  const [proposals, setProposals] = useState<Shown[]>([]);
  const [invitations, setInvitations] = useState<Invitation[]>([]);
  const [forged, setForged] = useState(0);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const load = async () => {
    const [open, invited] = await Promise.all([vetting.proposals(), vetting.invitations()]);
    const now = session.value;
    if (!now) return;
    const fresh = (await api.me().then(() => refreshed(now)));
    session.value = basis(fresh) === basis(now) ? now : fresh;
    const read = await Promise.all(open.map((one) => shown(session.value!, one)));
    setProposals(read.filter((one): one is Shown => one !== null));
    setForged(read.filter((one) => one === null).length);
    setInvitations(invited);
  };
  const act = async (what: () => Promise<void>) => {
    setBusy(true);
    setProblem('');
    try {
      await what();
      await load();
    } catch (e) {
      setProblem(fault(e));
    }
    setBusy(false);
  };
  useEffect(() => {
    void load().catch((e) => setProblem(fault(e)));
    const poll = setInterval(() => void load().catch((e) => setProblem(fault(e))), POLL_MILLISECONDS);
    return () => clearInterval(poll);
  }, []);
  return (
    <main class="gate wide">
      <p class="steps"><a href="/">{m('toConsole')}</a> <a href="#alerts" data-testid="my-alerts">{m('toAlerts')}</a> <a href="#custody" data-testid="to-custody">{m('toCustody')}</a> <button class="plain" data-testid="lock" onClick={() => lockAll()}>{m('lock')}</button></p>
      <h1>{m('leadsTitle', { line: held.line.name })}</h1>
      {problem && <p class="alarm" role="alert" data-testid="problem">{problem}</p>}
      {forged > 0 && <p class="alarm" role="alert">{m('proposalForged', { n: forged })}</p>}
      <section aria-labelledby="wait"><h2 id="wait">{m('proposalsTitle')}</h2>
        {proposals.length === 0 && <p class="quiet">{m('noProposals')}</p>}
        {proposals.map((one) => <Open key={one.proposal.hash} held={held} one={one} busy={busy} act={act} invitations={invitations} />)}
      </section>
      <section aria-labelledby="cand"><h2 id="cand">{m('candidatesTitle')}</h2>
        {invitations.length === 0 && <p class="quiet">{m('noCandidates')}</p>}
        {invitations.map((one) => <Applicant key={one.hash} held={held} one={one} busy={busy} act={act} proposed={proposals.some((p) => p.next.members.some((x) => x.id === one.candidate?.member))} />)}
        <Invite held={held} act={act} busy={busy} invitations={invitations} />
      </section>
      <section aria-labelledby="all"><h2 id="all">{m('membersTitle', { n: held.roster.version })}</h2>
        <Words hash={held.line.root} id="root-words" />
        <ul class="people">{held.roster.members.map((one) => <Person key={one.id} held={held} one={one} busy={busy} act={act} waits={proposals.length > 0} />)}</ul>
      </section>
      <Desks held={held} blocked={busy || proposals.length > 0} act={act} enact={(made) => proposeDraft(held, made.draft, made.epochs)} />
      <After held={held} />
    </main>
  );
}

type Act = (what: () => Promise<void>) => Promise<void>;

function Person({ held, one, busy, act, waits }: { held: Session; one: Member; busy: boolean; act: Act; waits: boolean }) {
  const [until, setUntil] = useState(inMonths(MONTHS));
  const over = ended(one);
  return (
    <li data-testid={`member-${one.id}`}>
      <strong>{held.names.get(one.id) ?? one.id}</strong> <span class="small">{one.id}</span>
      <p>{one.roles.map((role) => named('role_', role)).join(', ')} · {one.desks.join(', ')} · <span class={over ? 'asks' : ''}>{m(over ? 'endedOn' : 'until', { day: one.until })}</span></p>
      <details><summary>{m('renew')}</summary>
        <label>{m('newUntil')}<input type="date" value={until} min={inMonths(0)} max={inMonths(36)} onInput={(e) => setUntil(e.currentTarget.value)} /></label>
        <p class="small">{m('renewText')}</p>
        <button data-testid={`renew-${one.id}`} disabled={busy || waits || until <= one.until} onClick={() => act(() => propose(held, { members: held.roster.members.map((x) => (x.id === one.id ? { ...x, until } : x)) }))}>{m('proposeRenewal')}</button>
      </details>
      <Remove held={held} one={one} blocked={busy || waits} act={act} enact={(made) => proposeDraft(held, made.draft, made.epochs)} />
    </li>
  );
}

function Invite({ held, act, busy, invitations }: { held: Session; act: Act; busy: boolean; invitations: readonly Invitation[] }) {
  const [roles, setRoles] = useState<readonly string[]>([]);
  const [desks, setDesks] = useState<readonly string[]>([held.roster.desks[0]!.id]);
  const [link, setLink] = useState({ hash: '', text: '' });
  const made = invitations.find((one) => one.hash === link.hash);
  const toggle = (list: readonly string[], one: string) => (list.includes(one) ? list.filter((x) => x !== one) : [...list, one]);
  const invite = async () => {
    const token = randomToken();
    const hash = sha256Hex(utf8(token));
    await vetting.invite(hash, ROLES.filter((role) => roles.includes(role)), [...desks]);
    const leads = held.roster.members.filter((one) => one.roles.includes('lead')).map((one) => one.recipient);
    setLink({ hash, text: `${location.origin}/members/#invite=${token}.${leadsHash(leads)}.${held.line.root}` });
  };
  return (
    <fieldset>
      <legend>{m('inviteTitle')}</legend>
      <div class="steps">{ROLES.map((role) => <label class="check" key={role}><input type="checkbox" data-testid={`invite-${role}`} checked={roles.includes(role)} onChange={() => setRoles(toggle(roles, role))} /> {named('role_', role)}</label>)}</div>
      {held.roster.desks.length > 1 && <div class="steps">{held.roster.desks.map(({ id }) => <label class="check" key={id}><input type="checkbox" checked={desks.includes(id)} onChange={() => setDesks(toggle(desks, id))} /> {id}</label>)}</div>}
      <button data-testid="invite" disabled={busy || roles.length === 0} onClick={() => act(invite)}>{m('invite')}</button>
      {made && (made.candidate ? <p role="status" data-testid="invite-used">{m('inviteUsed')}</p> : <label>{m('inviteLink')}<input readOnly data-testid="invite-link" value={link.text} onFocus={(e) => e.currentTarget.select()} /></label>)}
    </fieldset>
  );
}

function Applicant({ held, one, busy, act, proposed }: { held: Session; one: Invitation; busy: boolean; act: Act; proposed: boolean }) {
  const [declared, setDeclared] = useState<Declared | null>(null);
  const [heard, setHeard] = useState(false);
  const [until, setUntil] = useState(inMonths(MONTHS));
  const candidate = one.candidate;
  useEffect(() => {
    if (!candidate) return;
    void open(fromBase64(candidate.sealed), held.key.secret).then(readJson).then((read) => {
      const fits = read['kind'] === 'candidacy' && read['member'] === candidate.member && read['line'] === held.roster.line;
      setDeclared(fits ? { name: String(read['name']), conflicts: String(read['conflicts']) } : null);
    }, () => setDeclared(null));
  }, [candidate?.member]);
  const roles = one.roles.map((role) => named('role_', role)).join(', ');
  if (!candidate) return <p data-testid="invited">{m('invitedRow', { roles, at: new Date(one.until).toLocaleString() })} <button class="plain" disabled={busy} onClick={() => act(() => vetting.uninvite(one.hash))}>{m('withdraw')}</button></p>;
  const join = () => {
    const member: Member = { id: candidate.member, roles: one.roles, desks: one.desks, recipient: candidate.recipient, signing: candidate.signing, until };
    return propose(held, { members: [...held.roster.members, member] }, new Map([...held.names, [member.id, declared?.name ?? member.id]]));
  };
  return (
    <fieldset data-testid="candidate">
      <legend>{declared?.name ?? candidate.member} · {roles}</legend>
      <Words hash={keyHash(held.roster.line, candidate)} id="candidate-words" />
      {declared ? <p><strong>{m('conflictsOf')}</strong> <q data-testid="declared-conflicts">{declared.conflicts}</q></p> : <p class="alarm">{m('declarationBroken')}</p>}
      {!proposed && <>
        <label class="check"><input type="checkbox" data-testid="candidate-heard" checked={heard} onChange={(e) => setHeard(e.currentTarget.checked)} /> {m('heardCandidate')}</label>
        <label>{m('newUntil')}<input type="date" value={until} min={inMonths(0)} max={inMonths(36)} onInput={(e) => setUntil(e.currentTarget.value)} /></label>
        <p class="consequence">{m('joinConsequence', { roles })}</p>
        <button class="main" data-testid="propose-candidate" disabled={busy || !heard || !declared || until === ''} onClick={() => act(join)}>{m('proposeSign')}</button></>}
      <button class="plain" disabled={busy} onClick={() => act(() => vetting.uninvite(one.hash))}>{m('refuse')}</button>
    </fieldset>
  );
}

function Open({ held, one, busy, act, invitations }: { held: Session; one: Shown; busy: boolean; act: Act; invitations: readonly Invitation[] }) {
  const [heard, setHeard] = useState(false);
  const joining = one.changes.filter((change): change is Coming => change.what === 'joins');
  const signed = one.proposal.signatures.some((signature) => signature.by === held.key.member);
  const left = held.roster.k - one.proposal.signatures.length;
  const may = staying(held.roster, one.next).some((lead) => lead.id === held.key.member);
  const sign = async () => {
    const epochs = left <= 1 ? await sealToNew(held.roster, one.next, held.epochs) : [];
    await vetting.sign(one.proposal.hash, signDraft(held.roster.line, { version: one.next.version, hash: one.next.hash }, held.key.seed), epochs);
  };
  return (
    <fieldset data-testid="proposal">
      <legend>{m('proposalBy', { name: held.names.get(one.proposal.by) ?? one.proposal.by })}</legend>
      <ul class="plain-list">{one.changes.map((change, i) => <li key={i} data-testid={`change-${change.what}`}>{sentence(change)}</li>)}</ul>
      {one.changes.length === 0 && <p>{m('changesNothing')}</p>}
      {one.changes.map((change) => change.what === 'leaves' && <Leaving key={change.member.id} held={held} member={change.member} name={change.name} next={one.next.members} />)}
      {joining.map((change) => {
        const who = { member: change.member.id, recipient: change.member.recipient, signing: change.member.signing };
        const known = invitations.some((x) => x.candidate?.member === who.member);
        return <div key={who.member}><Words hash={keyHash(held.roster.line, who)} id="proposal-words" />{!known && <p class="alarm">{m('notInvited')}</p>}</div>;
      })}
      {!may && <p>{r('notSelf')}</p>}
      {may && !signed && joining.length > 0 && <label class="check"><input type="checkbox" data-testid="proposal-heard" checked={heard} onChange={(e) => setHeard(e.currentTarget.checked)} /> {m('heardCandidate')}</label>}
      <p class="small">{m('signatures', { n: one.proposal.signatures.length, k: held.roster.k })}</p>
      {may && !signed && <button class="main" data-testid="sign-proposal" disabled={busy || (joining.length > 0 && !heard)} onClick={() => act(sign)}>{m('sign')}</button>}
      {one.proposal.by === held.key.member && <button class="plain" disabled={busy} onClick={() => act(() => vetting.withdraw(one.proposal.hash))}>{m('withdraw')}</button>}
    </fieldset>
  );
}

function sentence(change: Difference): string {
  if (!('from' in change)) return change.what === 'leaves' ? m('leaves', { name: change.name }) : m('joins', { name: change.name, roles: change.member.roles.map((role) => named('role_', role)).join(', '), until: change.member.until });
  const name = 'name' in change ? change.name : '';
  return m(`change_${change.what}`, { name, from: change.from, to: change.to });
}
