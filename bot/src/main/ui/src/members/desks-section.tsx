import { useState } from 'preact/hooks';
import { ended, holdsEpoch, type Desk } from '../crypto/roster';
import { filled, language, named } from '../i18n';
import type { Session } from '../session';
import { DESK_NAME, LANGUAGES, losesSomebody, type WantedDesk, withDesk, worksAtDesks } from './desks';
import { type Removal, RemovalRefused } from './removal';

const uk = {
  title: 'Столи', row: '«{desk}»: розмови мовами {languages}; ключ № {epoch}; читають: {names}', noLanguages: 'жодною, лише передані справи', change: 'Змінити стіл «{desk}»', open: 'Відкрити ще один стіл',
  name: 'Назва: латинські малі літери, цифри й дефіс', nameWrong: 'Така назва не годиться або вже є.', languages: 'Мови, якими пишуть заявники', members: 'Хто працює за цим столом',
  will: 'Нові розмови цими мовами підуть на стіл «{desk}»; мова належить одному столу. Що вже в черзі, лишиться там, де є: передавайте справи по одній.', readers: 'Читатимуть те, що надійде: {names}.', unled: 'Оберіть щонайменше одну людину з керівництва, чия перевірка ще діє: без неї ніхто не дасть ключа столу новим.',
  rotates: 'Хтось полишає цей стіл, тому він отримає новий ключ. Прочитаного не забрати.', propose: 'Запропонувати й підписати', waits: 'Спершу підпишіть або відкличте те, що чекає підпису.',
};
const en: Record<keyof typeof uk, string> = {
  title: 'Desks', row: '“{desk}”: conversations in {languages}; key no. {epoch}; read by: {names}', noLanguages: 'no language, transferred cases only', change: 'Change desk “{desk}”', open: 'Open another desk',
  name: 'Name: small Latin letters, digits and hyphens', nameWrong: 'This name will not do, or there is such a desk.', languages: 'Languages that reporters write in', members: 'Who works at this desk',
  will: 'New conversations in these languages go to desk “{desk}”; a language belongs to one desk. What is in the queue stays where it is: transfer cases one by one.', readers: 'What comes can be read by: {names}.', unled: 'Choose at least one lead whose vetting still runs: without one nobody can give the desk’s key to newcomers.',
  rotates: 'Somebody leaves this desk, so it gets a new key. What was read cannot be taken back.', propose: 'Propose and sign', waits: 'First sign or withdraw what waits for signatures.',
};
const d = (key: keyof typeof uk, values: Readonly<Record<string, string | number>> = {}): string => filled((language.value === 'uk' ? uk : en)[key], values);

interface Acting { readonly held: Session; readonly blocked: boolean; readonly act: (what: () => Promise<void>) => Promise<void>; readonly enact: (made: Removal) => Promise<void> }

/** The desks, how each is changed, and how another is opened. */
export function Desks(acting: Acting) {
  const { roster, names } = acting.held;
  const readers = (desk: string) => roster.members.filter((one) => holdsEpoch(one, desk) && !ended(one)).map((one) => names.get(one.id) ?? one.id).join(', ');
  return (
    <section aria-labelledby="desks"><h2 id="desks">{d('title')}</h2>
      <ul class="plain-list">{roster.desks.map((one) => (
        <li key={`${one.id}:${roster.version}`} data-testid={`desk-${one.id}`}>
          <p>{d('row', { desk: one.id, languages: one.languages.map((code) => named('language_', code)).join(', ') || d('noLanguages'), epoch: one.epoch, names: readers(one.id) })}</p>
          <Form {...acting} known={one} />
        </li>))}</ul>
      <Form key={`new:${roster.version}`} {...acting} />
    </section>
  );
}

function Form({ held, known, blocked, act, enact }: Acting & { known?: Desk }) {
  const { roster, names } = held;
  const workers = roster.members.filter(worksAtDesks);
  const [id, setId] = useState(known?.id ?? '');
  const [languages, setLanguages] = useState<readonly string[]>(known?.languages ?? []);
  const [members, setMembers] = useState<readonly string[]>(workers.filter((one) => (known ? one.desks.includes(known.id) : one.roles.includes('lead'))).map((one) => one.id));
  const [refused, setRefused] = useState(false);
  const test = known?.id ?? 'new';
  const wanted: WantedDesk = { id, languages: LANGUAGES.filter((one) => languages.includes(one)), members };
  const readers = workers.filter((one) => members.includes(one.id) && !ended(one));
  const led = readers.some((one) => one.roles.includes('lead'));
  const wrong = !known && (!DESK_NAME.test(id) || roster.desks.some((one) => one.id === id));
  const flip = (list: readonly string[], one: string) => (list.includes(one) ? list.filter((x) => x !== one) : [...list, one]);
  const go = async () => {
    setRefused(false);
    try {
      await enact(await withDesk(roster, names, wanted));
    } catch (stopped) {
      if (!(stopped instanceof RemovalRefused)) throw stopped;
      setRefused(true);
    }
  };
  return (
    <details><summary data-testid={`desk-form-${test}`}>{known ? d('change', { desk: known.id }) : d('open')}</summary>
      {!known && <label>{d('name')}<input data-testid="desk-name" value={id} maxLength={32} autocomplete="off" autocapitalize="none" spellcheck={false} onInput={(e) => setId(e.currentTarget.value)} /></label>}
      {!known && id !== '' && wrong && <p class="alarm" role="alert">{d('nameWrong')}</p>}
      <fieldset><legend>{d('languages')}</legend><div class="steps">{LANGUAGES.map((one) => <label class="check" key={one}><input type="checkbox" data-testid={`desk-${test}-${one}`} checked={languages.includes(one)} onChange={() => setLanguages(flip(languages, one))} /> {named('language_', one)}</label>)}</div></fieldset>
      <fieldset><legend>{d('members')}</legend>{workers.map((one) => <label class="check" key={one.id}><input type="checkbox" data-testid={`desk-${test}-${one.id}`} checked={members.includes(one.id)} onChange={() => setMembers(flip(members, one.id))} /> {names.get(one.id) ?? one.id} · {one.roles.map((role) => named('role_', role)).join(', ')}</label>)}</fieldset>
      {id !== '' && <p class="consequence">{d('will', { desk: id })} {readers.length > 0 && d('readers', { names: readers.map((one) => names.get(one.id) ?? one.id).join(', ') })}</p>}
      {(!led || refused) && <p class="alarm" role="alert">{d('unled')}</p>}
      {known && losesSomebody(roster, wanted) && <p class="consequence">{d('rotates')}</p>}
      {blocked && <p class="small">{d('waits')}</p>}
      <button class="main" data-testid={`propose-desk-${test}`} disabled={blocked || wrong || !led} onClick={() => act(go)}>{d('propose')}</button>
    </details>
  );
}
