import { Refusal } from '../api/api';
import { language } from '../i18n';

const uk = {
  loading: 'Завантажуємо', away: 'Сервер не відповідає. Перевірте з’єднання й спробуйте ще раз.', retry: 'Спробувати ще раз',
  what: 'Ключ доступу (passkey) живе у Вашому телефоні, комп’ютері або апаратному ключі й підтверджує, що входите саме Ви. Файл ключа він не замінює: бережіть і його копію.',
  none: 'Ви ще не маєте ключа доступу. Відколи Ви додасте перший, без нього увійти буде не можна.',
  second: 'Додайте другий ключ доступу на іншому пристрої. Якщо єдиний загубиться, увійти можна буде лише після нової перевірки.',
  synced: 'У менеджері паролів', hardware: 'Апаратний ключ', device: 'На цьому пристрої', made: 'додано {0}',
  unlocks: 'відкриває Ваш ключ одним дотиком', unlocksNot: 'разом із файлом ключа', add: 'Додати ключ доступу', addMore: 'Додати ще один', busy: 'Чекаємо на Ваш дотик', remove: 'Вилучити',
  removeTitle: 'Вилучити ключ доступу?', removeAsk: 'Ним більше не можна буде увійти. Вилучіть його також із пристрою чи менеджера паролів.', keep: 'Залишити',
  last: 'Останній ключ доступу вилучити не можна: лінія його вимагає.', cannot: 'Цей браузер не вміє працювати з ключами доступу.',
  broken: 'Ключ доступу не створено. Спробуйте ще раз; якщо на цьому пристрої він уже є, візьміть інший пристрій.', refused: 'Сервер не прийняв цей ключ доступу.', proof: 'Не підтверджено, що це Ви. Нічого не змінено.',
  alerts: 'Мої сповіщення', custody: 'Журнал дій', enrolTitle: 'Ваш ключ доступу', enrolMust: 'Ця лінія не впускає нікого без ключа доступу. Створіть його тепер: згодом цього зробити буде не можна.',
  enrolMay: 'Ключ доступу захистить Вас, якщо файл ключа вкрадуть. Його можна створити тепер або після першого входу.', enrolMade: 'Ключів доступу створено: {0}.', enrolOn: 'Далі', enrolSkip: 'Пропустити',
};

const en: Record<keyof typeof uk, string> = {
  loading: 'Loading', away: 'The server does not answer. Check the connection and try again.', retry: 'Try again',
  what: 'A passkey lives in your phone, computer or hardware key and confirms that it is you who signs in. It does not replace the key file: keep a copy of that too.',
  none: 'You have no passkey yet. Once you add the first, nobody can sign in for you without it.',
  second: 'Add a second passkey on another device. If the only one is lost, you can sign in only after a new vetting.',
  synced: 'In a password manager', hardware: 'Hardware key', device: 'On this device', made: 'added {0}',
  unlocks: 'unlocks your key with one touch', unlocksNot: 'together with the key file', add: 'Add a passkey', addMore: 'Add another', busy: 'Waiting for your touch', remove: 'Remove',
  removeTitle: 'Remove the passkey?', removeAsk: 'It will not sign you in any more. Remove it from the device or password manager too.', keep: 'Keep it',
  last: 'The last passkey cannot be removed: the line requires one.', cannot: 'This browser cannot use passkeys.',
  broken: 'No passkey was made. Try again; if this device has one already, take another device.', refused: 'The server did not take this passkey.', proof: 'It was not confirmed that it is you. Nothing was changed.',
  alerts: 'My alerts', custody: 'Custody log', enrolTitle: 'Your passkey', enrolMust: 'This line lets nobody in without a passkey. Make it now: later it cannot be done.',
  enrolMay: 'A passkey protects you when your key file is stolen. You can make it now or after your first sign-in.', enrolMade: 'Passkeys made: {0}.', enrolOn: 'Continue', enrolSkip: 'Skip',
};

export type PasskeyText = keyof typeof uk;

export const p = (key: PasskeyText, value = ''): string => (language.value === 'uk' ? uk : en)[key].replace('{0}', value);

export function faultOf(refused: unknown): PasskeyText {
  if (!(refused instanceof Refusal)) return 'broken';
  return refused.code === 'step-up' ? 'proof' : refused.code === 'last-passkey' ? 'last' : refused.status === 0 ? 'away' : 'refused';
}
