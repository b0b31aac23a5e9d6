import { el } from '/elements.js';

// What a person can send with one press: all of it made here, nothing real.
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
const clip = () => btoa('\0\0\0\x18ftypmp42SAMPLE'.padEnd(2000, '.'));
function pickFile(act) {
  const input = el('input', { type: 'file' });
  input.addEventListener('change', async () => {
    const file = input.files[0];
    if (file) await act('file', { kind: 'document', name: file.name, mime: file.type || 'application/octet-stream', base64: await base64(file) });
  });
  input.click();
}

export function samples(act, t) {
  const file = (kind, name, mime, content) => act('file', { kind, name, mime, base64: content });
  return {
    photo: async () => file('photo', 'photo.jpg', 'image/jpeg', await samplePhoto(200)),
    file: () => pickFile(act),
    voice: async () => file('voice', 'voice.wav', 'audio/wav', await sampleTone()),
    video: () => file('video', 'video.mp4', 'video/mp4', clip()),
    videoNote: () => file('video_note', 'note.mp4', 'video/mp4', clip()),
    animation: () => file('animation', 'animation.mp4', 'video/mp4', clip()),
    sticker: async () => file('sticker', 'sticker.webp', 'image/webp', await samplePhoto(320)),
    album: async () => act('album', { photos: [await samplePhoto(20), await samplePhoto(120), await samplePhoto(280)], text: t('caption') }),
    location: () => act('location', { lat: 50.4501, lon: 30.5234 }),
    live: () => act('live', { lat: 50.4501, lon: 30.5234, seconds: 900 }),
    forward: () => act('forward', { text: 'SAMPLE · ЗРАЗОК: переслане повідомлення' }),
    contact: () => act('contact'),
    dice: () => act('dice'),
    big: () => act('file', { kind: 'document', name: 'big.mov', mime: 'video/quicktime', size: 21 * 1024 * 1024 }),
  };
}
