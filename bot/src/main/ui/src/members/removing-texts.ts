import { filled, language } from '../i18n';

const uk = {
  remove: 'Вилучити', notSelf: 'Себе не вилучають: попросіть про це інших керівників.',
  will: 'З останнім потрібним підписом (їх {k}) {name} одразу втратить доступ: сеанси закриються, справи в роботі повернуться до черги, нове для цієї людини вже не запечатується.',
  desk: 'Стіл «{desk}» отримає новий ключ. Те, що надійде далі, читатимуть: {names}.', noDesk: 'Ключа столу ця людина не має, тому він не змінюється.',
  past: 'Прочитаного не забрати: усе, що ця людина вже бачила або зберегла, у неї й лишиться. Старої копії бази новий ключ не захистить.',
  tooFew: 'Вилучити не можна: лишилося б менше керівників, ніж потрібно підписів ({k}). Спершу перевірте нову керівницю чи керівника.',
  nobody: 'Вилучити не можна: на столі не лишилося б нікого, хто може читати. Спершу перевірте ще когось або продовжте перевірку.', gone: 'Цієї людини вже немає в списку.',
  propose: 'Запропонувати вилучення й підписати', waits: 'Спершу підпишіть або відкличте те, що чекає підпису.', loading: 'Завантажуємо', away: 'Сервер не відповів. Перевірте з’єднання й спробуйте ще раз.', retry: 'Ще раз',
  could: 'Що {name} може прочитати: справ {n}, з них передано особисто {granted}.', couldFormer: '{name}: було доступно справ {n}, з них передано особисто {granted}.', couldNothing: '{name} не має доступу до жодної справи.', couldNothingFormer: '{name}: не було доступу до жодної справи.',
  list: 'Перелік справ', granted: 'передано особисто', byDesk: 'ключем столу', row: 'надійшла {from}, востаннє змінена {changed}', more: 'Показати наступні', atLeast: 'Це ще не всі.',
  only: 'Справ, які читає тільки {name}: {n}. Вони повернуться на стіл, але старшу частину відкриють лише папери відновлення: {list}. Якщо можна, спершу нехай {name} передасть їх іншому.',
  onlyFormer: 'Справ, старшу частину яких читав лише цей учасник: {n}. Вони знову на столі, нове в них читається, а старшу частину відкриють тільки папери відновлення: {list}.',
  after: 'Після вилучення', sealingTitle: 'Ключі столів', sealing: 'Стіл «{desk}»: перезапечатуємо справи новим ключем. Лишилося: {left}. Не закривайте сторінку; якщо закриєте, робота продовжиться під час наступного входу.',
  sealed: 'Стіл «{desk}», ключ № {epoch}: усі справи запечатано нинішнім ключем.', unopened: 'Стіл «{desk}»: {n} справ цей браузер не відкриє. Їх перезапечатає браузер того, хто має попередній ключ.', noKey: 'Стіл «{desk}»: у Вас немає нинішнього ключа, тож перезапечатує хтось інший.',
  former: 'Колишні учасники', formerNone: 'Нікого не вилучали.', formerRow: '{name}, востаннє у списку {n}',
};

const en: Record<keyof typeof uk, string> = {
  remove: 'Remove', notSelf: 'Nobody removes themselves: ask the other leads to do it.',
  will: 'As soon as {k} leads have signed, {name} is out: sessions end, cases in work return to the queue, and nothing new is sealed to this person.',
  desk: 'The desk "{desk}" gets a new key. What comes from then on can be read by: {names}.', noDesk: 'This person has no key of a desk, so none changes.',
  past: 'What was read cannot be taken back: what this person has seen or kept stays with them. A new key does not protect an old copy of the database.',
  tooFew: 'Cannot be removed: fewer leads would be left than must sign ({k}). Vet a new lead first.',
  nobody: 'Cannot be removed: nobody at the desk would be left to read. Vet somebody or renew a vetting first.', gone: 'This person is no longer in the roster.',
  propose: 'Propose the removal and sign', waits: 'First sign or withdraw what waits for signatures.', loading: 'Loading', away: 'The server did not answer. Check the connection and try again.', retry: 'Again',
  could: 'What {name} can read: {n} cases, {granted} of them granted in person.', couldFormer: 'What {name} could read: {n} cases, {granted} of them granted in person.', couldNothing: '{name} can read no case.', couldNothingFormer: '{name} could read no case.',
  list: 'List of cases', granted: 'granted in person', byDesk: 'by the key of the desk', row: 'came {from}, last changed {changed}', more: 'Show the next', atLeast: 'These are not all.',
  only: 'Cases that only {name} reads: {n}. They return to the desk, but their older part will open only with the recovery papers: {list}. If you can, let {name} hand them over first.',
  onlyFormer: 'Cases whose older part only this member read: {n}. They are back at the desk, what is new in them can be read, and the older part opens only with the recovery papers: {list}.',
  after: 'After a removal', sealingTitle: 'Keys of the desks', sealing: 'Desk "{desk}": sealing cases to the new key. Left: {left}. Do not close the page; if you do, it goes on at the next sign-in.',
  sealed: 'Desk "{desk}", key no. {epoch}: all cases are sealed to the present key.', unopened: 'Desk "{desk}": this browser cannot open {n} cases. The browser of somebody who has the former key will seal them.', noKey: 'Desk "{desk}": you do not have the present key, so somebody else does the sealing.',
  former: 'Former members', formerNone: 'Nobody was removed.', formerRow: '{name}, last in roster {n}',
};

/** The texts of removal; they come with the leads' part of the page. */
export const r = (key: keyof typeof uk, values: Readonly<Record<string, string | number>> = {}): string => filled((language.value === 'uk' ? uk : en)[key], values);
