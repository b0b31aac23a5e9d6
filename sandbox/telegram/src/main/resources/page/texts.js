// What the page itself says, in Ukrainian and English.
export const TEXTS = {
  uk: {
    sandbox: 'Пісочниця', people: 'Люди', add: 'Ще одна людина', write: 'Повідомлення', send: 'Надіслати', attach: 'Додати', menu: 'Меню',
    photo: 'Фото', file: 'Файл', voice: 'Голосове', video: 'Відео', album: 'Альбом із трьох', location: 'Місце', contact: 'Контакт', forward: 'Переслане', dice: 'Кубик (несподіване)', videoNote: 'Відеокружечок', animation: 'Анімація', sticker: 'Наліпка', live: 'Місце наживо', move: 'Перейти далі', stopLive: 'Завершити', remove: 'Вилучити',
    big: 'Великий файл, 21 МБ', edit: 'Змінити', bot: 'бот', blocked: 'Бота заблоковано', block: 'Заблокувати бота', unblock: 'Розблокувати', start: 'Розпочати', empty: 'Тут поки порожньо.',
    lock: 'Екран блокування', lockHint: 'Що бачить той, хто погляне на телефон.', lockNone: 'Немає сповіщень.', tg: 'Що ще тримає Telegram', tgHint: 'Усе, що не вилучено, лежить на його серверах.',
    tgMessages: 'Повідомлень', tgFiles: 'файлів', tgUpdates: 'чекає на бота', db: 'Що тримає база даних', dbHint: 'Відкриті поля — за назвою; замкнене — лише розмір.', tester: 'Для випробувань',
    hour: 'Годинник: +1 година', day: '+1 доба', ten: '+10 хвилин', f429: 'Наступні 3 надсилання: 429', f502: 'Наступні 3 запити: 502', fdrop: 'Загубити відповідь', poison: 'Незрозуміле оновлення', ids: 'Номери оновлень спочатку', unknown: 'Оновлення невідомого виду', crowd: 'Ще 20 людей, усі пишуть /start', crowdName: 'Зразок',
    fhang: 'Наступні 3 запити: обрив', ftwice: 'Наступні 3 доставки: двічі', fshuffle: 'Наступні 3 доставки: без ладу', ffile: 'Наступний файл обірветься', fnone: 'Жодних збоїв',
    light: 'Світла', dark: 'Темна', language: 'English', now: 'час сервера', welcome: 'Спробуйте', w1: 'Натисніть «Розпочати» й розкажіть вигадану історію: текстом, фото, голосом.', w2: 'Погляньте праворуч: що бачить перехожий, Telegram і база даних.',
    w3: 'Відкрийте пульт на порту 8080 і прочитайте звернення як операторка.', close: 'Зрозуміло', protectedMark: 'не можна переслати', name: 'Ім’я (вигадане)', caption: 'Зразок підпису', edited: 'змінено', forwarded: 'Переслано', save: 'Зберегти', cancel: 'Скасувати',
  },
  en: {
    sandbox: 'Sandbox', people: 'People', add: 'Another person', write: 'Message', send: 'Send', attach: 'Attach', menu: 'Menu',
    photo: 'Photo', file: 'File', voice: 'Voice message', video: 'Video', album: 'Album of three', location: 'Location', contact: 'Contact', forward: 'Forwarded', dice: 'Dice (unexpected)', videoNote: 'Video note', animation: 'Animation', sticker: 'Sticker', live: 'Live location', move: 'Move on', stopLive: 'End', remove: 'Delete',
    big: 'Large file, 21 MB', edit: 'Edit', bot: 'bot', blocked: 'The bot is blocked', block: 'Block the bot', unblock: 'Unblock', start: 'Start', empty: 'Nothing here yet.',
    lock: 'Lock screen', lockHint: 'What somebody sees who glances at the phone.', lockNone: 'No notifications.', tg: 'What Telegram still holds', tgHint: 'All that was not deleted lies on its servers.',
    tgMessages: 'Messages', tgFiles: 'files', tgUpdates: 'not handed to the bot', db: 'What the database holds', dbHint: 'Clear fields by name; what is sealed, by size only.', tester: 'For testers',
    hour: 'Clock: +1 hour', day: '+1 day', ten: '+10 minutes', f429: 'Next 3 sends: 429', f502: 'Next 3 calls: 502', fdrop: 'Drop an answer', poison: 'Unreadable update', ids: 'Update ids begin anew', unknown: 'Update of an unknown kind', crowd: '20 more people, all send /start', crowdName: 'Sample',
    fhang: 'Next 3 calls: hang up', ftwice: 'Next 3 deliveries: twice', fshuffle: 'Next 3 deliveries: no order', ffile: 'Next file breaks off', fnone: 'No more faults',
    light: 'Light', dark: 'Dark', language: 'Українська', now: 'server time', welcome: 'Try this', w1: 'Press “Start” and tell an invented story: in words, with a photo, by voice.', w2: 'Look to the right: what a passer-by, Telegram and the database see.',
    w3: 'Open the console on port 8080 and read the report as an operator.', close: 'Got it', protectedMark: 'cannot be forwarded', name: 'Name (invented)', caption: 'Sample caption', edited: 'edited', forwarded: 'Forwarded', save: 'Save', cancel: 'Cancel',
  },
};
