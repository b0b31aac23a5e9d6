export type FileType = 'jpg' | 'png' | 'webp' | 'gif' | 'heic' | 'avif' | 'mp4' | 'm4a' | 'webm' | 'ogg' | 'mp3' | 'aac' | 'amr' | 'wav' | 'pdf' | 'doc' | 'docx' | 'zip' | 'gz' | 'txt' | 'bin';

const LOOKS_AT = 4096;

const HEIF = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** The atoms that a QuickTime film of before 2004 may begin with. */
const OLD_QUICKTIME = ['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'];

/** What a file is by its first bytes, never by its name. The value is the extension to save it under. */
export function fileType(bytes: Uint8Array): FileType {
  const raw = String.fromCharCode(...bytes.subarray(0, LOOKS_AT));
  if (raw.startsWith('\xff\xd8\xff')) return 'jpg';
  if (raw.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (raw.startsWith('GIF87a') || raw.startsWith('GIF89a')) return 'gif';
  if (raw.startsWith('%PDF-')) return 'pdf';
  if (raw.startsWith('PK\x03\x04')) return word(raw) ? 'docx' : 'zip';
  if (raw.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'doc';
  if (raw.startsWith('\x1f\x8b\x08')) return 'gz';
  if (raw.startsWith('RIFF') && raw.startsWith('WEBP', 8)) return 'webp';
  if (raw.startsWith('RIFF') && raw.startsWith('WAVE', 8)) return 'wav';
  if (raw.length >= 12 && raw.startsWith('ftyp', 4)) return brand(raw.slice(8, 12));
  if (raw.startsWith('\x1aE\xdf\xa3')) return 'webm';
  if (raw.startsWith('OggS')) return 'ogg';
  if (raw.startsWith('#!AMR\n') || raw.startsWith('#!AMR-WB\n')) return 'amr';
  if (OLD_QUICKTIME.includes(raw.slice(4, 8))) return 'mp4';
  return stream(raw) ?? (plainText(bytes.subarray(0, LOOKS_AT)) ? 'txt' : 'bin');
}

/** A Word document is a ZIP whose first parts are named as its standard says (ECMA-376). */
function word(raw: string): boolean {
  if (!raw.startsWith('[Content_Types].xml', 30) && !raw.startsWith('_rels/.rels', 30)) return false;
  return raw.split('PK\x03\x04').some((part) => part.startsWith('word/', 26));
}

function brand(of: string): FileType {
  if (HEIF.includes(of)) return 'heic';
  if (of === 'avif' || of === 'avis') return 'avif';
  return of === 'M4A ' || of === 'M4B ' ? 'm4a' : 'mp4';
}

/** Sound without a container: it begins with a tag or with the twelve set bits of a frame. */
function stream(raw: string): FileType | undefined {
  if (raw.startsWith('ID3')) return 'mp3';
  if (raw.length < 3 || raw[0] !== '\xff') return undefined;
  const second = raw.charCodeAt(1);
  const third = raw.charCodeAt(2);
  if ((second & 0xf6) === 0xf0 && ((third >> 2) & 0xf) < 13) return 'aac';
  return (second & 0xe6) === 0xe2 && third >> 4 !== 0xf && ((third >> 2) & 3) !== 3 ? 'mp3' : undefined;
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
    jpg: ['image', 'image/jpeg'], png: ['image', 'image/png'], webp: ['image', 'image/webp'], gif: ['image', 'image/gif'], avif: ['image', 'image/avif'],
    mp4: ['video', 'video/mp4'], webm: ['video', 'video/webm'], ogg: ['audio', 'audio/ogg'], mp3: ['audio', 'audio/mpeg'], m4a: ['audio', 'audio/mp4'], aac: ['audio', 'audio/aac'],
    wav: ['audio', 'audio/wav'], txt: ['text', 'text/plain'],
  };
  const found = shown[type];
  return found && { as: found[0], mime: found[1] };
}
