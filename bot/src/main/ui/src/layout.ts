/** The sign that a key stands for, whatever layout is on: on a Cyrillic one the place of the key counts, with its Latin letter. */
export function signOf(event: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  const { key, code, shiftKey } = event;
  const cyrillicSlash = code === 'Slash' && /^[.,]$/.test(key);
  if (/^[ -~]$/.test(key) && !cyrillicSlash) return shiftKey ? key : key.toLowerCase();
  if (cyrillicSlash) return shiftKey ? '?' : '/';
  return /^\p{L}$/u.test(key) && /^Key[A-Z]$/.test(code) && !shiftKey ? code.charAt(3).toLowerCase() : '';
}
