import { workUk } from './work.uk';

/** Every text of the console in Ukrainian; the other dictionaries have the same keys or do not compile. */
import { signInUk } from './signin';

export const uk = {
  ...signInUk,
  ...workUk,
  console: 'Пульт', signIn: 'Увійти', signInTitle: 'Вхід своїм ключем', keyFile: 'Файл ключа', keyText: 'або вставте його вміст', passphrase: 'Пароль до файлу ключа',
  signInHint: 'Ключ відкривається у цьому браузері й нікуди не надсилається.', working: 'Відкриваємо ключ. Це триває кілька секунд.',
  root: 'Відбиток лінії', rootHint: 'Порівняйте ці слова з аркушем від керівниці, перш ніж увійти вперше.', rootKnown: 'Такий самий, як під час першого входу тут.',
  rootChanged: 'ВІДБИТОК ЛІНІЇ ЗМІНИВСЯ. Не входьте. Можливо, хтось підмінив сервер. Зателефонуйте керівниці іншим каналом.',
  rosterUnproven: 'СПИСОК УЧАСНИКІВ НЕ ДОВЕДЕНО. Пульт не відкриється, бо невідомо, хто зможе читати. Повідомте керівницю.',
  faultNotKey: 'Це не файл ключа. Виберіть файл, який Ви зберегли під час вступу.', faultPassphrase: 'Пароль не підходить до цього файлу. Перевірте розкладку й спробуйте ще раз.',
  faultLine: 'Цей ключ належить іншій лінії.', faultMember: 'Цього ключа немає у списку учасників.', faultRefused: 'Сервер не прийняв підпис. Спробуйте ще раз.', faultAway: 'Сервер не відповідає. Перевірте з’єднання й спробуйте ще раз.',
  lock: 'Замкнути', lockedTitle: 'Замкнено', lockedText: 'Ключі прибрано з пам’яті. Щоб продовжити, відкрийте свій ключ знову.', endedText: 'Сервер закінчив сеанс, ключі прибрано з пам’яті. Відкрийте свій ключ знову.', minutesLeft: '{n} хв', online: 'На зв’язку', offline: 'Немає зв’язку',
  role_operator: 'операторка', role_verifier: 'перевірка', role_lead: 'керівництво', role_auditor: 'аудит',
  views: 'Подання', view_waiting: 'Чекають', view_mine: 'У мене', view_overdue: 'Прострочені', view_snoozed: 'Відкладені', view_granted: 'Передані мені', view_closed: 'Закриті',
  queue: 'Черга', newCases: 'Нових: {n}. Показати', unclaimed: 'вільна', openBy: 'веде {name}', withYou: 'у Вас', waits: 'чекає {t}', dueIn: 'лишилось {t}', dueOver: 'прострочено на {t}', incomplete: 'неповна',
  empty_waiting: 'Ніхто не чекає. Нові справи з’являться тут самі.', empty_mine: 'Ви не взяли жодної справи. Візьміть верхню з «Чекають».', empty_overdue: 'Прострочених справ немає.',
  empty_snoozed: 'Нічого не відкладено.', empty_granted: 'Вам ще нічого не передали.', empty_closed: 'Закритих справ немає.',
  listError: 'Список не завантажився. Справи на місці, ніщо не втрачено.', retry: 'Спробувати ще раз', many: 'Показано перші {n}. Почніть із верхніх: вони найтерміновіші.', loading: 'Завантажуємо',
  urgency: 'Терміновість', urgency_now: 'зараз', urgency_soon: 'скоро', urgency_routine: 'звичайна', state: 'Стан',
  state_intake: 'розповідає', state_waiting: 'чекає', state_triaged: 'розглянуто', state_verifying: 'перевіряють', state_corroborated: 'підтверджено', state_referred: 'передано органам', state_located: 'знайдено', state_returned: 'повернуто', state_closed: 'закрито', state_duplicate: 'повтор', state_withdrawn: 'відкликано',
  type_lost: 'втрачений зв’язок', type_crime: 'злочин', type_unaccompanied: 'дитина сама', type_deported: 'депортація', type_documents: 'документи', type_other: 'інше', type_child: 'пише дитина', type_danger: 'небезпека',
  language_uk: 'українська', language_ru: 'російська', language_en: 'англійська', language_crh: 'кримськотатарська',
  snooze: 'Відкласти', snoozeAsk: 'Справа зникне з «Чекають» і повернеться сама вранці або щойно заявник щось додасть. Вона більше не буде Вашою. Строк не зміниться.', snooze_1: 'До завтра', snooze_3: 'На 3 дні', snooze_7: 'На тиждень', snoozedUntil: 'Справу {number} відкладено: {at}.', undo: 'Повернути назад', fine: 'Гаразд', until: 'до {at}', gone: 'вже не тут', unread: 'Нове: ', findNone: 'Тут немає справи з таким номером.', withdrawal: 'Заявник просить відкликати справу', withdraws: 'відкликання', more: 'Ще дії', closeCase: 'Закрити справу',
  next: 'Взяти наступну', nextNone: 'Вільних справ немає.',
  claim: 'Взяти справу', release: 'Повернути в чергу', renew: 'Продовжити', leaseLeft: 'Ваша ще {t}', leaseLost: 'Час вийшов або справу взяв хтось інший. Ваша остання дія не збереглася. Відкрийте справу знову.', leaseOver: 'Час вийшов, справа вільна.',
  claimedBy: 'Цю справу щойно взяв(ла) {name}. Оберіть іншу.', chooseCase: 'Оберіть справу ліворуч.', claimToRead: 'Щоб читати, візьміть справу. Інші побачать, що вона у Вас.', notAllowed: 'Цю справу Вам не передано, тому прочитати її не можна.',
  caseGone: 'Справу не вдалося відкрити. Вона на місці; спробуйте ще раз.', caseKeyBroken: 'КЛЮЧ СПРАВИ НЕ СПРАВЖНІЙ. Нічого не показано. Повідомте керівницю.', noKey: 'Вашого ключа до цієї справи немає.', back: 'Назад',
  tab_report: 'Повідомлення', tab_thread: 'Листування', tab_notes: 'Нотатки', tab_files: 'Файли', tab_history: 'Історія',
  group_report: 'Про що', group_child: 'Дитина', group_family: 'Рідні', group_separation: 'Розлука', group_places: 'Місця', group_danger: 'Небезпека', group_reporter: 'Хто пише', group_other: 'Інше',
  ownWords: 'дослівно', skipped: 'Пропущено', unknown: 'Не знаю', forwarded: 'переслане', edited: 'виправлене', caption: 'підпис до файлу', earlier: 'Раніші відповіді: {n}', emptyReport: 'У справі ще немає відповідей. Можливо, надійшли лише файли.',
  atOnce: 'Сказано одразу', later: 'Дописано пізніше', consents: 'Згоди', given: 'так', notGiven: 'ні', consent_keep: 'зберігати повідомлення', largeWaiting: 'Великий файл чекає: {kind}, {size}', fileGone: 'Файл не дійшов: {kind}. Попросіть надіслати ще раз',
  sent_photo: 'фото', sent_file: 'файл', sent_voice: 'голосове', sent_video: 'відео', sent_audio: 'аудіо', sent_note: 'відеоповідомлення', sent_animation: 'анімація', sent_sticker: 'наліпка',
  gaps: 'Бракує записів заявника з номерами {list}. Або їх вилучено, або вони не дійшли. Повідомте керівницю.', gapsMaybe: 'Номери {list} ще не відкрито: це можуть бути файли.',
  broken_deposit: 'Запис не має дійсного підпису сервера. Слова не показано.', broken_key: 'Для цього запису немає ключа. Слова не показано.', broken_seal: 'Запис пошкоджений або підроблений. Слова не показано.', broken_place: 'Запис належить іншій справі або місцю. Слова не показано.', broken_author: 'Підпис автора запису не справжній. Слова не показано.', broken_repeat: 'Запис повторює чужий номер. Слова не показано.',
  threadEmpty: 'Заявнику ще не писали. Почніть із одного простого запитання.', threadText: 'Що написати заявнику', threadPreview: 'Заявник побачить', send: 'Надіслати заявнику', tooLong: 'Забагато: щонайбільше 3500 знаків.', slashHint: 'Почніть із «/», щоб вибрати готове запитання', canned: 'Готові запитання',
  delivery_waiting: 'Чекає слушного часу', delivery_noticed: 'Заявника сповіщено', delivery_shown: 'Показано', delivery_read: 'Прочитано', delivery_blocked: 'Заявник заблокував бота', delivery_expired: 'Строк показу вийшов', delivery_unknown: 'Стан невідомий', you: 'Ви', reporter: 'Заявник', noThread: 'Писати заявнику може той, кому передано справу.',
  membersOnly: 'Лише для учасників', notesEmpty: 'Нотаток немає. Заявник їх ніколи не побачить.', noteText: 'Нотатка для колег', noteSave: 'Зберегти нотатку', labels: 'Мітки', saved: 'Збережено', notSaved: 'Не збереглося. Слова лишилися в полі; спробуйте ще раз.',
  label_camp: 'табір', label_school: 'школа', label_hospital: 'лікарня', label_foster: 'прийомна родина', label_adoption: 'усиновлення', label_passport: 'чужий паспорт', label_siblings: 'брати й сестри', label_transfer: 'перевезення', label_witness: 'свідок',
  filesEmpty: 'Файлів не надсилали.', sealedFile: 'Файл під замком', show: 'Показати', opening: 'Відкриваємо', fileBroken: 'Файл пошкоджений або підроблений. Його не показано.', hide: 'Сховати', colour: 'У кольорі', download: 'Завантажити оригінал', originalWarning: 'Оригінал може містити місце й час зйомки, імена, а також шкідливий код. Відкривайте його лише на відокремленому комп’ютері.', noPreview: 'Цей тип не показуємо. Його можна лише завантажити.', cancel: 'Скасувати', claimedName: 'Назва від заявника', sha256: 'SHA-256',
  historyEmpty: 'Записів ще немає.', act_born: 'Справу створено', act_enqueued: 'Додано в чергу', act_held: 'Заборонено знищувати', 'act_hold-lifted': 'Заборону знищувати знято', act_withdrawn: 'Знищено: відкликано', act_retired: 'Знищено: строк зберігання минув', act_dropped: 'Знищено: не завершено', act_raised: 'Терміновість підвищено', act_claimed: 'Взято', act_released: 'Повернуто в чергу', act_opened: 'Відкрито', 'act_file-opened': 'Відкрито файл', act_triaged: 'Змінено стан', act_snoozed: 'Відкладено', act_granted: 'Передано', 'act_generation-started': 'Новий ключ для наступного', act_resealed: 'Ключі запечатано наново', 'act_reader-removed': 'Читача вилучено', act_transferred: 'Передано іншому столу', act_noted: 'Додано нотатку', act_replied: 'Написано заявнику', 'act_withdrawal-asked': 'Заявник просить відкликати', 'act_withdrawal-revoked': 'Прохання відкликати скасовано', act_forgotten: 'Розмову забуто', server: 'сервер',
  handOver: 'Передати', handOverTitle: 'Кому передати справу', handOverWho: 'Читатимуть справу: {names}. Копію ключа на столі буде видалено, і решта операторів її більше не прочитає.', handOverNobody: 'Оберіть щонайменше одну людину.', handOverConfirm: 'Передати справу', handOverNot: 'Не передано. Ніхто нового доступу не отримав.', handedOver: 'Справу {number} передано.', you_included: '(Ви)',
  keys: 'Клавіші', find: 'Знайти за номером', language: 'English', print: 'Друк', printed: 'Надруковано {at}', closeAsk: 'Закрити справу? Вона перейде до «Закритих»; стан можна змінити назад.',
};

export type Dictionary = Record<keyof typeof uk, string>;
