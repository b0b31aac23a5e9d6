import { TEXTS } from '/texts.js';

const API = '/sandbox/api/';
const store = { language: localStorage.language ?? 'uk', theme: localStorage.theme ?? '', seenWelcome: localStorage.seenWelcome === '1' };
let state = { people: [], change: 0 };
let current = Number(localStorage.person ?? 0);
let chat = null;
let editing = null;
let shownToast = 0;
let openMenu = '';
const t = (key) => TEXTS[store.language][key];

// --- a small way to make elements -------------------------------------------------------------------------------------------------------
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return node;
}
const button = (label, onclick, attributes = {}) => el('button', { type: 'button', onclick, ...attributes }, label);

// --- the server -------------------------------------------------------------------------------------------------------------------------
async function get(path) {
  return (await fetch(API + path)).json();
}
async function post(path, body = {}) {
  await fetch(API + path, { method: 'POST', headers: { 'X-Sandbox': '1', 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}
const act = (verb, body) => post(`chat/${current}/${verb}`, body);

async function addPerson() {
  const names = store.language === 'uk' ? ['Зразок: мати', 'Зразок: бабуся', 'Зразок: свідок', 'Зразок: дитина'] : ['Sample: mother', 'Sample: grandmother', 'Sample: witness', 'Sample: child'];
  const count = state.people.length;
  await post('people', { name: names[count % names.length] + (count >= names.length ? ` ${count + 1}` : ''), language: store.language });
  state = await get('state');
  choose(state.people.at(-1).id);
}
function choose(id) {
  current = id;
  localStorage.person = String(id);
  editing = null;
  shownToast = -1;
  refresh();
}

// --- samples that a person can send -----------------------------------------------------------------------------------------------------
async function samplePhoto(hue) {
  const canvas = el('canvas', { width: 640, height: 480 });
  const paint = canvas.getContext('2d');
  paint.fillStyle = `hsl(${hue} 45% 60%)`;
  paint.fillRect(0, 0, 640, 480);
  paint.fillStyle = '#fff';
  paint.font = '48px sans-serif';
  paint.fillText('SAMPLE · ЗРАЗОК', 110, 250);
  return base64(await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.8)));
}
function sampleTone() {
  const rate = 8000;
  const samples = rate * 2;
  const wav = new DataView(new ArrayBuffer(44 + samples * 2));
  const text = (at, word) => [...word].forEach((c, i) => wav.setUint8(at + i, c.charCodeAt(0)));
  text(0, 'RIFF'); wav.setUint32(4, 36 + samples * 2, true); text(8, 'WAVEfmt '); wav.setUint32(16, 16, true); wav.setUint16(20, 1, true); wav.setUint16(22, 1, true);
  wav.setUint32(24, rate, true); wav.setUint32(28, rate * 2, true); wav.setUint16(32, 2, true); wav.setUint16(34, 16, true); text(36, 'data'); wav.setUint32(40, samples * 2, true);
  for (let i = 0; i < samples; i++) wav.setInt16(44 + i * 2, Math.sin(i / 6) * 6000 * Math.sin((i / samples) * Math.PI), true);
  return base64(new Blob([wav.buffer]));
}
function base64(blob) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(',')[1]);
    reader.readAsDataURL(blob);
  });
}
const SAMPLES = {
  photo: async () => act('file', { kind: 'photo', name: 'photo.jpg', mime: 'image/jpeg', base64: await samplePhoto(200) }),
  file: () => pickFile(),
  voice: async () => act('file', { kind: 'voice', name: 'voice.wav', mime: 'audio/wav', base64: await sampleTone() }),
  video: async () => act('file', { kind: 'video', name: 'video.mp4', mime: 'video/mp4', base64: btoa('\0\0\0\x18ftypmp42SAMPLE'.padEnd(2000, '.')) }),
  album: async () => act('album', { photos: [await samplePhoto(20), await samplePhoto(120), await samplePhoto(280)], text: t('caption') }),
  location: () => act('location', { lat: 50.4501, lon: 30.5234 }),
  forward: () => act('forward', { text: 'SAMPLE · ЗРАЗОК: переслане повідомлення' }),
  contact: () => act('contact'),
  dice: () => act('dice'),
  big: () => act('file', { kind: 'document', name: 'big.mov', mime: 'video/quicktime', size: 21 * 1024 * 1024 }),
};
function pickFile() {
  const input = el('input', { type: 'file' });
  input.addEventListener('change', async () => {
    const file = input.files[0];
    if (file) await act('file', { kind: 'document', name: file.name, mime: file.type || 'application/octet-stream', base64: await base64(file) });
  });
  input.click();
}

// --- text with entities -----------------------------------------------------------------------------------------------------------------
function styled(text, entities = []) {
  if (!entities.length) return [text];
  const parts = [];
  let at = 0;
  for (const entity of [...entities].sort((a, b) => a.offset - b.offset)) {
    if (entity.offset < at) continue;
    parts.push(text.slice(at, entity.offset));
    const inner = text.slice(entity.offset, entity.offset + entity.length);
    const tag = { bold: 'b', italic: 'i', code: 'code', underline: 'u', strikethrough: 's', blockquote: 'blockquote' }[entity.type];
    parts.push(entity.type === 'spoiler' ? el('span', { class: 'spoiler', tabindex: 0, onclick: (e) => e.target.classList.add('open') }, inner) : tag ? el(tag, {}, inner) : inner);
    at = entity.offset + entity.length;
  }
  parts.push(text.slice(at));
  return parts;
}

function bubble(message) {
  const time = new Date(message.date * 1000).toLocaleTimeString(store.language, { hour: '2-digit', minute: '2-digit' });
  const kind = ['photo', 'document', 'voice', 'video', 'audio', 'location', 'contact', 'dice'].find((name) => message[name]);
  const body = el('div', { class: 'bubble', 'data-testid': 'message', 'data-from': message.fromBot ? 'bot' : 'person', 'data-id': message.message_id },
    message.forward_origin && el('div', { class: 'small' }, t('forwarded')),
    kind && media(kind, message),
    (message.text ?? message.caption) && el('div', { class: 'text' }, styled(message.text ?? message.caption, message.entities ?? message.caption_entities)),
    el('div', { class: 'meta' }, message.guarded ? `⊘ ${t('protectedMark')} · ` : '', message.edit_date && !message.fromBot ? `${t('edited')} ` : '', time, message.fromBot ? '' : ' ✓✓'),
    !message.fromBot && message.text && button('✎', () => startEdit(message), { class: 'edit', 'aria-label': t('edit') }));
  const rows = message.reply_markup?.inline_keyboard ?? [];
  return el('div', { class: `line ${message.fromBot ? 'in' : 'out'}` }, body,
    rows.length > 0 && el('div', { class: 'keyboard' }, rows.map((row) => el('div', { class: 'row' }, row.map((one) =>
      button(one.text, () => act('press', { message: message.message_id, data: one.callback_data }), { 'data-testid': 'inline-button', 'data-data': one.callback_data }))))));
}
function media(kind, message) {
  if (kind === 'photo') {
    const image = el('img', { alt: t('photo'), class: 'photo' });
    fetch(`${API}file/${message.photo.at(-1).file_id}`).then((r) => r.blob()).then((blob) => { image.src = URL.createObjectURL(blob); });
    return image;
  }
  const label = { document: `📄 ${message.document?.file_name}`, voice: '▶ ▂▅▃▇▅▂▃ 0:02', video: '▶ video', audio: '♪', location: `◎ ${message.location?.latitude}, ${message.location?.longitude}`, contact: '☎', dice: '🎲 4' }[kind];
  const size = message[kind]?.file_size;
  return el('div', { class: 'media' }, label, size ? ` · ${Math.max(1, Math.round(size / 1024))} KB` : '');
}
function startEdit(message) {
  editing = message;
  render();
  const field = document.querySelector('[data-testid=composer]');
  field.value = message.text;
  field.focus();
}

// --- panes ------------------------------------------------------------------------------------------------------------------------------
function lockScreen() {
  const last = chat?.messages.filter((m) => m.fromBot && !m.silent).at(-1);
  const preview = last ? (last.entities?.some((e) => e.type === 'spoiler') ? '▒▒▒▒▒▒' : last.text ?? '') : '';
  return pane('lock', t('lock'), t('lockHint'), el('div', { class: 'phone-lock' },
    el('div', { class: 'clock' }, new Date((state.now ?? 0) * 1000).toLocaleTimeString(store.language, { hour: '2-digit', minute: '2-digit' })),
    last ? el('div', { class: 'notice' }, el('b', {}, 'Dodomu'), el('div', {}, preview.slice(0, 90))) : el('div', { class: 'notice quiet' }, t('lockNone'))));
}
function telegramPane() {
  const held = chat?.messages ?? [];
  return pane('telegram', t('tg'), t('tgHint'),
    el('p', {}, `${t('tgMessages')}: ${state.messages ?? 0} · ${t('tgFiles')}: ${state.files ?? 0} · ${t('tgUpdates')}: ${state.updates ?? 0}`),
    el('ul', {}, held.map((m) => el('li', {}, `${m.fromBot ? t('bot') : '→'}: ${(m.text ?? m.caption ?? '▣').split('\n')[0].slice(0, 60)}`))));
}
let database = { collections: [] };
function databasePane() {
  return pane('database', t('db'), t('dbHint'), database.collections.map((one) => el('details', { open: openDetails.has(one.name), ontoggle: (e) => (e.target.open ? openDetails.add(one.name) : openDetails.delete(one.name)) },
    el('summary', {}, `${one.name} · ${one.count}`), one.sample.map((document) => el('pre', {}, JSON.stringify(document, null, 1).replaceAll('"', '').slice(0, 1500))))));
}
const openDetails = new Set();
function pane(name, title, hint, ...content) {
  return el('section', { class: 'pane', 'data-testid': `pane-${name}` }, el('h2', {}, title), el('p', { class: 'hint' }, hint), content);
}
function tester() {
  const fault = (kind, method, value, times) => post('fault', { kind, method, value, times });
  return el('details', { class: 'pane tester', open: openDetails.has('tester'), ontoggle: (e) => (e.target.open ? openDetails.add('tester') : openDetails.delete('tester')) }, el('summary', {}, t('tester')),
    el('div', { class: 'tools' },
      button(t('ten'), () => post('clock', { seconds: 600 })), button(t('hour'), () => post('clock', { seconds: 3600 })), button(t('day'), () => post('clock', { seconds: 86400 })),
      button(t('f429'), () => fault('too_many', 'sendmessage', 2, 3)), button(t('f502'), () => fault('bad_gateway', '*', 0, 3)), button(t('fdrop'), () => fault('drop_answer', 'sendmessage', 0, 1)),
      button(t('poison'), () => act('poison')), button(t('ids'), () => post('restart-ids')),
      button(chat?.blocked ? t('unblock') : t('block'), () => act('block', { blocked: !chat?.blocked }), { 'data-testid': 'block' })));
}

// --- the page ---------------------------------------------------------------------------------------------------------------------------
function submit(event) {
  event.preventDefault();
  const field = event.target.elements.text;
  const text = field.value.trim();
  if (!text) return;
  field.value = '';
  if (editing) act('edit', { message: editing.message_id, text });
  else act('text', { text });
  editing = null;
}
function toggle(name) {
  openMenu = openMenu === name ? '' : name;
  render();
}
function composer() {
  if (chat?.blocked) return el('div', { class: 'composer' }, el('span', {}, t('blocked')), button(t('unblock'), () => act('block', { blocked: false })));
  if (chat && chat.messages.length === 0) return el('div', { class: 'composer' }, button(t('start'), () => act('text', { text: '/start' }), { class: 'wide accent', 'data-testid': 'start' }), composerForm());
  return el('div', { class: 'composer' }, composerForm());
}
function composerForm() {
  return el('form', { class: 'form', onsubmit: submit },
    el('div', { class: 'pop-wrap' }, button('☰', () => toggle('menu'), { 'aria-label': t('menu'), 'data-testid': 'menu', 'aria-expanded': String(openMenu === 'menu') }),
      openMenu === 'menu' && el('div', { class: 'pop' }, (chat?.menu ?? []).map((one) => button(el('span', {}, el('b', {}, `/${one.command} `), one.description), () => { openMenu = ''; act('text', { text: `/${one.command}` }); }, { 'data-testid': `command-${one.command}` })))),
    el('div', { class: 'pop-wrap' }, button('+', () => toggle('attach'), { 'aria-label': t('attach'), 'data-testid': 'attach', 'aria-expanded': String(openMenu === 'attach') }),
      openMenu === 'attach' && el('div', { class: 'pop' }, Object.entries(SAMPLES).map(([name, run]) => button(t(name), () => { openMenu = ''; render(); run(); }, { 'data-testid': `attach-${name}` })))),
    el('input', { name: 'text', placeholder: editing ? t('edit') : t('write'), 'aria-label': t('write'), 'data-testid': 'composer', autocomplete: 'off', maxlength: 4096 }),
    el('button', { type: 'submit', class: 'accent', 'data-testid': 'send', 'aria-label': t('send') }, '➤'));
}
function header() {
  return el('header', {}, el('h1', {}, 'Dodomu ', el('small', {}, t('sandbox'))), el('span', { class: 'grow' }),
    button(t('language'), () => { store.language = store.language === 'uk' ? 'en' : 'uk'; localStorage.language = store.language; document.documentElement.lang = store.language; render(); }),
    button(document.documentElement.dataset.theme === 'dark' ? t('light') : t('dark'), () => setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark')));
}
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.theme = theme;
  render();
}
function peopleList() {
  return el('nav', { class: 'people', 'aria-label': t('people') }, state.people.map((person, i) => button(el('span', {}, el('span', { class: 'avatar', 'aria-hidden': 'true' }, person.name.split(' ').at(-1)[0].toUpperCase()), person.name),
    () => choose(person.id), { 'data-testid': `person-${i + 1}`, 'aria-current': person.id === current ? 'true' : null })), button(`+ ${t('add')}`, addPerson, { 'data-testid': 'person-add', class: 'quiet' }));
}
function welcome() {
  if (store.seenWelcome) return null;
  return el('section', { class: 'welcome' }, el('h2', {}, t('welcome')), el('ol', {}, el('li', {}, t('w1')), el('li', {}, t('w2')), el('li', {}, t('w3'))),
    button(t('close'), () => { store.seenWelcome = true; localStorage.seenWelcome = '1'; render(); }, { class: 'accent' }));
}
function render() {
  const field = document.querySelector('[data-testid=composer]');
  const draft = field?.value ?? '';
  const focused = document.activeElement === field;
  const messages = el('div', { class: 'messages', role: 'log', 'aria-live': 'polite' }, chat?.messages.length ? chat.messages.map(bubble) : el('p', { class: 'nothing' }, t('empty')));
  document.body.replaceChildren(header(), el('main', {}, el('div', { class: 'left' }, peopleList(), welcome()),
    el('section', { class: 'phone' }, el('div', { class: 'bar' }, el('span', { class: 'avatar bot', 'aria-hidden': 'true' }, 'D'), el('div', {}, el('b', {}, 'Dodomu'), el('div', { class: 'small' }, t('bot')))), messages, composer()),
    el('aside', {}, lockScreen(), telegramPane(), databasePane(), tester())));
  const fresh = document.querySelector('[data-testid=composer]');
  if (fresh) {
    fresh.value = draft;
    if (focused) fresh.focus();
  }
  messages.scrollTop = messages.scrollHeight;
  toast();
}
function toast() {
  const now = chat?.toast;
  if (!now) return;
  if (shownToast === -1) shownToast = now.number;
  if (now.number <= shownToast) return;
  shownToast = now.number;
  const note = el('div', { class: 'toast', role: 'status' }, now.text);
  document.body.append(note);
  setTimeout(() => note.remove(), 4000);
}
async function refresh() {
  state = await get('state');
  if (!state.people.some((person) => person.id === current)) current = state.people.at(-1)?.id ?? 0;
  chat = current ? await get(`chat/${current}`) : null;
  database = await get('database');
  render();
}
async function follow() {
  for (;;) {
    try {
      const seen = state.change;
      const next = await get(`wait/${seen}`);
      if (next.change !== seen) await refresh();
    } catch {
      await new Promise((done) => setTimeout(done, 2000));
    }
  }
}

document.documentElement.lang = store.language;
document.documentElement.dataset.theme = store.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
await refresh();
if (state.people.length === 0) await addPerson();
follow();
