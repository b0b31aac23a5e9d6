import { useState } from 'preact/hooks';
import { fenceOf, holds } from '../acts';
import { at, post } from '../api/api';
import { copiesFor, otherDesks, readersOf } from '../crypto/transfer';
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

/** A part of the hand-over; absent where there is one desk, or the case is no desk's any more. */
export function Transfer({ of, close }: { of: OpenCase; close: () => void }) {
  const held = session.value!;
  const desks = triages() && holds(of) ? otherDesks(held.roster, of.file.generations) : [];
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
