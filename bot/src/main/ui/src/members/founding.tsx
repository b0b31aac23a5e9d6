import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { useEffect, useState } from 'preact/hooks';
import { Refusal } from '../api/api';
import { sha256Hex, toBase64, utf8 } from '../crypto/bytes';
import type { MemberKey } from '../crypto/keyfile';
import { openNames, sealNames } from '../crypto/names';
import { readFirst, type Roster } from '../crypto/roster';
import { LANGUAGES } from './desks';
import type { FoundingApi, FoundingState, Seat, Setup } from './api';
import { Enrol } from './enrol';
import { KeyMaker, KeyOpener } from './key-maker';
import { randomToken, seatHash } from './new-keys';
import { Recovery } from './recovery';
import { exactBytes, sealEpoch, signDraft } from './roster-next';
import { fault, m } from './texts';
import { inMonths, Words } from './words';

const POLL_MILLISECONDS = 8000;

/** The first founder: begins and hands out the links. */
export function Begin({ api, token, begun }: { api: FoundingApi; token: string; begun: (own: string) => void }) {
  const [setup, setSetup] = useState<Setup | string | null>(null);
  const [seats, setSeats] = useState<string[]>([]);
  useEffect(() => { api.setup(token).then(setSetup, (e) => setSetup(fault(e))); }, []);
  if (setup === null) return <p role="status">{m('busy')}</p>;
  if (typeof setup === 'string') return <p class="alarm" role="alert">{setup}</p>;
  const begin = async () => {
    const tokens = Array.from({ length: setup.founders }, randomToken);
    try {
      await api.begin(token, tokens.map((one) => sha256Hex(utf8(one))));
      setSeats(tokens);
    } catch (e) {
      setSetup(fault(e));
    }
  };
  if (seats.length === 0) {
    return (
      <section>
        <h1>{m('foundTitle', { line: setup.name })}</h1>
        <p>{m('foundText', { n: setup.founders, k: setup.founders - 1 })}</p>
        <ul class="plain-list">{[m('foundNeed1'), m('foundNeed2', { n: setup.recoveryHolders }), m('foundNeed3')].map((one) => <li key={one}>{one}</li>)}</ul>
        {api.real && <p><a href="#rehearsal" data-testid="rehearse">{m('rehearse')}</a></p>}
        <p class="consequence">{m('beginConsequence')}</p>
        <button class="main" data-testid="begin" onClick={begin}>{m('begin')}</button>
      </section>
    );
  }
  return (
    <section>
      <h1>{m('linksTitle')}</h1>
      <p>{m('linksText')}</p>
      {seats.slice(1).map((one, i) => (
        <label key={one}>{m('linkFor', { n: i + 2 })}<input readOnly data-testid={`link-${i + 1}`} value={`${location.origin}/members/#seat=${one}`} onFocus={(e) => e.currentTarget.select()} /></label>
      ))}
      <label>{m('linkOwn')}<input readOnly data-testid="link-0" value={`${location.origin}/members/#seat=${seats[0]}`} onFocus={(e) => e.currentTarget.select()} /></label>
      <button class="main" data-testid="links-given" onClick={() => begun(seats[0]!)}>{m('linksGiven')}</button>
    </section>
  );
}

/** One founder's way: keys, recovery paper, comparing words, signing. */
export function Founder({ api, token }: { api: FoundingApi; token: string }) {
  const [state, setState] = useState<FoundingState | string | null>(null);
  const [key, setKey] = useState<MemberKey | null>(null);
  const [enrolled, setEnrolled] = useState(!api.real);
  const [signed, setSigned] = useState('');
  const [root, setRoot] = useState('');
  const look = async () => {
    try {
      setState(await api.look(token));
    } catch (e) {
      const known = await api.root().catch(() => '');
      if (known !== '') setRoot(known);
      else setState((seen) => (seen !== null && typeof seen !== 'string' && !(e instanceof Refusal && e.code === 'link-unknown') ? seen : fault(e)));
    }
  };
  useEffect(() => {
    void look();
    const poll = setInterval(() => void look(), POLL_MILLISECONDS);
    return () => clearInterval(poll);
  }, []);
  if (root !== '') return <Founded real={api.real} root={root} signed={signed} />;
  if (state === null) return <p role="status">{m('busy')}</p>;
  if (typeof state === 'string') return <p class="alarm" role="alert">{state} <button onClick={() => void look()}>{m('retry')}</button></p>;
  const own = state.seats[state.own];
  if (!own) return <Join api={api} token={token} state={state} joined={(made) => { setKey(made); void look(); }} />;
  if (!key) return <section><h1>{state.name}</h1><KeyOpener member={own.member} ready={setKey} /></section>;
  if (!enrolled) return <Enrol token={token} lineName={state.name} keys={key} done={() => setEnrolled(true)} />;
  return <Compare api={api} token={token} state={state} own={own} keys={key} signed={signed} sign={async (hash) => { setSigned(hash); await look(); }} />;
}

function Join({ api, token, state, joined }: { api: FoundingApi; token: string; state: FoundingState; joined: (key: MemberKey) => void }) {
  const [key, setKey] = useState<MemberKey | null>(null);
  const [problem, setProblem] = useState('');
  const holds = state.own < state.recoveryHolders;
  const join = async (made: MemberKey, recovery: string | null) => {
    try {
      await api.join(token, { member: made.member, recipient: made.recipient, signing: made.signing, recovery });
      joined(made);
    } catch (e) {
      setProblem(fault(e));
    }
  };
  return (
    <section>
      <h1>{m('joinTitle', { n: state.own + 1, line: state.name })}</h1>
      {problem && <p class="alarm" role="alert">{problem}</p>}
      {!key && <KeyMaker line={state.line} ready={async (made) => { if (holds) setKey(made); else await join(made, null); }} />}
      {key && <Recovery order={state.own + 1} ready={(recipient) => void join(key, recipient)} />}
    </section>
  );
}

type CompareProps = { api: FoundingApi; token: string; state: FoundingState; own: Seat; keys: MemberKey; signed: string; sign: (hash: string) => Promise<void> };

function Compare({ api, token, state, own, keys, signed, sign }: CompareProps) {
  const [heard, setHeard] = useState<Record<string, boolean>>({});
  const [names, setNames] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const others = state.seats.filter((one): one is Seat => one !== null && one.member !== own.member);
  const waiting = state.seats.filter((one) => one === null).length;
  const all = waiting === 0 && others.every((one) => heard[one.member]);
  const drafts = state.own === 0;
  const named = !drafts || [own, ...others].every((one) => (names[one.member] ?? '').trim() !== '');
  const act = async (what: () => Promise<string>) => {
    setBusy(true);
    setProblem('');
    try {
      await sign(await what());
    } catch (e) {
      setProblem(fault(e));
    }
    setBusy(false);
  };
  const draft = state.draft;
  const mine = draft !== null && draft.signers.includes(own.member);
  return (
    <section>
      <h1>{m('compareTitle', { line: state.name })}</h1>
      <h2>{m('yourWords')}</h2>
      <Words hash={seatHash(state.line, own)} id="own-words" />
      <p>{m('compareText')}</p>
      {drafts && !mine && <label>{m('ownName')}<input data-testid="name-own" value={names[own.member] ?? ''} onInput={(e) => setNames({ ...names, [own.member]: e.currentTarget.value })} /></label>}
      {others.map((one, i) => (
        <fieldset key={one.member}>
          <legend>{m('otherFounder', { n: state.seats.indexOf(one) + 1 })}</legend>
          <Words hash={seatHash(state.line, one)} id={`words-${i}`} />
          {!mine && <label class="check"><input type="checkbox" data-testid={`heard-${i}`} checked={heard[one.member] ?? false} onChange={(e) => setHeard({ ...heard, [one.member]: e.currentTarget.checked })} /> {m('heard')}</label>}
          {drafts && !mine && <label>{m('nameOf')}<input data-testid={`name-${i}`} value={names[one.member] ?? ''} onInput={(e) => setNames({ ...names, [one.member]: e.currentTarget.value })} /></label>}
        </fieldset>
      ))}
      {waiting > 0 && <p class="quiet" role="status" data-testid="waiting">{m('waitFor', { n: waiting })}</p>}
      {problem && <p class="alarm" role="alert">{problem}</p>}
      {drafts && !mine && <button class="main" data-testid="draft" disabled={!all || !named || busy} onClick={() => void act(() => makeDraft(api, token, state, keys, names))}>{m('draftAndSign')}</button>}
      {!drafts && !draft && waiting === 0 && <p class="quiet" role="status">{m('waitDraft')}</p>}
      {draft && !drafts && !mine && <Sign state={state} keys={keys} ready={all && !busy} sign={() => void act(async () => { await api.sign(token, draft.hash, signDraft(state.line, { version: 1, hash: draft.hash }, keys.seed)); return draft.hash; })} />}
      {mine && draft && <><h2>{m('rootWords')}</h2><Words hash={draft.hash} id="draft-words" /><p role="status" data-testid="signed">{m('signedWait', { n: draft.signers.length, all: state.seats.length })}</p></>}
      {signed !== '' && draft && draft.hash !== signed && <p class="alarm" role="alert">{m('draftChanged')}</p>}
    </section>
  );
}

/** Every field of the draft is checked here before the button works: the founders, their recovery, k, the server's key, and the names. */
function Sign({ state, keys, ready, sign }: { state: FoundingState; keys: MemberKey; ready: boolean; sign: () => void }) {
  const [roster, setRoster] = useState<Roster | string | null>(null);
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const draft = state.draft!;
  useEffect(() => {
    try {
      const read = readFirst(state.line, draft.publicPart, draft.memberPart);
      requireFounders(state, read);
      setRoster(read);
      void openNames(read, keys.secret).then(setNames);
    } catch {
      setRoster(m('draftForged'));
    }
  }, [draft.hash]);
  if (roster === null) return <p role="status">{m('busy')}</p>;
  if (typeof roster === 'string') return <p class="alarm" role="alert">{roster}</p>;
  return (
    <section>
      <h2>{m('signTitle')}</h2>
      <ul class="plain-list">{roster.members.map((one) => <li key={one.id}>{m('founderRow', { name: names.get(one.id) ?? one.id, until: one.until })}</li>)}</ul>
      <h3>{m('rootWords')}</h3>
      <Words hash={draft.hash} id="sign-words" />
      <p class="consequence">{m('signConsequence', { k: roster.k })}</p>
      <button class="main" data-testid="sign" disabled={!ready} onClick={sign}>{m('sign')}</button>
    </section>
  );
}

function requireFounders(state: FoundingState, roster: Roster): void {
  const seats = state.seats.filter((one): one is Seat => one !== null);
  const same = roster.k === state.k && roster.deposits[0] === state.deposit && seats.length === state.seats.length && roster.members.length === seats.length &&
    seats.every((seat) => roster.members.some((one) => one.id === seat.member && one.signing === seat.signing && one.recipient === seat.recipient && one.roles.includes('lead'))) &&
    roster.recovery.join() === seats.flatMap((seat) => (seat.recovery === null ? [] : [seat.recovery])).join() && roster.desks.length === 1 && roster.desks[0]!.epoch === 1;
  if (!same) throw new Error('Not the founders');
}

async function makeDraft(api: FoundingApi, token: string, state: FoundingState, keys: MemberKey, names: Readonly<Record<string, string>>): Promise<string> {
  const seats = state.seats.filter((one): one is Seat => one !== null);
  const epoch = await generateHybridIdentity();
  const desk = { id: 'main', languages: LANGUAGES, epoch: 1, recipient: await identityToRecipient(epoch) };
  const until = inMonths(24);
  const members = seats.map((one) => ({ id: one.member, roles: ['lead', 'operator'], desks: ['main'], recipient: one.recipient, signing: one.signing, until }));
  const recovery = seats.flatMap((one) => (one.recovery === null ? [] : [one.recovery]));
  const sealedNames = await sealNames(state.line, 1, members, new Map(Object.entries(names).map(([id, name]) => [id, name.trim()])));
  const draft = exactBytes({ line: state.line, version: 1, previous: '', k: state.k, desks: [desk], recovery, deposit: state.deposit, members, names: sealedNames });
  requireFounders(state, readFirst(state.line, toBase64(draft.publicPart), toBase64(draft.memberPart)));
  await api.draft(token, {
    publicPart: toBase64(draft.publicPart), memberPart: toBase64(draft.memberPart), epochs: [await sealEpoch(state.line, desk, epoch, members)],
    signature: signDraft(state.line, draft, keys.seed),
  });
  return draft.hash;
}

function Founded({ real, root, signed }: { real: boolean; root: string; signed: string }) {
  if (signed !== '' && signed !== root) return <p class="alarm" role="alert">{m('rootOther')}</p>;
  if (!real) return <section data-testid="founded"><h1>{m('rehearsedTitle')}</h1><Words hash={root} id="root-words" /><p>{m('rehearsedText')}</p><p class="consequence">{m('rehearsedThen')}</p></section>;
  return (
    <section data-testid="founded">
      <h1>{m('foundedTitle')}</h1>
      <Words hash={root} id="root-words" />
      <p>{m('foundedText')}</p>
      <p><code class="sum">DODOMU_ROSTER_ROOT={root}</code></p>
      <p class="consequence">{m('foundedHost')}</p>
      <p><a href="/members/" data-testid="to-members">{m('toMembers')}</a> · <a href="/">{m('toConsole')}</a></p>
    </section>
  );
}
