/** Sign-in by passkey, and the proof before what is dangerous. */
export const signInUk = {
  passkeys: 'Ключі доступу', passkeyEnter: 'Увійти ключем доступу', passkeyHint: 'Один дотик відкриває і пульт, і Ваш ключ.', byFile: 'Або файлом ключа',
  passkeyTaken: 'Ключ доступу прийнято. Він не може відкрити Ваш ключ сам: виберіть файл ключа і введіть пароль.',
  faultPasskey: 'Ключ доступу не використано. Спробуйте ще раз або увійдіть файлом ключа.', faultPasskeyAsked: 'Для входу потрібен і Ваш ключ доступу. Спробуйте ще раз, на пристрої чи в браузері, де він є.',
  faultPasskeyOther: 'Ключ доступу і файл ключа належать різним людям.', faultPasskeyMissing: 'Ви ще не маєте ключа доступу, а ця лінія його вимагає. Зверніться до керівниці.',
  stepUpTitle: 'Підтвердьте, що це Ви', stepUpText: 'Для цієї дії введіть ще раз пароль до свого файлу ключа.', stepUpDo: 'Підтвердити', faultMany: 'Забагато спроб. Зачекайте хвилину.',
  faultEnded: 'Строк Вашої перевірки скінчився. Попросіть двох керівниць його продовжити.',
};

export const signInEn: Record<keyof typeof signInUk, string> = {
  passkeys: 'Passkeys', passkeyEnter: 'Sign in with a passkey', passkeyHint: 'One touch opens both the console and your key.', byFile: 'Or with the key file',
  passkeyTaken: 'The passkey is accepted. It cannot open your key by itself: choose the key file and enter its passphrase.',
  faultPasskey: 'The passkey was not used. Try again, or sign in with the key file.', faultPasskeyAsked: 'Your passkey is needed too. Try again, on the device or in the browser that has it.',
  faultPasskeyOther: 'The passkey and the key file belong to different people.', faultPasskeyMissing: 'You have no passkey yet, and this line requires one. Ask your lead.',
  stepUpTitle: 'Confirm that it is you', stepUpText: 'For this act enter the passphrase of your key file once more.', stepUpDo: 'Confirm', faultMany: 'Too many attempts. Wait a minute.',
  faultEnded: 'Your vetting is over. Ask two leads to renew it.',
};
