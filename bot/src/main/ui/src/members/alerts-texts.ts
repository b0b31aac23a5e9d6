import { filled, language } from '../i18n';

/** Texts of "My alerts"; both languages have the same keys or do not compile. */
const uk = {
  title: 'Мої сповіщення', what: 'Сповіщення каже лише, що щось чекає і наскільки терміново: ні номера справи, ні імен, ні слів. Під’єднувати щось не обов’язково.',
  toLeads: 'Сторінка керівництва', toConsole: 'До пульта', lock: 'Замкнути', loading: 'Завантажуємо', away: 'Сервер не відповідає. Перевірте з’єднання й спробуйте ще раз.', retry: 'Спробувати ще раз', refused: 'Не вдалося. Нічого не змінилося.', proof: 'Не підтверджено, що це Ви. Нічого не змінено.', not: 'Сповіщення мають лише оператори й керівництво.',
  chat: 'Telegram', chatOn: 'Чат під’єднано.', chatOff: 'Чат не під’єднано.', chatBlocked: 'Чат відмовився приймати сповіщення, тож його від’єднано. Розблокуйте бота й під’єднайте чат знову.', chatWhat: 'Візьміть для цього окремий чат, якого ніхто не бачить на екрані блокування. Telegram знатиме, що цей обліковий запис отримує повідомлення від бота.',
  chatAsk: 'Під’єднати чат', chatOpen: 'Відкрити Telegram', chatSay: 'Або напишіть ботові:', chatUntil: 'Код діє один раз, до {at}. Не показуйте його нікому: хто скаже його першим, отримуватиме Ваші сповіщення.', unlink: 'Від’єднати',
  mail: 'Електронна пошта', mailNone: 'На цьому сервері пошту не налаштовано, тож сповіщень поштою немає.', mailOn: 'Під’єднано: {to}', mailOff: 'Адресу не під’єднано.', mailRefused: 'Скринька відмовилася приймати сповіщення, тож адресу забуто.', mailWhat: 'Листи йдуть без змісту, але пошта бачить, від кого вони. Не беріть робочої чи родинної скриньки.',
  address: 'Адреса', send: 'Надіслати код', waiting: 'Код надіслано на {to}. Він діє пів години.', code: 'Код із листа', confirm: 'Підтвердити', wrong: 'Це не той код, або він уже не діє. Після п’яти помилок візьміть новий.', noAddress: 'Це не схоже на адресу.',
  said_sent: 'Код надіслано. Перевірте й теку зі спамом.', said_refused: 'Такої скриньки немає. Перевірте адресу.', said_away: 'Поштовий сервер зараз не приймає листів. Спробуйте за кілька хвилин.', 'said_too-often': 'За добу можна надіслати п’ять кодів. Спробуйте завтра.', said_off: 'На цьому сервері пошту не налаштовано.',
  quiet: 'Тихі години', quietWhat: 'У цей час сповіщень немає; те, що чекає, скажемо потім.', quietOn: 'Мати тихі години', from: 'Від', to: 'До', zone: 'Часовий пояс', evenNow: 'Про небезпеку зараз казати й тоді', noTime: 'Впишіть обидва часи: «Від» і «До».', sameTime: '«Від» і «До» однакові, тож тихих годин не було б. Змініть один час або вимкніть тихі години.', save: 'Зберегти', saved: 'Збережено.',
};

const en: Record<keyof typeof uk, string> = {
  title: 'My alerts', what: 'An alert says only that something waits and how urgent it is: no case number, no name, no words. You need not link anything.',
  toLeads: 'The leads’ page', toConsole: 'To the console', lock: 'Lock', loading: 'Loading', away: 'The server does not answer. Check the connection and try again.', retry: 'Try again', refused: 'It did not work. Nothing changed.', proof: 'It was not confirmed that it is you. Nothing was changed.', not: 'Only operators and leads have alerts.',
  chat: 'Telegram', chatOn: 'A chat is linked.', chatOff: 'No chat is linked.', chatBlocked: 'The chat refused an alert, so it was unlinked. Unblock the bot and link the chat again.', chatWhat: 'Take an account of its own that nobody sees on your lock screen. Telegram will know that this account gets messages from the bot.',
  chatAsk: 'Link a chat', chatOpen: 'Open Telegram', chatSay: 'Or write to the bot:', chatUntil: 'The code works once, until {at}. Show it to nobody: whoever says it first gets your alerts.', unlink: 'Unlink',
  mail: 'E-mail', mailNone: 'No mail server is set on this server, so there are no alerts by e-mail.', mailOn: 'Linked: {to}', mailOff: 'No address is linked.', mailRefused: 'The mailbox refused an alert, so the address was forgotten.', mailWhat: 'The letters have no content, but the mail provider sees who sends them. Do not take a mailbox of your work or family.',
  address: 'Address', send: 'Send a code', waiting: 'A code was sent to {to}. It is valid for half an hour.', code: 'The code in the letter', confirm: 'Confirm', wrong: 'This is not the code, or it is not valid any more. After five mistakes take a new one.', noAddress: 'This does not look like an address.',
  said_sent: 'The code was sent. Look into the spam folder too.', said_refused: 'There is no such mailbox. Check the address.', said_away: 'The mail server takes no letters now. Try again in some minutes.', 'said_too-often': 'Five codes can be sent in a day. Try again tomorrow.', said_off: 'No mail server is set on this server.',
  quiet: 'Quiet hours', quietWhat: 'You are told nothing during these hours; what waits is told afterwards.', quietOn: 'Have quiet hours', from: 'From', to: 'To', zone: 'Time zone', evenNow: 'Tell me of danger now all the same', noTime: 'Fill in both times: “From” and “To”.', sameTime: '“From” and “To” are the same, so there would be no quiet hours. Change one of them, or switch quiet hours off.', save: 'Save', saved: 'Saved.',
};

export type AlertText = keyof typeof uk;

export const a = (key: AlertText, values: Readonly<Record<string, string | number>> = {}): string => filled((language.value === 'uk' ? uk : en)[key], values);
