import { el, button } from '/elements.js';
import { samples } from '/samples.js';
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

// --- the server -------------------------------------------------------------------------------------------------------------------------
async function get(path) {
  return (await fetch(API + path)).json();
}
async function post(path, body = {}) {
  await fetch(API + path, { method: 'POST', headers: { 'X-Sandbox': '1', 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}
const act = (verb, body) => post(`chat/${current}/${verb}`, body);
const SAMPLES = samples(act, t);

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
  const kind = ['photo', 'animation', 'video_note', 'sticker', 'document', 'voice', 'video', 'audio', 'location', 'contact', 'dice'].find((name) => message[name]);
  const body = el('div', { class: 'bubble', 'data-testid': 'message', 'data-from': message.fromBot ? 'bot' : 'person', 'data-id': message.message_id },
    message.forward_origin && el('div', { class: 'small' }, t('forwarded')),
    kind && media(kind, message),
    (message.text ?? message.caption) && el('div', { class: 'text' }, styled(message.text ?? message.caption, message.entities ?? message.caption_entities)),
    el('div', { class: 'meta' }, message.guarded ? `⊘ ${t('protectedMark')} · ` : '', message.edit_date && !message.fromBot ? `${t('edited')} ` : '', time, message.fromBot ? '' : ' ✓✓'),
    !message.fromBot && el('div', { class: 'own' },
      message.text && button('✎', () => startEdit(message), { 'aria-label': t('edit'), 'data-testid': 'edit' }),
      button('✕', () => act('delete', { message: message.message_id }), { 'aria-label': t('remove'), 'data-testid': 'delete' })),
    !message.fromBot && message.location?.live_period && el('div', { class: 'keyboard' }, el('div', { class: 'row' },
      button(t('move'), () => move(message, 900), { 'data-testid': 'live-move' }), button(t('stopLive'), () => move(message, 0), { 'data-testid': 'live-stop' }))));
  const rows = message.reply_markup?.inline_keyboard ?? [];
  return el('div', { class: `line ${message.fromBot ? 'in' : 'out'}` }, body,
    rows.length > 0 && el('div', { class: 'keyboard' }, rows.map((row) => el('div', { class: 'row' }, row.map((one) =>
      button(one.text, () => act('press', { message: message.message_id, data: one.callback_data }), { 'data-testid': 'inline-button', 'data-data': one.callback_data }))))));
}
function move(message, seconds) {
  const step = seconds ? 0.001 : 0;
  act('move', { message: message.message_id, lat: message.location.latitude + step, lon: message.location.longitude + step, seconds });
}
const pictures = new Map();
function picture(id) {
  if (!pictures.has(id)) pictures.set(id, fetch(`${API}file/${id}`).then((r) => r.blob()).then((blob) => URL.createObjectURL(blob)));
  return pictures.get(id);
}
function media(kind, message) {
  if (kind === 'photo') {
    const { file_id, width, height } = message.photo.at(-1);
    const image = el('img', { alt: t('photo'), class: 'photo', width, height });
    picture(file_id).then((url) => { image.src = url; });
    return image;
  }
  const label = { document: `📄 ${message.document?.file_name}`, voice: '▶ ▂▅▃▇▅▂▃ 0:02', video: '▶ video', video_note: '◉ video', animation: '▶ GIF', sticker: message.sticker?.emoji, audio: '♪', location: `◎ ${message.location?.latitude.toFixed(4)}, ${message.location?.longitude.toFixed(4)}${message.location?.live_period ? ` · ${t('live')}` : ''}`, contact: '☎', dice: '🎲 4' }[kind];
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
async function crowd() {
  await post('people', { count: 20, name: t('crowdName'), language: store.language });
  await post('script', { everybody: true, texts: ['/start'] });
}
function tester() {
  const fault = (kind, method, value, times) => post('fault', { kind, method, value, times });
  return el('details', { class: 'pane tester', open: openDetails.has('tester'), ontoggle: (e) => (e.target.open ? openDetails.add('tester') : openDetails.delete('tester')) }, el('summary', {}, t('tester')),
    el('div', { class: 'tools' },
      button(t('ten'), () => post('clock', { seconds: 600 })), button(t('hour'), () => post('clock', { seconds: 3600 })), button(t('day'), () => post('clock', { seconds: 86400 })),
      button(t('f429'), () => fault('too_many', 'sendmessage', 2, 3)), button(t('f502'), () => fault('bad_gateway', '*', 0, 3)), button(t('fdrop'), () => fault('drop_answer', 'sendmessage', 0, 1)),
      button(t('fhang'), () => fault('hang_up', '*', 0, 3)), button(t('ftwice'), () => fault('duplicate', 'getupdates', 0, 3)), button(t('fshuffle'), () => fault('shuffle', 'getupdates', 0, 3)),
      button(t('ffile'), () => fault('truncated', 'file', 0, 1)), button(t('fnone'), () => post('no-faults')),
      button(t('poison'), () => act('poison')), button(t('unknown'), () => act('unknown')), button(t('ids'), () => post('restart-ids')), button(t('crowd'), crowd, { 'data-testid': 'crowd' }),
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
  const rows = chat?.keyboard ?? [];
  return el('div', { class: 'composer' }, composerForm(), rows.length > 0 && el('div', { class: 'keyboard wide' }, rows.map((row) => el('div', { class: 'row' },
    row.map((one) => button(one.text ?? one, () => act('text', { text: one.text ?? one }), { 'data-testid': 'reply-button' }))))));
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
// Of a crowd only the newest, and whoever is open.
function shownPeople() {
  const all = state.people.map((person, i) => [person, i]);
  return all.filter(([person, i]) => i >= all.length - 30 || person.id === current);
}
function peopleList() {
  return el('nav', { class: 'people', 'aria-label': t('people') }, shownPeople().map(([person, i]) => button(el('span', {}, el('span', { class: 'avatar', 'aria-hidden': 'true' }, person.name.split(' ').at(-1)[0].toUpperCase()), person.name),
    () => choose(person.id), { 'data-testid': `person-${i + 1}`, 'aria-current': person.id === current ? 'true' : null })), button(`+ ${t('add')}`, addPerson, { 'data-testid': 'person-add', class: 'quiet' }));
}
function welcome() {
  if (store.seenWelcome) return null;
  return el('section', { class: 'welcome' }, el('h2', {}, t('welcome')), el('ol', {}, el('li', {}, t('w1')), el('li', {}, t('w2')), el('li', {}, t('w3'))),
    button(t('close'), () => { store.seenWelcome = true; localStorage.seenWelcome = '1'; render(); }, { class: 'accent' }));
}
// What stands under a finger or the mouse stays there until it is let go: a press must not be lost because something else changed.
let pressed = false;
let changed = false;
addEventListener('pointerdown', () => { pressed = true; }, true);
for (const end of ['pointerup', 'pointercancel']) {
  addEventListener(end, () => setTimeout(() => {
    pressed = false;
    if (changed) render();
  }), true);
}
function render() {
  changed = pressed;
  if (pressed) return;
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
  const asked = current;
  const opened = asked ? await get(`chat/${asked}`) : null;
  database = await get('database');
  if (asked !== current) return;
  chat = opened;
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
