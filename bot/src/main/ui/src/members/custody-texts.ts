import { filled, language, named } from '../i18n';

/** Texts of the custody log; both languages have the same keys or do not compile. */
const uk = {
  title: 'Журнал дій', what: 'Хто, що, з якою справою і коли зробив. Змісту справ тут немає, і відкрити їх звідси не можна.', toLeads: 'Сторінка керівництва', toConsole: 'До пульта', lock: 'Замкнути',
  filters: 'Шукати в журналі', case: 'Номер справи', act: 'Дія', anyAct: 'Будь-яка', by: 'Хто', anybody: 'Будь-хто', line: 'сервер', reporter: 'заявник', from: 'Від дня', to: 'До дня', show: 'Показати', noCase: 'Номер справи має вигляд ABCD-1234.', backwards: 'Дні стоять навпаки: «Від дня» пізніший за «До дня».',
  when: 'Коли', loading: 'Завантажуємо', away: 'Сервер не відповідає. Перевірте з’єднання й спробуйте ще раз.', refused: 'Сервер не показав журналу.', retry: 'Спробувати ще раз', none: 'Таких записів немає.', older: 'Показати старіші', seek: 'Шукати далі в старіших', shown: 'Записів: {n}', soughtOn: 'Переглянуто частину журналу, і в ній такого немає.',
  open: 'Перевірити справу {name}', back: 'До журналу', chainOf: 'Ланцюг: {name}', memberChain: 'учасник: {name}', epochChain: 'ключ столу {name}',
  holds: 'Ланцюг цілий', holdsWhat: 'Записів: {n}. Цей браузер сам перерахував: кожен запис містить хеш попереднього. Сервер підтверджує свої підписи.', broken: 'Ланцюг порушено', brokenAt: 'Запис {n} не на своєму місці або змінений. Збережіть журнал, нічого більше не робіть і зателефонуйте керівництву.',
  unsigned: 'Хеші сходяться, але підписи сервера ні: хтось переписав журнал у базі. Збережіть журнал і зателефонуйте керівництву.', cannot: 'Чого це не доводить: хто пише в базу, міг відрізати найновіші записи, а хто тримає головний ключ сервера, міг переписати весь ланцюг. Порівняйте із журналом, збереженим раніше.', save: 'Зберегти custody.json', hash: 'Останній хеш',
  'act_member-removed': 'Учасника вилучено', 'act_epoch-ended': 'Стіл отримав новий ключ', 'act_epoch-cleared': 'Старий ключ столу прибрано',
};

const en: Record<keyof typeof uk, string> = {
  title: 'Custody log', what: 'Who did what, with which case and when. There is no content here, and no case can be opened from here.', toLeads: 'The leads’ page', toConsole: 'To the console', lock: 'Lock',
  filters: 'Look in the log', case: 'Case number', act: 'Act', anyAct: 'Any', by: 'Who', anybody: 'Anybody', line: 'server', reporter: 'reporter', from: 'From day', to: 'To day', show: 'Show', noCase: 'A case number looks like ABCD-1234.', backwards: 'The days are the wrong way round: “From day” is later than “To day”.',
  when: 'When', loading: 'Loading', away: 'The server does not answer. Check the connection and try again.', refused: 'The server did not show the log.', retry: 'Try again', none: 'There are no such records.', older: 'Show older ones', seek: 'Look on in older ones', shown: 'Records: {n}', soughtOn: 'A part of the log was looked through, and there is no such record in it.',
  open: 'Check case {name}', back: 'To the log', chainOf: 'Chain: {name}', memberChain: 'member: {name}', epochChain: 'desk key {name}',
  holds: 'Chain holds', holdsWhat: 'Records: {n}. This browser counted it anew: each record holds the hash of the one before. The server confirms its signatures.', broken: 'Chain broken', brokenAt: 'Record {n} is not in its place or was changed. Save the log, do nothing else and call the leads.',
  unsigned: 'The hashes fit, but the server’s signatures do not: somebody rewrote the log in the database. Save the log and call the leads.', cannot: 'What this does not prove: whoever writes the database could cut off the newest records, and whoever holds the server’s master key could write the whole chain anew. Compare with a log that was saved before.', save: 'Save custody.json', hash: 'Last hash',
  'act_member-removed': 'Member removed', 'act_epoch-ended': 'The desk has a new key', 'act_epoch-cleared': 'The desk’s old key was cleared away',
};

export type CustodyText = keyof typeof uk;

export const c = (key: CustodyText, values: Readonly<Record<string, string | number>> = {}): string => filled((language.value === 'uk' ? uk : en)[key], values);

/** Every act that the server writes. */
export const ACTS = [
  'born', 'enqueued', 'raised', 'claimed', 'released', 'opened', 'file-opened', 'triaged', 'snoozed', 'assigned', 'escalated', 'reopened', 'closed-as-spam', 'granted', 'transferred', 'generation-started', 'resealed', 'reader-removed',
  'member-removed', 'epoch-ended', 'epoch-cleared', 'noted', 'replied', 'sender-blocked', 'sender-unblocked', 'withdrawal-asked', 'withdrawal-revoked', 'forgotten', 'held', 'hold-lifted', 'not-credible-proposed', 'not-credible-confirmed',
  'export-proposed', 'export-confirmed', 'destruction-proposed', 'destruction-confirmed', 'proposal-declined', 'exported', 'destroyed', 'withdrawn', 'retired', 'dropped',
];

/** What an act is called; the code itself when it has no name. */
export function actName(code: string): string {
  const own = `act_${code}`;
  return own in uk ? c(own as CustodyText) : named('act_', code);
}

/** Day and time to the second, where the auditor is. */
export const when = (at: string): string => new Intl.DateTimeFormat(language.value === 'uk' ? 'uk-UA' : 'en-GB', { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(at));
