import { effect } from '@preact/signals';
import { render } from 'preact';
import { onSignedOut } from './api/api';
import { renewWhileWorking } from './acts';
import { current, expire, forget, load, look, looking, online, openCase, peek, views } from './desk';
import { kept, speak } from './i18n';
import { onKey } from './keys';
import { basis, idleUntil, lock, now, session, type Session, touch } from './session';
import { markPages } from './print';
import { Bar, LanguageButton, Notice } from './views/bar';
import { CasePane } from './views/case';
import { fetchMore, Later } from './views/later';
import { QueueList, Views } from './views/queue';
import { SignIn } from './views/signin';

const POLL_MILLISECONDS = 30_000;

function Console() {
  const held = session.value;
  if (!held) return <><div class="corner"><LanguageButton /></div><SignIn /></>;
  return (
    <>
      <Bar held={held} />
      <Notice />
      {views().length > 0 ? <main class="panes"><Views /><QueueList /><CasePane /></main> : <main class="gate"><Later part={(more) => <more.NoQueue />} /></main>}
    </>
  );
}

/** The server's hints; when they stop, a slow poll takes their place and asks for them anew. */
function listen(): () => void {
  let events = hints();
  const poll = setInterval(() => {
    if (events.readyState === EventSource.CLOSED) events = hints();
    look();
    void peek();
    freshen();
  }, POLL_MILLISECONDS);
  return () => { events.close(); clearInterval(poll); };
}

addEventListener('offline', () => { online.value = false; });
addEventListener('online', () => void peek());

/** Has a case anew that could not be had. */
function freshen(): void {
  const shown = current.value;
  if (shown.at === 'open' && shown.stale) void openCase(shown.case.file.number);
}

function hints(): EventSource {
  const events = new EventSource('/api/events');
  events.addEventListener('queue', () => void peek());
  events.addEventListener('case', (event) => {
    void peek();
    const shown = current.value;
    const number = (() => { try { return (JSON.parse(event.data as string) as { number?: string }).number; } catch { return undefined; } })();
    if (shown.at === 'open' && shown.case.file.number === number) void openCase(number);
  });
  events.onopen = () => { online.value = true; freshen(); };
  events.onerror = () => void peek();
  return events;
}

/** An operator's or lead's browser goes on with what an ended epoch left to do. */
async function resealWaiting(held: Session): Promise<void> {
  if (!held.roster.desks.some((desk) => desk.epoch > 1 && held.epochs.has(`${desk.id}:${desk.epoch}`))) return;
  const { resealAll } = await import('./members/reseal');
  await resealAll(held, () => session.value?.key === held.key);
}

let stop: (() => void) | null = null;
let before = '';
effect(() => {
  const held = session.value;
  const after = held ? basis(held) : '';
  if (held && after !== before) void resealWaiting(held).catch(() => undefined);
  before = after;
  if (held && stop) return;
  stop?.();
  stop = null;
  if (held) {
    stop = listen();
    queueMicrotask(() => void (views()[0] ? load(views()[0]) : Promise.resolve()).then(fetchMore));
  } else {
    queueMicrotask(forget);
  }
});

effect(() => { looking(current.value); });

/** On a phone, where a case covers the list, Back returns to the list; the entry says nothing of the case. */
let covered = false;
effect(() => {
  if (current.value.at === 'none' || covered || !matchMedia('(max-width: 699px)').matches) return;
  covered = true;
  history.pushState(null, '');
});
addEventListener('popstate', () => {
  covered = false;
  current.value = { at: 'none' };
});

setInterval(() => {
  now.value = Date.now();
  expire();
  void renewWhileWorking();
  if (session.value && now.value > idleUntil.value) lock();
}, 1000);
for (const sign of ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const) addEventListener(sign, () => touch(), { passive: true });
addEventListener('keydown', onKey);
addEventListener('pagehide', () => lock());
addEventListener('beforeprint', markPages);
onSignedOut.act = lock;
await speak(kept()).catch(() => undefined);
render(<Console />, document.getElementById('console')!);
