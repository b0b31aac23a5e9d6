/** Shows bytes that nobody vouches for, in a frame without keys, storage or network. Grey and silent until asked. */
interface Shown { as: 'image' | 'audio' | 'video' | 'text'; mime: string; bytes: ArrayBuffer }

const MOST_TEXT_BYTES = 1_000_000;

function grey(on: boolean): void {
  document.body.style.setProperty('filter', on ? 'grayscale(1)' : 'none');
}

function fit(element: HTMLElement): HTMLElement {
  element.style.setProperty('max-width', '100%');
  element.style.setProperty('max-height', '100vh');
  return element;
}

function media(shown: Shown): HTMLElement {
  const url = URL.createObjectURL(new Blob([shown.bytes], { type: shown.mime }));
  if (shown.as === 'image') {
    const image = new Image();
    image.alt = '';
    image.src = url;
    return fit(image);
  }
  const player = document.createElement(shown.as === 'audio' ? 'audio' : 'video');
  player.controls = true;
  player.muted = true;
  player.preload = 'metadata';
  player.src = url;
  return fit(player);
}

function text(shown: Shown): HTMLElement {
  const page = document.createElement('pre');
  page.textContent = new TextDecoder().decode(shown.bytes.slice(0, MOST_TEXT_BYTES));
  page.style.setProperty('white-space', 'pre-wrap');
  page.style.setProperty('overflow-wrap', 'anywhere');
  return page;
}

addEventListener('message', (event: MessageEvent<Shown | { colour: boolean }>) => {
  if (event.source !== parent) return;
  if ('colour' in event.data) {
    grey(!event.data.colour);
    return;
  }
  document.body.replaceChildren(event.data.as === 'text' ? text(event.data) : media(event.data));
});
document.body.style.setProperty('margin', '0');
grey(true);
parent.postMessage('ready', '*');
