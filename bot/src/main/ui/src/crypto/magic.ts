export type FileType = 'jpg' | 'png' | 'webp' | 'gif' | 'heic' | 'mp4' | 'webm' | 'ogg' | 'mp3' | 'wav' | 'pdf' | 'zip' | 'txt' | 'bin';

const LOOKS_AT = 4096;

/** What a file is by its first bytes, never by its name. The value is the extension to save it under. */
export function fileType(bytes: Uint8Array): FileType {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 64));
  const raw = String.fromCharCode(...bytes.subarray(0, 64));
  if (raw.startsWith('\xff\xd8\xff')) return 'jpg';
  if (raw.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) return 'gif';
  if (start.startsWith('%PDF-')) return 'pdf';
  if (raw.startsWith('PK\x03\x04')) return 'zip';
  if (start.startsWith('RIFF') && start.startsWith('WEBP', 8)) return 'webp';
  if (start.startsWith('RIFF') && start.startsWith('WAVE', 8)) return 'wav';
  if (start.startsWith('ftyp', 4)) return /^(heic|mif1|heix)/.test(start.slice(8)) ? 'heic' : 'mp4';
  if (raw.startsWith('\x1aE\xdf\xa3')) return 'webm';
  if (start.startsWith('OggS')) return 'ogg';
  if (start.startsWith('ID3') || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2)) return 'mp3';
  return plainText(bytes.subarray(0, LOOKS_AT)) ? 'txt' : 'bin';
}

function plainText(bytes: Uint8Array): boolean {
  if (bytes.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13)) return false;
  for (let cut = 0; cut < Math.min(4, bytes.length); cut++) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytes.length - cut));
      return true;
    } catch {
      continue;
    }
  }
  return false;
}

/** How the viewer shows it; undefined when it only goes out as the original. */
export function shownAs(type: FileType): { as: 'image' | 'audio' | 'video' | 'text'; mime: string } | undefined {
  const shown: Partial<Record<FileType, ['image' | 'audio' | 'video' | 'text', string]>> = {
    jpg: ['image', 'image/jpeg'], png: ['image', 'image/png'], webp: ['image', 'image/webp'], gif: ['image', 'image/gif'],
    mp4: ['video', 'video/mp4'], webm: ['video', 'video/webm'], ogg: ['audio', 'audio/ogg'], mp3: ['audio', 'audio/mpeg'],
    wav: ['audio', 'audio/wav'], txt: ['text', 'text/plain'],
  };
  const found = shown[type];
  return found && { as: found[0], mime: found[1] };
}
