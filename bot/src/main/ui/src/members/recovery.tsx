import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { useEffect, useState } from 'preact/hooks';
import { m } from './texts';

const GROUP = 6;
const ASKED = 3;

interface Paper { readonly groups: readonly string[]; readonly recipient: string; readonly asked: readonly number[] }

async function newPaper(): Promise<Paper> {
  const secret = await generateHybridIdentity();
  const groups = secret.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? [];
  const places = groups.map((_, place) => place).slice(3);
  const asked: number[] = [];
  while (asked.length < ASKED) asked.push(...places.splice(crypto.getRandomValues(new Uint32Array(1))[0]! % places.length, 1));
  return { groups, recipient: await identityToRecipient(secret), asked: asked.sort((a, b) => a - b) };
}

/** A recovery identity of this browser: shown once to be printed, then asked for in parts. It is kept nowhere but on the paper. */
export function Recovery({ order, ready }: { order: number; ready: (recipient: string) => void }) {
  const [paper, setPaper] = useState<Paper | null>(null);
  const [printed, setPrinted] = useState(false);
  const [typed, setTyped] = useState<Record<number, string>>({});
  useEffect(() => { void newPaper().then(setPaper); }, []);
  if (!paper) return <p role="status">{m('busy')}</p>;
  if (!printed) {
    return (
      <section class="paper" data-testid="paper">
        <h2>{m('paperTitle', { n: order })}</h2>
        <p>{m('paperText')}</p>
        <ol class="groups">{paper.groups.map((group, place) => <li key={place}><small>{place + 1}</small> <code data-testid={`group-${place}`}>{group}</code></li>)}</ol>
        <p class="print-only">{m('paperFoot', { n: order })}</p>
        <p class="steps"><button onClick={() => print()}>{m('print')}</button> <button class="main" data-testid="printed" onClick={() => setPrinted(true)}>{m('printedTwice')}</button></p>
      </section>
    );
  }
  const right = paper.asked.every((place) => (typed[place] ?? '').trim().toUpperCase() === paper.groups[place]);
  return (
    <section>
      <h2>{m('paperCheck')}</h2>
      {paper.asked.map((place) => (
        <label key={place}>{m('group', { n: place + 1 })}<input autocomplete="off" spellcheck={false} data-testid={`type-${place}`} value={typed[place] ?? ''} onInput={(e) => setTyped({ ...typed, [place]: e.currentTarget.value })} /></label>
      ))}
      <p class="steps"><button class="plain" onClick={() => setPrinted(false)}>{m('showAgain')}</button> <button class="main" disabled={!right} data-testid="paper-right" onClick={() => ready(paper.recipient)}>{m('onward')}</button></p>
    </section>
  );
}
