import { useState } from 'preact/hooks';
import { fenceOf, holds } from '../acts';
import { at, post } from '../api/api';
import { toBase64 } from '../crypto/bytes';
import type { Desk, Roster } from '../crypto/roster';
import { paddedJson, seal, SealBroken } from '../crypto/seal';
import { current, load, type OpenCase, tell, triages, view } from '../desk';
import { filled, language, named } from '../i18n';
import { nameOfMember, session } from '../session';
import { tried } from './acts';

const uk = {
  title: 'Іншому столу', what: 'Справа піде до черги іншого столу. Те, що допише заявник, Ваш стіл уже не прочитає; прочитане раніше могло в нього лишитися.',
  readers: 'Читатимуть справу: {names}.', languages: 'Мови столу: {list}.', none: 'не названо', other: 'Справа ведеться іншою мовою: {language}. Упевніться, що там її знають.',
  to: 'Стіл', go: 'Передати столу «{desk}»', done: 'Справу {number} передано столу «{desk}».',
};
const en: Record<keyof typeof uk, string> = {
  title: 'To another desk', what: 'The case goes to the queue of the other desk. What the reporter adds from then on your desk does not read; what it read before, it may have kept.',
  readers: 'Able to read the case: {names}.', languages: 'The desk’s languages: {list}.', none: 'none is named', other: 'The case is in another language: {language}. Make sure that somebody there knows it.',
  to: 'Desk', go: 'Transfer to “{desk}”', done: 'Case {number} was transferred to “{desk}”.',
};
const x = (key: keyof typeof uk, values: Readonly<Record<string, string>> = {}): string => filled((language.value === 'uk' ? uk : en)[key], values);

export interface Copy { readonly generation: number; readonly sealed: string }

/** Each key of the case that I can open, sealed to the key that the proven roster names for that desk today. */
export async function copiesFor(roster: Roster, desk: string, place: { line: string; number: string }, secrets: ReadonlyMap<number, string>, now: Date): Promise<Copy[]> {
  const known = roster.desks.find((one) => one.id === desk);
  if (known === undefined) throw new SealBroken('Not in the roster');
  const copies: Copy[] = [];
  for (const [generation, secret] of [...secrets].sort(([a], [b]) => a - b)) {
    const plain = paddedJson({ v: 1, line: place.line, case: place.number, generation, seq: 0, kind: 'key', at: now.toISOString().slice(0, 19) + 'Z', secret });
    copies.push({ generation, sealed: toBase64(await seal([known.recipient], plain)) });
  }
  return copies;
}

/** The desks that this case could go to: none once it was granted to somebody. */
export function otherDesks(roster: Roster, of: OpenCase): readonly Desk[] {
  const keys = of.file.generations.at(-1)?.keys ?? [];
  const own = keys.find((one) => one.to.startsWith('epoch:'))?.to.split(':')[1];
  return own === undefined ? [] : roster.desks.filter((one) => one.id !== own);
}

/** Who reads what is a desk's: its operators and leads. */
export const readersOf = (roster: Roster, desk: string): string[] =>
  roster.members.filter((one) => one.desks.includes(desk) && one.roles.some((role) => role === 'operator' || role === 'lead')).map((one) => one.id);

/** A part of the hand-over; absent where there is one desk, or the case is no desk's any more. */
export function Transfer({ of, close }: { of: OpenCase; close: () => void }) {
  const held = session.value!;
  const desks = triages() && holds(of) ? otherDesks(held.roster, of) : [];
  const [desk, setDesk] = useState(desks[0]?.id ?? '');
  const [busy, setBusy] = useState(false);
  const languages = desks.find((one) => one.id === desk)?.languages ?? [];
  if (desks.length === 0) return null;
  const go = async () => {
    setBusy(true);
    const done = await tried(async () => {
      const { number } = of.file;
      const copies = await copiesFor(held.roster, desk, { line: of.context.line, number }, of.context.secrets, new Date());
      await post<void>(`${at(number)}/transfer`, { fence: fenceOf(of), desk, copies });
      current.value = { at: 'none' };
      tell(x('done', { number, desk }));
      void load(view.value, true);
    });
    setBusy(false);
    if (done) close();
  };
  return (
    <details data-testid="transfer"><summary>{x('title')}</summary>
      <p>{x('what')}</p>
      <label>{x('to')} <select data-testid="transfer-desk" value={desk} onChange={(e) => setDesk(e.currentTarget.value)}>{desks.map((one) => <option key={one.id} value={one.id}>{one.id}</option>)}</select></label>
      <p class="consequence" data-testid="transfer-readers">{x('readers', { names: readersOf(held.roster, desk).map(nameOfMember).join(', ') })}</p>
      <p>{x('languages', { list: languages.map((one) => named('language_', one)).join(', ') || x('none') })}</p>
      {!languages.includes(of.file.language) && <p class="asks" role="status" data-testid="transfer-language">{x('other', { language: named('language_', of.file.language) })}</p>}
      <button data-testid="transfer-confirm" disabled={busy} onClick={() => void go()}>{x('go', { desk })}</button>
    </details>
  );
}
