// One walk in real headless Chromium: a person tells the bot, an operator reads and hands over, a verifier asks, the person answers.
// Prints a line a step, ends with 0 when all of it was seen.
import { chatUrl, end, id, open, said, shot, signIn } from './browser.mjs';

// --- the chat ---------------------------------------------------------------------------------------------------------------------------
const chat = await open(chatUrl, { viewport: { width: 360, height: 760 } });
const inChat = (text) => chat.locator('[data-testid=message][data-from=bot]').filter({ hasText: text }).last();
async function press(choice) {
  await chat.locator(`[data-testid=inline-button][data-data$=":${choice}"]`).last().click();
}
async function write(text) {
  await id(chat, 'composer').fill(text);
  await id(chat, 'send').click();
}
async function card(text) {
  await inChat(text).waitFor();
}

const first = id(chat, 'start');
await first.click();
await card('Мова');
await press('uk');
await card('безпечно');
await press('yes');
await card('Що Вам потрібно');
await press('report');
await card('Telegram бачить');
await press('agree');
await card('Запитання 1 із');
await shot(chat, 'chat-question');
await press('deported');
await card('Запитання 2 із');
await press('parent');
await card('Запитання 3 із');
await write('CANARY-NAME Марійка Зразок');
await card('Запитання 4 із');
await write('CANARY-AGE сім років');
await card('Запитання 5 із');
await press('danger');
await card('Запитання 6 із');
await press('skip');
await card('Запитання 7 із');
await press('month');
await card('Запитання 8 із');
await press('back');
await card('Запитання 7 із');
await press('year');
await card('Запитання 8 із');
for (const number of [9, 10]) {
  await press('unknown');
  await card(`Запитання ${number} із`);
}
await write('CANARY-PLACE вигадане місто');
await chat.waitForFunction(() => document.querySelectorAll('[data-testid=message][data-from=person]').length === 0);
await press('next');
await card('Запитання 11 із');
await press('skip');
await card('Запитання 12 із');
await id(chat, 'attach').click();
await id(chat, 'attach-photo').click();
await card('1 фото');
await press('next');
await card('Запитання 13 із');
await press('nobody');
await press('next');
await card('Запитання 14 із');
await press('any');
await card('Чи дозволяєте');
for (let i = 0; i < 5; i++) {
  const before = await chat.locator('[data-testid=message][data-from=bot]').last().innerText();
  await press('yes');
  await chat.waitForFunction((text) => [...document.querySelectorAll('[data-testid=message][data-from=bot]')].at(-1)?.innerText !== text, before);
}
await card('надіслати або виправити');
await press('submit');
await card('Номер:');
const number = (await chat.locator('[data-testid=message][data-from=bot]').last().innerText()).match(/[0-9A-Z]{4}-[0-9A-Z]{4}/)[0];
await chat.waitForFunction(() => document.querySelectorAll('[data-testid=message][data-from=person]').length === 0);
await shot(chat, 'chat-submitted');
said(`a report was told and sealed as ${number}, and its words left the chat`);

// --- the console ------------------------------------------------------------------------------------------------------------------------
const operator = await signIn('operator-1');
await id(operator, `row-${number}`).waitFor();
await shot(operator, 'console-queue');
await id(operator, `row-${number}`).click();
await id(operator, 'claim').click();
await operator.getByText('CANARY-NAME Марійка Зразок').first().waitFor();
await operator.getByText('CANARY-PLACE вигадане місто').first().waitFor();
await shot(operator, 'console-case');
said('the operator claimed it and reads the answers in her browser');

const second = await signIn('operator-2');
await id(second, `row-${number}`).click();
await second.waitForTimeout(800);
if (await second.getByText('CANARY-NAME').count()) throw new Error('a second operator reads a claimed case');
await shot(second, 'console-second-operator');
said('a second operator sees that it is taken and cannot read it');

await id(operator, 'tab-files').click();
await id(operator, 'file-tile').first().waitFor();
await id(operator, 'file-show').first().click();
await operator.frameLocator('[data-testid=file-viewer]').locator('img').first().waitFor();
await shot(operator, 'console-file');
said('the photo opens in its sandboxed frame');

await id(operator, 'tab-notes').click();
await id(operator, 'note-text').fill('CANARY-NOTE лише для своїх');
await id(operator, 'note-save').click();
await id(operator, 'note').filter({ hasText: 'CANARY-NOTE' }).waitFor();
said('a note was sealed');

await id(operator, 'hand-over').first().click();
await operator.getByText('перевіряльниця').first().click();
await shot(operator, 'console-hand-over');
await id(operator, 'hand-over-confirm').click();
await operator.waitForFunction((row) => !document.querySelector(`[data-testid="row-${row}"]`), number);
said('the case was handed to a verifier');

const verifier = await signIn('verifier');
await id(verifier, 'view-granted').click();
await id(verifier, `row-${number}`).click();
await verifier.getByText('CANARY-NAME Марійка Зразок').first().waitFor();
await id(verifier, 'tab-thread').click();
await id(verifier, 'thread-text').fill('CANARY-REPLY Чи маєте фото документа?');
await id(verifier, 'thread-send').click();
await id(verifier, 'thread-message').filter({ hasText: 'CANARY-REPLY' }).waitFor();
said('the verifier reads it and wrote to the reporter');

// --- back in the chat -------------------------------------------------------------------------------------------------------------------
await chat.locator('[data-testid=inline-button][data-data^="r:show"]').last().waitFor();
if (await chat.getByText('CANARY-REPLY').count()) throw new Error('the notice shows the words');
await shot(chat, 'chat-notice');
await chat.locator('[data-testid=inline-button][data-data^="r:show"]').last().click();
await inChat('CANARY-REPLY').waitFor();
await shot(chat, 'chat-reply');
await verifier.locator('[data-testid=delivery-state]').filter({ hasText: /показано/i }).first().waitFor();
await chat.locator('[data-testid=inline-button][data-data^="r:read"]').last().click();
await chat.waitForFunction(() => !document.body.innerText.includes('CANARY-REPLY'));
await write('CANARY-ANSWER так, маю');
await chat.waitForFunction(() => document.querySelectorAll('[data-testid=message][data-from=person]').length === 0);
await verifier.getByText('CANARY-ANSWER так, маю').first().waitFor();
await shot(verifier, 'console-thread');
said('the reporter saw it, took it away and answered; the verifier reads the answer');

await id(verifier, 'lock').click();
await id(verifier, 'sign-in').waitFor();
if (await verifier.getByText('CANARY').count()) throw new Error('the lock leaves words on the screen');
said('the lock takes the words away');

await end();
console.log(`case ${number}`);
