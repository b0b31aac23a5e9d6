/** Prepared questions to reporters, by the language of the conversation. Short, polite, no blame, facts only. */
export const CANNED: Readonly<Record<string, readonly string[]>> = {
  uk: ['Чи безпечно Вам писати зараз?', 'Коли Ви востаннє чули про дитину?', 'Яке місце Вам назвали? Місто чи село, якщо знаєте.', 'Хто ще може це підтвердити? Напишіть лише, ким ця людина є дитині.', 'Дякуємо. Ми прочитали і працюємо над цим.'],
  ru: ['Безопасно ли Вам писать сейчас?', 'Когда Вы в последний раз слышали о ребёнке?', 'Какое место Вам назвали? Город или село, если знаете.', 'Кто ещё может это подтвердить? Напишите только, кем этот человек приходится ребёнку.', 'Спасибо. Мы прочитали и работаем над этим.'],
  en: ['Is it safe for you to write now?', 'When did you last hear of the child?', 'Which place were you told? A town or village, if you know it.', 'Who else can confirm this? Only say how they are related to the child.', 'Thank you. We have read it and are working on it.'],
  crh: [],
};
